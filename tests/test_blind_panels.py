"""A reviewer of a blind panel finds neither the company nor its people in any answer before the
result; in an open panel the same pages name them."""

import pytest
from django.urls import reverse

from programs.actions.membership import invite_members
from programs.enums import AssignmentState
from programs.hiding import MARK
from programs.models import Assignment, Panel
from programs.queries.blinding import blinded, hiders_of
from tests.addresses import addresses, client_of, path_of
from tests.factories.accounts import FoundationUserFactory, UserFactory
from tests.factories.programs import (
    PanelMemberFactory,
    ReviewerFactory,
    close,
    finished_review,
    pledged_assignment,
    received_application,
)
from tests.factories.zones import CompanyFactory, CompanyMemberFactory
from tests.mails import body_to
from tests.test_secrets import leaks, text_of

pytestmark = pytest.mark.django_db
PLANNED = ("closed-call-plan-responsible", "closed-call-plan-person", "closed-call-plan-partner")
PAGES = ("review-detail", "review-unlock")


def names_of(world) -> tuple[str, ...]:
    company = world.closed.company
    return (
        company.name,
        company.representative_name,
        company.business_number,
        company.formatted_business_number,
        "closed-call-사업계획서",
        "closed-call-%EC%82%AC",  # the name of its file in a header
        *PLANNED,
    )


def make_blind(world) -> None:
    Panel.objects.filter(pk=world.closed.assignment.panel_id).update(is_blind=True)


def chaired(world) -> None:
    """The reviewer leads the panel, in which a colleague has finished."""
    panel = world.closed.assignment.panel
    panel.members.filter(reviewer__user=world.users["reviewer"]).update(role="chair")
    finished_review(
        *[1] * world.closed.call.criteria.count(),
        application=world.closed.application,
        panel=panel,
        reviewer=ReviewerFactory(),
    )


def paths_of(world) -> list[str]:
    """Every address, with the things of the closed call."""
    found = {
        path_of(address.name, address.parameters, "closed", world)
        for address in addresses()
        if "object_id" not in address.parameters and not address.name.startswith("admin:")
    }
    for pk in Assignment.objects.values_list("pk", flat=True):
        found |= {reverse(f"programs:{name}", args=[pk]) for name in PAGES}
    found.add(f"{reverse('search')}?q={world.closed.company.name}")
    return sorted(found)


def told(world, user=None) -> dict[str, list[str]]:
    client = client_of(user or world.users["reviewer"])
    return leaks(client, paths_of(world), names_of(world))


def test_no_answer_names_who_applies_in_a_blind_panel(world):
    make_blind(world)
    chaired(world)

    assert told(world) == {}


def test_nor_does_the_page_before_the_pledge(world):
    make_blind(world)

    assert told(world, assigned(world)) == {}


def assigned(world):
    """A reviewer who has not pledged yet."""
    case = world.closed
    fields = {"application": case.application, "panel": case.assignment.panel}
    reviewer = ReviewerFactory()
    PanelMemberFactory(panel=fields["panel"], reviewer=reviewer)
    Assignment.objects.create(
        reviewer=reviewer,
        state=AssignmentState.ASSIGNED,
        assigned_by=world.users["staff"],
        **fields,
    )
    return reviewer.user


def test_control_in_an_open_panel_the_pages_name_them(world):
    chaired(world)
    own = world.closed.assignment.pk
    other = Assignment.objects.exclude(pk=own).get(panel=world.closed.assignment.panel).pk

    found = told(world)

    company = world.closed.company.name
    pages = ["review-list", ("review-detail", own), ("review-unlock", other)]
    pages.append(("review-panel", world.closed.assignment.panel_id))
    for page in pages:
        name, *args = page if isinstance(page, tuple) else (page,)
        assert company in found[reverse(f"programs:{name}", args=args)], page
    said = {word for words in found.values() for word in words}
    assert {*PLANNED, "closed-call-사업계획서"} <= said


def test_control_the_page_before_the_pledge_names_them(world):
    said = {word for words in told(world, assigned(world)).values() for word in words}

    assert {world.closed.company.name, world.closed.company.representative_name} <= said


