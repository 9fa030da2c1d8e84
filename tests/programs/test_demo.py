import hashlib
from datetime import date
from io import StringIO

import pytest
from django.apps import apps
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from portal.accounts.models import User
from programs.actions.call import approve_call
from programs.actions.seal import seal_ended_calls
from programs.demo.content import moment, read
from programs.enums import ApplicationState, AssignmentState, CallState, CallStatus
from programs.form_checks import faults_of_questions
from programs.models import (
    Application,
    Assignment,
    Briefing,
    BriefingSeries,
    Call,
    Challenge,
    Conflict,
    Decision,
    Document,
    FormTemplate,
    Objection,
    Panel,
    PartPerson,
    Picture,
    Registration,
    Reviewer,
    ReviewerSanction,
    Screening,
    Seal,
    Selection,
    SessionQuestion,
    Story,
    Supplement,
    Unlock,
    Voice,
    VoiceSummary,
)
from programs.queries import faults_of_application, findings_of, questions_of
from programs.queries.conflict import working_reviewers
from programs.queries.form import checked_row
from programs.queries.survey import survey_results
from programs.queries.voice_statistics import voice_statistics
from tests.factories.programs import CallFactory
from tests.pictures import opened
from tests.words import said
from zones.models import Agency, Budget, BudgetStage, Designation, Zone

CHEAP = "django.contrib.auth.hashers.MD5PasswordHasher"
SIX = {"ansan", "gimhae", "jinju", "changwon", "pohang", "cheongju"}


