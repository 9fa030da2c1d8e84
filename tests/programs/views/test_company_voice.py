"""A company reports, follows, agrees and takes back, at its desk."""

import pytest
from django.urls import reverse

from programs.actions.voice import MOST_OPEN
from programs.models import Voice
from tests.addresses import client_of
from tests.counting import statements
from tests.factories.voices import (
    DUE,
    VoiceAnswerFactory,
    VoiceFactory,
    VoiceSummaryFactory,
)
from tests.factories.zones import AgencyFactory, CompanyMemberFactory, ZoneFactory

pytestmark = pytest.mark.django_db

REPORT = {"theme": "space", "zone": "", "title": "공간이 모자랍니다", "text": "좁습니다."}


@pytest.fixture
def as_applicant(client, applicant):
    client.force_login(applicant)
    return client


def list_path(company) -> str:
    return reverse("programs:company-voices", args=[company.pk])


def new_path(company) -> str:
    return reverse("programs:company-voice-new", args=[company.pk])


def path_of(voice, verb="") -> str:
    return reverse(
        f"programs:company-voice{'-' if verb else ''}{verb}", args=[voice.company_id, voice.pk]
    )


def test_report_in_one_step(as_applicant, company, applicant):
    response = as_applicant.post(new_path(company), REPORT)

    voice = Voice.objects.get()
    assert response.url == path_of(voice)
    assert (voice.company, voice.reported_by, voice.text) == (company, applicant, "좁습니다.")
    assert voice.names_company is False
    assert voice.title in as_applicant.get(list_path(company)).content.decode()


def test_the_zone_is_that_of_the_company(as_applicant, company):
    company.zone = ZoneFactory()
    company.save()

    form = as_applicant.get(new_path(company)).context["form"]

    assert form["zone"].value() == company.zone.pk


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("theme", ""),
        ("theme", "nonsense"),
        ("zone", "999999"),
        ("title", "  "),
        ("title", "가" * 101),
        ("title", "\u200b\u200b"),
        ("text", ""),
        ("text", "가" * 3001),
    ],
)
def test_report_refuses_at_the_field_and_keeps_what_was_typed(as_applicant, company, field, value):
    response = as_applicant.post(new_path(company), {**REPORT, field: value})

    assert (response.status_code, list(response.context["form"].errors)) == (200, [field])
    kept = "좁습니다." if field != "text" else "공간이 모자랍니다"
    assert kept in response.content.decode()
    assert not Voice.objects.exists()


def test_a_name_is_one_line_without_control_characters(as_applicant, company):
    as_applicant.post(
        new_path(company), {**REPORT, "title": "공간이\n모자\u202e랍니다", "text": "a\x0bb"}
    )

    voice = Voice.objects.get()
    assert (voice.title, voice.text) == ("공간이 모자랍니다", "a b")


def test_too_many_open_ones_keep_what_was_typed(as_applicant, company):
    for number in range(MOST_OPEN):
        VoiceFactory(company=company, title=f"{number}")

    response = as_applicant.post(new_path(company), REPORT)

    assert response.context["form"].non_field_errors()
    assert "좁습니다." in response.content.decode()


def test_founders_without_a_business_number_report_too(client):
    member = CompanyMemberFactory(company__applicant_kind="founder", company__business_number=None)
    client.force_login(member.user)

    assert client.post(new_path(member.company), REPORT).status_code == 302


def test_no_link_for_consultants(client, company):
    consultant = CompanyMemberFactory(company=company, role="consultant").user
    VoiceSummaryFactory(voice=VoiceFactory(company=company, answered=True))
    client.force_login(consultant)

    desk = client.get("/desk/company/").content.decode()

    assert "/voices/" not in desk.replace('href="/voices/"', "")
    assert client.post(new_path(company), REPORT).status_code == 403


def test_the_desk_leads_to_reporting_and_asks_about_a_summary(as_applicant, company):
    voice = VoiceFactory(company=company, answered=True, title="읽어 주세요")
    assert "읽어 주세요" not in as_applicant.get("/desk/company/").content.decode()
    VoiceSummaryFactory(voice=voice)

    desk = as_applicant.get("/desk/company/").content.decode()

    assert new_path(company) in desk
    assert f"{path_of(voice)}#summary" in desk
    assert "읽어 주세요" in desk


