"""An agency answers what it is given, and takes down what is said at its sessions."""

import pytest
from django.urls import reverse

from programs.actions.voice import answer_voice
from programs.models import Voice, VoiceAnswer
from programs.queries.voice import newest_event_of
from tests.addresses import client_of
from tests.counting import statements
from tests.factories.programs import BriefingFactory, RegistrationFactory, days
from tests.factories.voices import DUE, VoiceFactory
from tests.factories.zones import AgencyMemberFactory, CompanyFactory, CompanyMemberFactory

LIST = "/desk/agency/voices/"
HEARD = {"company": "", "theme": "market", "zone": "", "title": "인증 비용", "text": "비쌉니다."}


@pytest.fixture
def member(db):
    return AgencyMemberFactory()


@pytest.fixture
def as_member(client, member):
    client.force_login(member.user)
    return client


def given_to(member, **fields):
    return VoiceFactory(assigned=True, owner=member.user, agency=member.agency, **fields)


def path_of(voice) -> str:
    return reverse("programs:agency-voice", args=[voice.pk])


def new_path(briefing) -> str:
    return reverse("programs:briefing-voice-new", args=[briefing.pk])


def titles(client) -> list[str]:
    return [voice.title for voice in client.get(LIST).context["page_obj"]]


def test_only_ones_own_the_most_urgent_first(as_member, member):
    VoiceFactory()
    given_to(AgencyMemberFactory())
    given_to(member, title="나중", due_on=DUE)
    given_to(member, title="먼저", due_on="2026-03-02")
    taken_back = given_to(member, title="취소")
    Voice.objects.filter(pk=taken_back.pk).update(state="withdrawn")

    assert titles(as_member) == ["먼저", "나중"]
    assert as_member.get(path_of(taken_back)).status_code == 404


def test_who_it_was_is_not_shown_unless_the_company_allows(as_member, member):
    silent = given_to(member, company__name="숨은기업")
    open_one = given_to(member, company__name="밝힌기업", names_company=True)

    pages = [
        as_member.get(path).content.decode() for path in (LIST, path_of(silent), path_of(open_one))
    ]

    assert ["숨은기업" in page for page in pages] == [False, False, False]
    assert ["밝힌기업" in page for page in pages] == [True, False, True]


def test_not_even_where_the_agency_took_down_another_one(as_member, member):
    """Heard by another agency, given to this one."""
    other = AgencyMemberFactory()
    voice = given_to(member, company__name="숨은기업", is_taken_down=True, heard_by=other.agency)

    assert "숨은기업" not in as_member.get(path_of(voice)).content.decode()
    assert "숨은기업" in client_of(other.user).get(path_of(voice)).content.decode()


def test_answer(as_member, member):
    voice = given_to(member)

    response = as_member.post(path_of(voice), {"text": "엽니다.", "seen": newest_event_of(voice)})

    answer = VoiceAnswer.objects.get()
    assert (response.url, answer.agency, answer.text) == (path_of(voice), member.agency, "엽니다.")
    assert "엽니다." in as_member.get(path_of(voice)).content.decode()


def test_who_comes_second_reads_the_first_and_can_go_on(as_member, member, staff):
    voice = given_to(member)
    seen = newest_event_of(voice)
    answer_voice(voice, by=staff, text="먼저 쓴 답변")

    second = as_member.post(path_of(voice), {"text": "나중 답변", "seen": seen})
    page = second.content.decode()
    third = as_member.post(
        path_of(voice), {"text": "나중 답변", "seen": second.context["form"]["seen"].value()}
    )

    assert ("먼저 쓴 답변" in page, "나중 답변" in page) == (True, True)
    assert second.context["form"].non_field_errors()
    assert third.status_code == 302
    assert VoiceAnswer.objects.count() == 2


@pytest.mark.parametrize("text", ["", "  ", "가" * 5001])
def test_answer_refuses_at_the_field(as_member, member, text):
    response = as_member.post(path_of(given_to(member)), {"text": text})

    assert list(response.context["form"].errors) == ["text"]


def test_what_one_only_heard_is_not_answered_by_oneself(as_member, member):
    voice = VoiceFactory(is_taken_down=True, heard_by=member.agency)

    assert as_member.get(path_of(voice)).status_code == 200
    assert as_member.post(path_of(voice), {"text": "예"}).status_code == 403
    assert not VoiceAnswer.objects.exists()


def test_who_belongs_to_the_company_finds_nothing(as_member, member):
    voice = given_to(member)
    CompanyMemberFactory(company=voice.company, user=member.user)

    assert titles(as_member) == []
    assert as_member.get(path_of(voice)).status_code == 404


def test_take_down_at_a_session(as_member, member):
    session = BriefingFactory(agency=member.agency, starts_at=days(-1), ends_at=days(-0.9))
    guest = RegistrationFactory(briefing=session, company=CompanyFactory()).company
    assert new_path(session) in as_member.get(LIST).content.decode()

    response = as_member.post(new_path(session), {**HEARD, "company": guest.pk})

    voice = Voice.objects.get()
    assert response.url == path_of(voice)
    assert (voice.company, voice.briefing, voice.heard_by) == (guest, session, member.agency)
    assert (voice.state, voice.agency, voice.is_taken_down) == ("received", None, True)
    assert guest.name in as_member.get(path_of(voice)).content.decode()
    company_page = reverse("programs:company-voice", args=[guest.pk, voice.pk])
    assert client_of(CompanyMemberFactory(company=guest).user).get(company_page).status_code == 200


def test_take_down_without_a_company(as_member, member):
    session = BriefingFactory(agency=member.agency)

    as_member.post(new_path(session), HEARD)

    assert Voice.objects.get().company is None


def test_only_guests_can_be_named(as_member, member):
    session = BriefingFactory(agency=member.agency)
    stranger = RegistrationFactory(company=CompanyFactory()).company

    page = as_member.get(new_path(session)).content.decode()
    response = as_member.post(new_path(session), {**HEARD, "company": stranger.pk})

    assert stranger.name not in page
    assert list(response.context["form"].errors) == ["company"]
    assert not Voice.objects.exists()


def test_nobody_takes_down_their_own_company(as_member, member):
    session = BriefingFactory(agency=member.agency)
    own = CompanyMemberFactory(user=member.user).company
    RegistrationFactory(briefing=session, company=own)

    response = as_member.post(new_path(session), {**HEARD, "company": own.pk})

    assert list(response.context["form"].errors) == ["company"]
    assert "비쌉니다." in response.content.decode()


def test_sessions_of_others_are_not_there(as_member):
    assert as_member.get(new_path(BriefingFactory())).status_code == 404


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_list_costs_the_same_with_more_rows(as_member, member, item_count):
    for _number in range(item_count):
        given_to(member)
        BriefingFactory(agency=member.agency, starts_at=days(-1), ends_at=days(-0.9))

    assert statements(as_member, LIST) == 5