@pytest.fixture(scope="module")
def kept_demo(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demonstration, loaded once for all tests here, with a folder for its files."""
    folder = tmp_path_factory.mktemp("media")
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=folder, PASSWORD_HASHERS=[CHEAP]),
        transaction.atomic(),
    ):
        call_command("load_demo", stdout=StringIO())
        yield folder
        transaction.set_rollback(True)


@pytest.fixture
def demo(kept_demo, settings, db):
    """What `kept_demo` loaded; what a test changes is undone after it."""
    settings.MEDIA_ROOT = kept_demo


def row_counts():
    return {
        model._meta.label: model._base_manager.count()
        for model in apps.get_models()
        if model._meta.managed and not model._meta.proxy
    }


def test_load_demo_again_changes_no_row_count(demo):
    before = row_counts()

    call_command("load_demo", stdout=StringIO())

    assert row_counts() == before


def test_seals_of_the_demonstration_hold(demo):
    out = StringIO()

    seal_ended_calls(most=100)
    call_command("verify_seals", files=True, stdout=out)

    assert "broken" not in out.getvalue()
    assert Seal.objects.filter(count__gt=1).exists()


def test_load_demo_once_leaves_a_loaded_demonstration_alone(demo, django_assert_num_queries):
    with django_assert_num_queries(1):
        call_command("load_demo", once=True, stdout=StringIO())


def test_load_demo_again_keeps_a_budget_that_was_split(demo):
    budget = Budget.objects.get(zone__slug="gimhae")
    budget.national_won = 5_000_000_000
    budget.save()
    BudgetStage.objects.create(
        budget=budget, stage="growth", national_won=5_000_000_000, local_won=budget.local_won
    )

    call_command("load_demo", stdout=StringIO())

    budget.refresh_from_db()
    assert budget.national_won == 5_000_000_000


def test_demo_has_all_zones_with_regions_and_designations(demo):
    assert Zone.objects.count() == 19
    assert Zone.objects.filter(kind="small").count() == 14
    assert not Zone.objects.filter(designations=None).exists()
    assert not Zone.objects.filter(specialization_en="").exists()
    assert set(
        Zone.objects.get(slug="daegu").municipalities.values_list("province__name_ko", "name_ko")
    ) == {("경북", "경산시")}
    assert Zone.objects.get(slug="hongneung").institutions.count() == 3
    areas = Designation.objects.filter(zone__slug="changwon").values_list("area_km2", flat=True)
    assert [str(area) for area in areas] == ["0.650", "0.820"]


def test_demo_has_the_budgets_of_2020_without_an_invented_split(demo):
    budgets = Budget.objects.filter(year=2020)

    assert {budget.zone.slug for budget in budgets} == SIX
    assert {(b.national_won, b.local_won, b.total_won) for b in budgets} == {
        (6_000_000_000, 1_200_000_000, 7_200_000_000)
    }
    assert not BudgetStage.objects.exists()


def test_demo_has_the_six_calls_of_2020_and_their_briefing(demo):
    calls = Call.objects.published().filter(program__slug="2020-small-zones")

    assert {call.zones.get().slug for call in calls} == SIX
    assert {call.status for call in calls} == {CallStatus.CLOSED}
    assert set(Call.objects.published().matching("특구")) >= set(calls)
    common = Briefing.objects.get(starts_at__year=2020, zones__slug="ansan")
    assert timezone.localdate(common.starts_at) == date(2020, 3, 4)
    assert common.is_day_only
    assert set(common.calls.all()) == set(calls)


def test_demo_has_example_calls_of_every_status(demo):
    examples = Call.objects.published().filter(is_example=True)

    assert {call.status for call in examples} == set(CallStatus)
    assert all(call.title_ko.endswith("(예시)") for call in examples)
    assert not Call.objects.filter(is_example=False, title_ko__contains="(예시)").exists()
    findings = [
        finding
        for call in examples
        if call.status != CallStatus.CLOSED
        for finding in findings_of(call)
    ]
    assert [finding for finding in findings if not finding.is_warning] == []


def test_demo_gives_a_reason_for_each_warning_of_an_example(demo):
    warnings = {
        (call.code, finding.rule): finding.reason
        for call in Call.objects.filter(is_example=True)
        for finding in findings_of(call)
        if finding.is_warning
    }

    assert ("example-gimhae-growth", "few_reviewers") in warnings
    assert all(warnings.values())


def test_demo_has_a_call_that_waits_and_shows_the_approver_what_was_found(demo, client):
    call = Call.objects.get(state=CallState.SUBMITTED)
    rules = {finding.rule for finding in findings_of(call)}
    client.force_login(User.objects.get(email="approver@example.kr"))

    page = client.get(f"/admin/programs/call/{call.pk}/approve/").content.decode()

    assert rules - {"closing_day"} == {
        "short_notice", "few_reviewers", "no_briefing", "share_small_ceiling"
    }  # fmt: skip
    assert all(finding.reason and finding.reason in page for finding in findings_of(call))
    approve_call(call, by=User.objects.get(email="approver@example.kr"))


@pytest.mark.parametrize("name", ["사업화 지원 기본 서식", "창업자 서식"])
def test_demo_has_templates_for_everybody(demo, client, name):
    template = FormTemplate.objects.get(agency=None, name_ko=name)
    member = User.objects.get(email="agency2@example.kr")
    draft = CallFactory(agency=Agency.objects.get(slug="pohang"), created_by=member)
    client.force_login(member)

    address = reverse("programs:call-form-copy", args=[draft.pk])
    response = client.post(address, {"template": template.pk})

    assert response.status_code == 302
    questions = questions_of(draft)
    assert faults_of_questions([checked_row(question) for question in questions]) == []
    assert {"table", "consent", "choice"} <= {question.kind for question in questions}
    assert any(question.condition_question for question in questions)
    assert (draft.sections.count() > 1, draft.required_documents.count() > 1) == (True, True)
    assert sum(criterion.weight for criterion in draft.criteria.all()) == 100
    errors = {finding.rule for finding in findings_of(draft) if not finding.is_warning}
    assert errors & {"no_question", "faulty_question", "no_document", "weights"} == set()


def test_demo_briefing_of_the_main_call_has_seats(demo):
    briefing = Briefing.objects.coming().get(calls__code="example-gimhae-growth")

    assert briefing.capacity == 30
    assert briefing.takes_registrations


def test_demo_has_two_stories_with_pictures_that_are_what_their_rows_say(demo, client):
    stories = Story.objects.published()

    assert {story.kind for story in stories} == {"success", "site_visit"}
    assert all(story.is_example and story.title_ko.endswith("(예시)") for story in stories)
    pictures = Picture.objects.shown()
    assert pictures.count() == 3
    for picture in pictures:
        assert picture.alt_ko
        assert picture.alt_en
        for file, digest, size in (
            (picture.file, picture.sha256, (picture.width, picture.height)),
            (picture.file_small, picture.sha256_small, (picture.width_small, picture.height_small)),
        ):
            with file.open() as stored:
                data = stored.read()
            assert hashlib.sha256(data).hexdigest() == digest
            assert opened(data).size == size


def test_demo_briefing_has_slides(demo, client):
    briefing = Briefing.objects.get(calls__code="example-gimhae-growth")
    material = briefing.materials.get()

    page = client.get(briefing.get_absolute_url()).content.decode()

    assert reverse("programs:material-download", args=[briefing.pk, material.pk]) in page


def test_demo_applications_wait_for_screening_and_review(demo):
    applications = Application.objects.received().filter(call__code="example-gimhae-startup")
    assignments = Assignment.objects.filter(application__in=applications)

    assert sorted(applications.values_list("state", flat=True)) == [
        ApplicationState.SUBMITTED,
        ApplicationState.SUBMITTED,
        ApplicationState.UNDER_REVIEW,
    ]
    assert not any(faults_of_application(application) for application in applications)
    assert sorted(assignments.values_list("state", flat=True)) == [
        AssignmentState.ASSIGNED,
        AssignmentState.PLEDGED,
    ]
    for document in Document.objects.all():
        with document.file.open() as file:
            data = file.read()
        assert data.startswith(b"%PDF-")
        assert (len(data), hashlib.sha256(data).hexdigest()) == (document.size, document.sha256)


def test_demo_has_a_call_that_was_reviewed_to_the_end(demo, client):
    call = Call.objects.get(code="example-gimhae-devices")
    decisions = Decision.objects.public().filter(application__call=call)
    panel = call.panels.get()

    outcomes = sorted(decisions.values_list("outcome", flat=True))
    assert outcomes == ["rejected"] * 2 + ["reserve"] * 2 + ["selected"] * 3
    assert decisions.get(application__company__name="예시테크 주식회사").awarded_won == 45_000_000
    assert {place.application.assignments.count() for place in panel.places.all()} == {5}
    assert Unlock.objects.get().sheet.assignment.sheets.count() == 2
    refused = Screening.objects.get(application__call=call, is_eligible=False)
    assert (refused.reason_code, refused.checks.get(verdict="fails").key) == ("age", "age")
    objection = Objection.objects.get()
    assert (objection.state, objection.decision.outcome) == ("filed", "rejected")
    page = client.get("/results/example-gimhae-devices/").content.decode()
    names = ["예시테크", "예시진단", "예시정밀", "예시센서", "예시메디칼", "예시로봇"]
    assert [name in page for name in names] == [True] * 3 + [False] * 3


def test_demo_leaves_somebody_to_decide_the_objection(demo):
    took_part = Objection.objects.get().people_who_took_part()

    free = User.objects.filter(groups__name="foundation").exclude(pk__in=took_part)

    assert sorted(free.values_list("email", flat=True)) == [
        "approver@example.kr",
        "staff@example.kr",
    ]


def test_demo_has_conflicts_of_every_source(demo):
    sources = Conflict.objects.filter(application__call__code="example-gimhae-devices")

    assert {(one.source, one.ground, one.state) for one in sources} == {
        ("found", "tie", "standing"),
        ("declared", "other", "standing"),
        ("challenge", "challenge", "standing"),
    }
    judged = Assignment.objects.values_list("reviewer", "application")
    assert not set(judged) & set(sources.values_list("reviewer", "application"))


def test_demo_has_a_reviewer_under_a_sanction_whom_nobody_asks(demo):
    sanction = ReviewerSanction.objects.get()
    pool = Reviewer.objects.filter(is_active=True)

    assert sanction.reviewer.user.email == "reviewer7@example.kr"
    assert set(pool) - set(working_reviewers()) == {sanction.reviewer}
    assert not sanction.reviewer.panels.exists()


def test_demo_has_a_call_under_review(demo):
    call = Call.objects.get(code="example-changwon-tests")
    states = sorted(call.applications.values_list("state", flat=True))
    work = Assignment.objects.filter(panel=call.panels.get())

    assert states == ["submitted", "submitted", "under_review", "under_review"]
    assert Supplement.objects.open().get().application.call == call
    assert Challenge.objects.get(decided_at=None).application.call == call
    assert Conflict.objects.get(state="suspected").application.call == call
    assert sorted(work.values_list("reviewer__user__email", "state")) == [
        ("reviewer1@example.kr", AssignmentState.FINISHED),
        ("reviewer1@example.kr", AssignmentState.PLEDGED),
        ("reviewer2@example.kr", AssignmentState.ASSIGNED),
        ("reviewer2@example.kr", AssignmentState.ASSIGNED),
        ("reviewer3@example.kr", AssignmentState.FINISHED),
        ("reviewer3@example.kr", AssignmentState.FINISHED),
    ]


def test_rankings_of_the_demonstration_hold(demo):
    out = StringIO()

    call_command("verify_rankings", stdout=out)

    assert [line.split(": ")[1][:5] for line in out.getvalue().splitlines()] == ["holds"]


def test_demo_reviews_nothing_of_real_calls_and_mails_nobody(demo):
    assert not Application.objects.filter(call__is_example=False).exists()
    assert not Panel.objects.filter(call__is_example=False).exists()
    assert not Selection.objects.filter(panel__call__is_example=False).exists()
    assert not ProcrastinateJob.objects.exists()


def test_demo_has_a_session_that_is_over_with_what_came_of_it(demo, client):
    session = Briefing.objects.get(calls__code="example-gimhae-startup")

    assert session.is_example
    assert session.ends_at < timezone.now()
    came = session.registrations.filter(attendances__undone_at=None, attendances__isnull=False)
    assert (session.registrations.count(), came.count()) == (7, 6)
    assert survey_results(session).are_shown
    assert SessionQuestion.objects.waiting().get().briefing == session
    page = client.get(session.get_absolute_url()).content.decode()
    assert "예비창업자는 사업자등록증을 내야 합니까?" in page
    assert "예시 손님" not in page


def test_demo_has_voices_in_all_states_and_two_of_them_are_public(demo, client):
    voices = Voice.objects.all()

    assert {voice.state for voice in voices} == {"assigned", "received", "answered", "withdrawn"}
    assert {(voice.is_example, voice.title.endswith("(예시)")) for voice in voices} == {
        (True, True)
    }
    assert Voice.objects.overdue(timezone.localdate()).exists()
    assert VoiceSummary.objects.published().count() == 2
    assert VoiceSummary.objects.filter(state="proposed").count() == 1
    cells = [cell.number for line in voice_statistics().lines for cell in line.cells]
    assert (3 in cells, None in cells) == (True, True)
    assert client.get("/voices/").content.decode().count("(예시)") >= 2


def test_demo_signins_are_printed_and_work(demo, rf):
    output = StringIO()

    call_command("demo_signins", stdout=output)

    people = read("people")
    rows = [line.split() for line in output.getvalue().splitlines()[2:]]
    assert [(row[0], row[-1]) for row in rows] == [
        (person["email"], people["password"]) for person in people["people"]
    ]
    user = authenticate(
        rf.post("/accounts/login/"), username="company@example.kr", password=people["password"]
    )
    assert user == User.objects.get(email="company@example.kr")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2020-02-19 09:00", "2020-02-19T09:00:00+09:00"),
        ("+1d 18:00", "2026-11-21T18:00:00+09:00"),
        ("+1d 18:00 weekday", "2026-11-23T18:00:00+09:00"),
        ("-5d 18:00 weekday", "2026-11-13T18:00:00+09:00"),
    ],
)
def test_moment_counts_from_the_day_of_loading_and_avoids_weekends(text, expected):
    friday = date(2026, 11, 20)

    assert moment(text, today=friday).isoformat() == expected


def test_the_policy_sharing_day_has_its_whole_programme(demo):
    """As the source has it: six items, the forum with three, posts instead of names."""
    day = Briefing.objects.as_page().get(kind="policy_sharing")
    *first, forum = day.programme

    assert [part.kind for part in first] == [
        "luncheon",
        "visit",
        "presentation",
        "presentation",
        "case",
    ]
    assert (forum.kind, [part.kind for part in forum.nested]) == (
        "forum",
        ["keynote", "case", "panel"],
    )
    assert [one.organisation_ko for one in first[-1].spoken_by] == ["컨텍", "코스맥스"]
    assert [one.post_ko for part in forum.nested for one in part.spoken_by] == [
        "사업화전략실장",
        "강원 연구개발지원단장",
    ]
    assert [one.role for one in day.organisation_list].count("host") == 2
    assert [one.role for one in day.organisation_list].count("participant") == 5
    assert (day.is_day_only, day.province.code, bool(day.day_note_ko)) == (True, "daejeon", True)


def test_real_events_have_nothing_invented(demo):
    real = Briefing.objects.filter(is_example=False)

    assert all(one.sources and one.is_day_only for one in real)
    assert not PartPerson.objects.filter(part__briefing__in=real).exclude(name_ko="").exists()
    assert not Registration.objects.filter(briefing__in=real).exists()
    assert set(real.values_list("capacity", "map_url", "address")) == {(None, "", "")}


def test_the_tour_of_2014_stands_in_its_order(demo):
    tour = BriefingSeries.objects.get(kind="tour", is_example=False)

    stops = tour.briefings.order_by("number").values_list("zones__slug", "starts_at__date")
    assert [(zone, f"{day:%m-%d}") for zone, day in stops] == [
        ("gwangju", "04-03"),
        ("daegu", "04-08"),
        ("busan", "04-09"),
        ("daedeok", "04-10"),
    ]


def test_the_anniversary_has_no_date(demo, client):
    series = BriefingSeries.objects.get(kind="yearly")

    page = client.get("/briefings/series/").content.decode()

    assert (series.title_ko, series.month, series.briefings.count()) == ("특구 기념일", None, 0)
    assert said("Every year; the date is not set yet") in page


def test_load_demo_again_gives_a_programme_to_an_event_that_has_none(demo):
    day = Briefing.objects.get(kind="policy_sharing")
    day.parts.all().delete()
    Briefing.objects.filter(pk=day.pk).update(summary_ko="- 발표: 옛 글")

    call_command("load_demo", stdout=StringIO())

    day.refresh_from_db()
    assert (day.parts.count(), "옛 글" in day.summary_ko) == (9, False)


def test_load_demo_again_leaves_an_event_that_was_changed(demo):
    day = Briefing.objects.get(kind="policy_sharing")
    day.parts.all().delete()
    Briefing.objects.filter(pk=day.pk).update(sequence=1)

    call_command("load_demo", stdout=StringIO())

    assert day.parts.count() == 0