def test_applicant_and_foundation_read_names_as_ever(world, client):
    make_blind(world)
    path = reverse(
        "programs:document-download",
        args=[world.closed.application.pk, world.closed.document.pk],
    )

    for who in ("company", "staff"):
        client.force_login(world.users[who])
        assert "closed-call-%EC%82%AC" in text_of(client.get(path)), who


def read_blind(application, content) -> dict:
    [hides] = hiders_of([application], [content])
    return blinded(content, hides)


def answers_read(text: str, *, name: str, company=None) -> str:
    application = received_application(company=company or CompanyFactory(name=name))
    submitted = {"business_number": "2208162517", "representative_name": "남궁대표", "name": name}
    content = {"company": submitted, "answers": [{"value": {"a": [text]}}]}
    return read_blind(application, content)["answers"][0]["value"]["a"][0]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("주식회사 은하시험은 2020년에 세워졌습니다.", "[○○]은 2020년에 세워졌습니다."),
        ("은하 시험의 장비", "[○○]의 장비"),
        ("(주) 은하시험", "[○○]"),
        ("GALAXY-Test Co., Ltd.의 장비", "[○○]의 장비"),
        ("대표 남궁대표", "대표 [○○]"),
        ("번호 220-81-62517", "번호 [○○]"),
        ("번호 2208162517", "번호 [○○]"),
        ("지금은 새이름입니다", "지금은 [○○]입니다"),
        ("전에는 옛이름이었습니다", "전에는 [○○]이었습니다"),
        ("과거 직원 최직원이 썼다", "과거 직원 [○○]이 썼다"),
        ("나린의 누리집 www.narin.co.kr", "나린의 누리집 [○○]"),
        ("Narin-Lab의 장비", "[○○]의 장비"),
        ("전화 042-555-1234", "전화 [○○]"),
        ("은하수 시험 장비", "은하수 시험 장비"),
    ],
)
def test_names_are_left_out_of_texts(text, read):
    company = CompanyFactory(name="옛이름", phone="042 555 1234")
    user = UserFactory(name="최직원", email="choi@dev.narinlab.co.kr")
    CompanyMemberFactory(company=company, user=user, role="staff").delete()
    company.name = "새이름"
    company.save()

    name = "주식회사 은하시험 (Galaxy Test Co., Ltd.)"

    assert answers_read(text, name=name, company=company) == read


def test_the_plan_is_read_without_names():
    application = received_application(company=CompanyFactory(name="주식회사 은하시험"))
    partner = {
        "number": 2, "role": "joint", "name": "누리대학교 산학협력단", "size": "other",
        "business_number": "1234567890", "responsible_name": "서책임", "task": "은하시험과 실증",
    }  # fmt: skip
    person = {
        "participant": 2,
        "name": "민서진",
        "career": "누리대학교 산학협력단 10년, 서책임 지도",
    }
    milestone = {"what": "민 서진과 누리대학교산학협력단 실증", "proof": "민서진 보고서"}
    plan = {"participants": [partner], "people": [person], "milestones": [milestone]}

    read = read_blind(application, {"title": "서책임의 과제", "answers": [], "plan": plan})

    assert read["title"] == "[○○]의 과제"
    assert read["plan"]["participants"][0] == {
        "number": 2, "role": "joint", "name": "기관 2", "size": "other",
        "business_number": MARK, "responsible_name": MARK, "task": "[○○]과 실증",
    }  # fmt: skip
    assert read["plan"]["people"][0] == {
        "participant": 2, "name": MARK, "career": "[○○] 10년, [○○] 지도",
    }  # fmt: skip
    assert read["plan"]["milestones"][0] == {
        "what": "[○○]과 [○○] 실증",
        "proof": "[○○] 보고서",
    }


@pytest.mark.parametrize("is_blind", [True, False])
def test_invitation_says_whether_names_are_shown(is_blind):
    assignment = pledged_assignment()
    close(assignment.application.call)
    Panel.objects.filter(pk=assignment.panel_id).update(is_blind=is_blind)
    reviewer = ReviewerFactory()

    invite_members(assignment.panel, by=FoundationUserFactory(), reviewers=[reviewer])

    assert ("기업명은 서약 후" in body_to(reviewer.user)) == (not is_blind)