def test_colleagues_read_the_answer_strangers_nothing(company, applicant, stranger):
    voice = VoiceFactory(company=company, answered=True)
    VoiceAnswerFactory(voice=voice, text="하반기에 엽니다.")
    colleague = CompanyMemberFactory(company=company, role="staff").user

    assert "하반기에 엽니다." in client_of(colleague).get(path_of(voice)).content.decode()
    assert client_of(stranger).get(path_of(voice)).status_code == 404
    other = VoiceFactory()
    path = reverse("programs:company-voice", args=[company.pk, other.pk])
    assert client_of(applicant).get(path).status_code == 404


def test_the_company_reads_no_names_of_staff(as_applicant, company):
    voice = VoiceFactory(company=company, answered=True, owner__name="박담당")
    VoiceAnswerFactory(
        voice=voice, answered_by__name="최답변", agency=AgencyFactory(name_ko="김해 사업단")
    )
    voice.events.create(verb="assign", actor=voice.owner)

    page = as_applicant.get(path_of(voice)).content.decode()

    assert "김해 사업단" in page
    assert ("박담당" in page, "최답변" in page) == (False, False)


def test_until_when_an_answer_comes(as_applicant, company):
    voice = VoiceFactory(company=company, assigned=True, due_on=DUE)

    page = as_applicant.get(path_of(voice)).content.decode()

    assert "2099. 3. 2." in page


def test_ask_again(as_applicant, company):
    voice = VoiceFactory(company=company, answered=True)
    VoiceAnswerFactory(voice=voice)

    response = as_applicant.post(path_of(voice), {"text": "언제인가요?"})
    again = as_applicant.post(path_of(voice), {"text": "또 묻습니다"})

    voice.refresh_from_db()
    assert (response.url, voice.state) == (path_of(voice), "assigned")
    assert again.context["form"].non_field_errors()
    assert "또 묻습니다" in again.content.decode()


def test_withdraw_twice(as_applicant, company):
    voice = VoiceFactory(company=company)

    responses = [as_applicant.post(path_of(voice, "withdraw")) for _time in range(2)]

    voice.refresh_from_db()
    assert voice.state == "withdrawn"
    assert [response.url for response in responses] == [path_of(voice)] * 2


def test_agree_to_what_was_read(as_applicant, company):
    summary = VoiceSummaryFactory(voice=VoiceFactory(company=company, answered=True))
    page = as_applicant.get(path_of(summary.voice)).content.decode()
    assert summary.difficulty_ko in page
    assert 'name="edition" value="1"' in page

    as_applicant.post(path_of(summary.voice, "agree"), {"edition": 1})

    summary.refresh_from_db()
    assert summary.state == "agreed"


@pytest.mark.parametrize("edition", ["1", "", "x", "9" * 30])
def test_agree_to_another_edition_changes_nothing(as_applicant, company, edition):
    voice = VoiceFactory(company=company, answered=True)
    summary = VoiceSummaryFactory(voice=voice, edition=2)

    response = as_applicant.post(path_of(voice, "agree"), {"edition": edition}, follow=True)

    summary.refresh_from_db()
    assert (summary.state, response.status_code) == ("proposed", 200)
    assert [str(message.level_tag) for message in response.context["messages"]] == ["error"]


def test_take_the_agreement_back(as_applicant, client, company):
    summary = VoiceSummaryFactory(
        voice=VoiceFactory(company=company, answered=True), published=True
    )
    public = summary.get_absolute_url()
    assert client_of(None).get(public).status_code == 200

    as_applicant.post(path_of(summary.voice, "decline"))

    assert client_of(None).get(public).status_code == 404
    again = as_applicant.post(path_of(summary.voice, "decline"))
    assert again.url == path_of(summary.voice)


@pytest.mark.parametrize("verb", ["agree", "decline"])
def test_no_summary_to_answer(as_applicant, company, verb):
    voice = VoiceFactory(company=company, answered=True)

    assert as_applicant.post(path_of(voice, verb), {"edition": 1}).url == path_of(voice)


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_list_costs_the_same_with_more_rows(as_applicant, company, item_count):
    for _number in range(item_count):
        voice = VoiceFactory(company=company, answered=True)
        VoiceSummaryFactory(voice=voice)
        VoiceAnswerFactory(voice=voice, agency=AgencyFactory())

    assert statements(as_applicant, list_path(company)) == 6
