import hashlib
from datetime import date
from io import StringIO

import pytest
from django.apps import apps
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.utils import timezone

from portal.accounts.models import User
from programs.demo.content import moment, read
from programs.enums import ApplicationState, AssignmentState, CallStatus
from programs.models import Application, Assignment, Briefing, Call, Document
from programs.queries import faults_of_application, findings_of
from zones.models import Budget, BudgetStage, Designation, Zone

SIX = {"ansan", "gimhae", "jinju", "changwon", "pohang", "cheongju"}


@pytest.fixture
def demo(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    call_command("load_demo", stdout=StringIO())


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


def test_demo_briefing_of_the_main_call_has_seats(demo):
    briefing = Briefing.objects.coming().get(calls__code="example-gimhae-growth")

    assert briefing.capacity == 30
    assert briefing.takes_registrations


def test_demo_applications_wait_for_screening_and_review(demo):
    applications = Application.objects.received().of_closed_calls()

    assert sorted(applications.values_list("state", flat=True)) == [
        ApplicationState.SUBMITTED,
        ApplicationState.SUBMITTED,
        ApplicationState.UNDER_REVIEW,
    ]
    assert not any(faults_of_application(application) for application in applications)
    assert sorted(Assignment.objects.values_list("state", flat=True)) == [
        AssignmentState.ASSIGNED,
        AssignmentState.PLEDGED,
    ]
    for document in Document.objects.all():
        with document.file.open() as file:
            data = file.read()
        assert data.startswith(b"%PDF-")
        assert (len(data), hashlib.sha256(data).hexdigest()) == (document.size, document.sha256)


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


def test_demo_signins_before_loading_says_how(db):
    output = StringIO()

    call_command("demo_signins", stdout=output)

    assert "load_demo" in output.getvalue()


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
