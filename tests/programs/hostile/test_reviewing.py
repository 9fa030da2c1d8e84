"""Attempts to score, select, object or learn of results as one must not."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.common.digest import canonical, digest_of_content
from programs.actions.ranking import freeze_ranking
from programs.actions.selection import Choice, propose_selection
from programs.enums import AssignmentState, Outcome
from programs.models import (
    Application,
    AppliedAdjustment,
    Assignment,
    Objection,
    PanelMember,
    Selection,
)
from tests.factories.accounts import FoundationUserFactory, UserFactory
from tests.factories.programs import (
    AssignmentFactory,
    DecisionFactory,
    PanelMemberFactory,
    SubmissionFactory,
    announced,
    close,
    complete_application,
    confirmed,
    days,
    finished_round,
    judged_panel,
    open_call,
    pledged_assignment,
    public_decision,
    received_application,
)
from tests.factories.zones import CompanyMemberFactory

pytestmark = pytest.mark.django_db
WORDS = {"asks": "가점을 다시 보아 주십시오.", "text": "확인서를 제출하였습니다."}


@pytest.fixture
def pledged() -> Assignment:
    application = complete_application(state="under_review", submitted_at=days(-1))
    content = canonical({"call": "", "title": "실증", "requested_won": 100})
    SubmissionFactory(application=application, content=content, sha256=digest_of_content(content))
    close(application.call)
    return pledged_assignment(application=application)


def at(name: str, assignment: Assignment) -> str:
    return reverse(f"programs:review-{name}", args=[assignment.pk])


def given(assignment: Assignment, points: object, reason: str = "근거") -> dict[str, object]:
    keys = assignment.application.call.criteria.values_list("pk", flat=True)
    said = {f"points_{key}": points for key in keys} | {f"reason_{key}": reason for key in keys}
    return {**said, "opinion": "의견"}


@pytest.mark.parametrize(
    "points",
    [
        "-0.01",
        "NaN",
        "sNaN",
        "Infinity",
        "-Infinity",
        "1e9",
        "60.01",
        "0x10",
        "1,000",
        "９９",
        "[]",
    ],
)
@pytest.mark.parametrize("verb", ["save", "finish"])
def test_points_that_are_none(client, pledged, points, verb):
    client.force_login(pledged.reviewer.user)

    response = client.post(at(verb, pledged), given(pledged, points))

    assert (response.status_code, pledged.scores.exclude(points=None).count()) == (200, 0)
    assert response.context["form"].errors


def test_reasons_that_nobody_can_see_finish_nothing(client, pledged):
    client.force_login(pledged.reviewer.user)

    client.post(at("finish", pledged), given(pledged, "10", reason="\u3164\u200b"))

    assert Assignment.objects.get().state == AssignmentState.PLEDGED


@pytest.mark.parametrize("verb", ["save", "finish", "recuse"])
def test_ten_megabytes_of_text(client, pledged, verb):
    client.force_login(pledged.reviewer.user)
    text = "가" * (10 * 1024 * 1024 // 3)

    response = client.post(at(verb, pledged), {**given(pledged, "10", reason=text), "reason": text})

    pledged.refresh_from_db()
    assert (response.status_code, pledged.scores.count()) == (413, 0)
    assert pledged.state == AssignmentState.PLEDGED


def test_criteria_of_another_call_are_not_scored(client, pledged):
    foreign = open_call().criteria.first()
    client.force_login(pledged.reviewer.user)

    client.post(at("save", pledged), {f"points_{foreign.pk}": 10, f"reason_{foreign.pk}": "근거"})

    assert pledged.scores.count() == 0


@pytest.mark.parametrize("verb", ["pledge", "save", "finish", "recuse", "unlock"])
@pytest.mark.parametrize("who", ["colleague", "applicant", "agency", "staff", "superuser"])
def test_nobody_acts_in_the_name_of_a_reviewer(client, pledged, verb, who):
    people = {
        "colleague": lambda: PanelMemberFactory(panel=pledged.panel, state="pledged").reviewer.user,
        "applicant": lambda: CompanyMemberFactory(company=pledged.application.company).user,
        "agency": UserFactory,
        "staff": FoundationUserFactory,
        "superuser": lambda: UserFactory(is_staff=True, is_superuser=True),
    }
    client.force_login(people[who]())

    response = client.post(at(verb, pledged), {**given(pledged, "10"), "reason": "합산 착오"})

    pledged.refresh_from_db()
    assert (response.status_code, pledged.state) == (404, AssignmentState.PLEDGED)
    assert pledged.scores.count() == 0


@pytest.fixture
def proposer(staff):
    return staff


@pytest.fixture
def proposal(proposer) -> Selection:
    panel = judged_panel([(50, 20)])
    freeze_ranking(panel, by=proposer)
    choices = {Application.objects.get().pk: Choice(Outcome.REJECTED, "시장성이 부족함")}
    return propose_selection(panel, by=proposer, choices=choices)


def tomorrow() -> dict[str, str]:
    moment = timezone.localtime(days(1))
    day, hour = f"{moment:%Y-%m-%d}", f"{moment:%H:%M}"
    return {"publishes_at_0": day, "publishes_at_1": hour, "publishes_at": f"{day}T{hour}"}


@pytest.mark.parametrize("is_superuser", [False, True])
def test_who_proposed_does_not_confirm(client, proposer, proposal, is_superuser):
    proposer.is_superuser = is_superuser
    proposer.save()
    client.force_login(proposer)
    page = reverse("admin:programs_selection_confirm", args=[proposal.pk])

    response = client.post(page, tomorrow())

    proposal.refresh_from_db()
    assert (response.status_code, proposal.state) == (200 if is_superuser else 403, "proposed")


@pytest.mark.parametrize("model", ["selection", "ranking", "objection", "appliedadjustment"])
@pytest.mark.parametrize("action", ["delete_selected", "confirm", "confirm_selection"])
def test_no_bulk_act_confirms_or_deletes(client, proposer, proposal, model, action):
    proposer.is_superuser = True
    proposer.save()
    client.force_login(proposer)
    sent = {
        "action": action,
        "_selected_action": [proposal.pk],
        "select_across": "1",
        "post": "yes",
    }

    client.post(reverse(f"admin:programs_{model}_changelist"), sent)

    proposal.refresh_from_db()
    assert (proposal.state, proposal.panel.rankings.count()) == ("proposed", 1)


def test_outcomes_of_another_panels_applications_are_not_proposed(client):
    panel, clerk = judged_panel([(50, 20)]), FoundationUserFactory()
    freeze_ranking(panel, by=clerk)
    foreign = received_application()
    client.force_login(clerk)
    sent = {f"outcome_{foreign.pk}": "rejected", f"reason_{foreign.pk}": "근거"}

    client.post(reverse("admin:programs_selection_propose", args=[panel.pk]), sent)

    assert Selection.objects.count() == 0


def test_points_of_another_call_are_not_applied(client, staff):
    application = judged_panel([(50, 20)]).assignments.get().application
    foreign = announced(open_call())
    client.force_login(staff)
    page = reverse("admin:programs_appliedadjustment_apply", args=[application.pk])

    response = client.post(page, {"adjustment": foreign.pk, "evidence": "확인서"})

    assert (response.status_code, AppliedAdjustment.objects.count()) == (200, 0)


def test_members_and_reviews_of_another_panel_are_not_touched(client, staff):
    panel, other = judged_panel([(50, 20)]), AssignmentFactory()
    close(other.application.call)
    member = PanelMember.objects.get(panel=other.panel)
    client.force_login(staff)
    sent = {"member": member.pk, "assignment": other.pk, "reason": "장기 출장"}

    for page in ("chair", "release", "take_back"):
        response = client.post(reverse(f"admin:programs_panel_{page}", args=[panel.pk]), sent)
        assert response.status_code == 200, page

    member.refresh_from_db()
    other.refresh_from_db()
    assert (member.role, other.state) == ("member", "assigned")
    assert member.released_at is None


@pytest.fixture
def rejected() -> Application:
    application = received_application()
    public_decision(application)
    Selection.objects.update(told_at=timezone.now())
    return application


def test_another_company_does_not_object(client, rejected):
    client.force_login(CompanyMemberFactory().user)

    response = client.post(reverse("programs:objection", args=[rejected.pk]), WORDS)

    assert (response.status_code, Objection.objects.count()) == (404, 0)


def test_nobody_objects_twice(client, rejected):
    owner = CompanyMemberFactory(company=rejected.company).user
    colleague = CompanyMemberFactory(company=rejected.company).user
    page = reverse("programs:objection", args=[rejected.pk])
    for user, asks in [(owner, "처음"), (owner, "다시"), (colleague, "또")]:
        client.force_login(user)
        client.post(page, {**WORDS, "asks": asks})

    assert [objection.asks for objection in Objection.objects.all()] == ["처음"]


def test_an_objection_of_nothing_is_refused(client, rejected):
    client.force_login(CompanyMemberFactory(company=rejected.company).user)

    client.post(
        reverse("programs:objection", args=[rejected.pk]), {"asks": "\u3164", "text": "\u3164"}
    )

    assert Objection.objects.count() == 0


RESULTS = (
    "/results/{}/",
    "/results/{}",
    "/results/{}.pdf",
    "/results/{}/result.pdf",
    "/results/{}/feed.atom",
    "/api/v1/results/{}/",
    "/api/v1/results/{}",
    "/api/v1/results/{}/?format=json",
    "/api/v1/results/{}.json",
)
CONDITIONS = (
    {},
    {"If-None-Match": "*"},
    {"If-None-Match": 'W/"x"'},
    {"If-Modified-Since": "Thu, 01 Jan 1970 00:00:00 GMT"},
    {"Range": "bytes=0-1"},
    {"Accept": "application/json"},
)


@pytest.mark.parametrize("method", ["get", "head", "options", "post"])
@pytest.mark.parametrize("path", RESULTS)
def test_a_result_to_come_answers_as_an_unknown_one(client, path, method):
    call = finished_round(100, rejected=2, publishes_in=timedelta(minutes=1))
    unknown = "x" * len(call.code)

    for headers in CONDITIONS:
        answers = [
            getattr(client, method)(path.format(code), headers=headers)
            for code in (call.code, unknown)
        ]
        known, other = (
            (
                answer.status_code,
                {
                    **{name: said for name, said in answer.headers.items() if name != "Expires"},
                    "Location": answer.headers.get("Location", "").replace(code, ""),
                },
                answer.content.replace(code.encode(), b""),
            )
            for answer, code in zip(answers, (call.code, unknown), strict=True)
        )
        assert known == other, headers


LISTS = ("/results/", "/results/feed.atom", "/api/v1/results/", "/sitemap.xml", "/stats/rounds/")


@pytest.mark.parametrize("path", LISTS)
def test_lists_do_not_change_when_a_result_is_confirmed(client, path):
    finished_round(100, rejected=2)
    application = received_application()
    close(application.call)
    selection = DecisionFactory(application=application).selection
    before = client.get(path)
    tag = before.headers.get("ETag")

    confirmed(selection, publishes_in=timedelta(minutes=1))

    after = client.get(path)
    assert (after.content, after.headers.get("ETag")) == (before.content, tag)
    if tag:
        assert client.get(path, headers={"If-None-Match": tag}).status_code == 304
    assert after.headers.get("Last-Modified") == before.headers.get("Last-Modified")
