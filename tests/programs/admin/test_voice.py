"""What staff of the foundation do with voices: find, give, answer, summarize, publish."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.common.business_days import next_business_day
from programs.actions.voice import answer_voice, assign_voice
from programs.models import Voice, VoiceAnswer, VoiceSummary
from programs.queries.voice import newest_event_of
from tests.counting import statements
from tests.factories.accounts import FoundationUserFactory
from tests.factories.programs import BriefingFactory, days
from tests.factories.voices import VoiceFactory, VoiceSummaryFactory
from tests.factories.zones import AgencyMemberFactory, CompanyFactory, CompanyMemberFactory

LIST = "/admin/programs/voice/"
TEXTS = {
    "title_ko": "작업장 요청", "difficulty_ko": "좁았습니다.", "outcome_ko": "열었습니다.",
    "title_en": "", "difficulty_en": "", "outcome_en": "", "shows_zone": "on",
}  # fmt: skip


@pytest.fixture
def as_staff(client, staff):
    client.force_login(staff)
    return client


def path_of(voice, verb: str) -> str:
    return f"{LIST}{voice.pk}/{verb}/"


def titles(client, query="") -> list[str]:
    response = client.get(f"{LIST}{query}")
    assert response.status_code == 200
    return [voice.title for voice in response.context["cl"].result_list]


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


def some_voices() -> None:
    VoiceFactory(answered=True, title="답변됨")
    VoiceFactory(answered=True, title="늦게 답변됨", due_on="2026-03-01")
    VoiceFactory(title="새로 옴")
    VoiceFactory(assigned=True, title="다음 달", due_on=in_days(30))
    VoiceFactory(assigned=True, title="오늘", due_on=in_days(0))
    VoiceFactory(assigned=True, title="지남", due_on=in_days(-1))
    VoiceFactory(assigned=True, title="이번 주", due_on=in_days(5))


def test_the_most_urgent_stand_first(as_staff):
    some_voices()

    assert titles(as_staff)[:5] == ["지남", "오늘", "이번 주", "다음 달", "새로 옴"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?due=overdue", ["지남"]),
        ("?due=today", ["지남", "오늘"]),
        ("?due=week", ["지남", "오늘", "이번 주"]),
        ("?due=late", ["늦게 답변됨"]),
        ("?state__exact=received", ["새로 옴"]),
        ("?q=새로", ["새로 옴"]),
    ],
)
def test_filters_and_search(as_staff, query, expected):
    some_voices()

    assert titles(as_staff, query) == expected


def test_who_answers_late_is_marked(as_staff):
    some_voices()

    page = as_staff.get(LIST).content.decode()

    assert page.count('class="late"') == 2


def test_search_finds_the_company_and_the_person_in_charge(as_staff):
    VoiceFactory(title="하나", company__name="찾는기업")
    VoiceFactory(title="둘", assigned=True, owner__name="찾는사람")
    VoiceFactory(title="셋")

    assert sorted(titles(as_staff, "?q=찾는")) == ["둘", "하나"]


def test_the_start_page_says_what_waits(as_staff):
    some_voices()

    page = as_staff.get("/admin/").content.decode()

    assert f'href="{LIST}?state__exact=received" data-count="1"' in page
    assert f'href="{LIST}?due=today" data-count="2"' in page


def test_take_down_at_a_luncheon(as_staff, staff):
    company = CompanyFactory()
    session = BriefingFactory(kind="luncheon", starts_at=days(-1), ends_at=days(-0.9))
    said = {"theme": "people", "zone": "", "title": "인력난", "text": "사람이 없습니다."}

    response = as_staff.post(
        f"{LIST}add/",
        {**said, "briefing": session.pk, "company": company.formatted_business_number},
    )

    voice = Voice.objects.get()
    assert response.url == path_of(voice, "change")
    assert (voice.briefing, voice.company, voice.heard_by) == (session, company, None)
    assert (voice.is_taken_down, voice.reported_by) == (True, staff)


@pytest.mark.parametrize("said_company", ["없는 기업", "123-45-67891", "두 번 있는 이름"])
def test_take_down_of_a_company_that_is_none_or_two(as_staff, said_company):
    for _number in range(2):
        CompanyFactory(name="두 번 있는 이름")
    said = {"theme": "people", "zone": "", "title": "인력난", "text": "사람이 없습니다."}

    response = as_staff.post(f"{LIST}add/", {**said, "company": said_company})

    assert list(response.context["form"].errors) == ["company"]
    assert said_company in response.content.decode()
    assert not Voice.objects.exists()


def test_take_down_only_at_sessions_that_have_begun(as_staff):
    BriefingFactory(title_ko="다음 주")
    BriefingFactory(title_ko="어제", starts_at=days(-1), ends_at=days(-0.9))

    page = as_staff.get(f"{LIST}add/").content.decode()

    assert ("어제" in page, "다음 주" in page) == (True, False)


def test_what_nobody_put_a_name_to_is_there_and_has_no_summary(as_staff):
    said = {
        "theme": "people",
        "zone": "",
        "title": "인력난",
        "text": "사람이 없습니다.",
        "company": "",
    }
    session = BriefingFactory(starts_at=days(-1), ends_at=days(-0.9))
    as_staff.post(f"{LIST}add/", {**said, "briefing": session.pk})
    voice = Voice.objects.get()
    Voice.objects.update(state="assigned", owner=FoundationUserFactory(), due_on="2099-03-02")
    as_staff.post(path_of(voice, "answer"), {"text": "채용 행사를 엽니다."})

    assert titles(as_staff) == ["인력난"]
    assert "채용 행사를 엽니다." in as_staff.get(path_of(voice, "change")).content.decode()
    assert as_staff.get(path_of(voice, "summary")).status_code == 403


def test_take_down_needs_a_session_or_a_company(as_staff):
    said = {"theme": "people", "zone": "", "title": "인력난", "text": "사람이 없습니다."}

    response = as_staff.post(f"{LIST}add/", said)

    assert response.context["form"].non_field_errors()
    assert "사람이 없습니다." in response.content.decode()
    assert not Voice.objects.exists()


def test_take_down_of_ones_own_company(as_staff, staff):
    own = CompanyMemberFactory(user=staff).company
    said = {"theme": "people", "zone": "", "title": "인력난", "text": "사람이 없습니다."}

    response = as_staff.post(f"{LIST}add/", {**said, "company": own.name})

    assert list(response.context["form"].errors) == ["company"]


def test_give_to_somebody_of_an_agency(as_staff):
    voice, member = VoiceFactory(), AgencyMemberFactory()
    day = next_business_day(in_days(3))
    key = f"{member.agency_id}-{member.user_id}"
    asked = {"owner": key, "due_on": day.isoformat(), "seen": newest_event_of(voice)}

    response = as_staff.post(path_of(voice, "assign"), asked)

    voice.refresh_from_db()
    assert response.url == path_of(voice, "change")
    assert (voice.owner, voice.agency, voice.due_on) == (member.user, member.agency, day)


def saturday():
    day = timezone.localdate()
    while day.weekday() != 5:
        day += timedelta(days=1)
    return day


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("owner", ""),
        ("owner", "0-999999"),
        ("owner", "x"),
        ("due_on", ""),
        ("due_on", "2020-03-02"),
        ("due_on", "2099-03-02"),
        ("due_on", saturday().isoformat()),
        ("due_on", "99999-01-01"),
    ],
)
def test_give_refuses_at_the_field(as_staff, staff, field, value):
    voice = VoiceFactory()
    good = {"owner": f"0-{staff.pk}", "due_on": next_business_day(in_days(3)).isoformat()}

    response = as_staff.post(path_of(voice, "assign"), {**good, field: value})

    voice.refresh_from_db()
    assert list(response.context["form"].errors) == [field]
    assert voice.state == "received"


def test_only_who_can_be_in_charge_is_offered(as_staff, staff):
    company = CompanyFactory()
    own = FoundationUserFactory(name="기업에도 있음")
    CompanyMemberFactory(company=company, user=own)
    FoundationUserFactory(name="떠난 사람", is_active=False)
    member = AgencyMemberFactory(user__name="기관 사람")

    page = as_staff.get(path_of(VoiceFactory(company=company), "assign"))

    offered = {
        name
        for _label, people in page.context["form"].fields["owner"].choices[1:]
        for _key, name in people
    }
    assert offered == {staff.name, member.user.name}


def test_give_after_somebody_was_faster_shows_what_is_new(as_staff, staff):
    voice, colleague = VoiceFactory(), FoundationUserFactory(name="빠른동료")
    seen = newest_event_of(voice)
    day = next_business_day(in_days(3))
    assign_voice(voice, by=colleague, owner=colleague, due_on=day)
    asked = {"owner": f"0-{staff.pk}", "due_on": day.isoformat(), "seen": seen}

    second = as_staff.post(path_of(voice, "assign"), asked)
    shown = second.context["form"]["seen"].value()
    third = as_staff.post(path_of(voice, "assign"), {**asked, "seen": shown})

    voice.refresh_from_db()
    assert second.context["form"].non_field_errors()
    assert "빠른동료" in second.content.decode()
    assert (third.status_code, voice.owner) == (302, staff)


def test_answer_after_a_colleague_keeps_what_was_typed(as_staff, staff):
    voice, colleague = VoiceFactory(assigned=True), FoundationUserFactory()
    seen = newest_event_of(voice)
    answer_voice(voice, by=colleague, text="먼저 쓴 답변")

    page = as_staff.post(path_of(voice, "answer"), {"text": "나중 답변", "seen": seen})

    content = page.content.decode()
    assert ("먼저 쓴 답변" in content, "나중 답변" in content) == (True, True)
    assert VoiceAnswer.objects.count() == 1


def test_propose_publish_and_take_off(as_staff, company, applicant):
    voice = VoiceFactory(company=company, answered=True)

    as_staff.post(path_of(voice, "summary"), {**TEXTS, "seen": newest_event_of(voice)})
    summary = VoiceSummary.objects.get()
    assert (summary.state, as_staff.get(path_of(voice, "publish")).status_code) == ("proposed", 403)
    VoiceSummary.objects.update(state="agreed", agreed_at=timezone.now(), agreed_by=applicant)
    as_staff.post(path_of(voice, "publish"), {"seen": ""})
    assert list(VoiceSummary.objects.published()) == [summary]
    as_staff.post(path_of(voice, "unpublish"), {"reason": "고쳐야 합니다."})

    assert not VoiceSummary.objects.published().exists()


@pytest.mark.parametrize("field", ["title_ko", "difficulty_ko", "outcome_ko"])
def test_propose_refuses_at_the_field(as_staff, field):
    voice = VoiceFactory(answered=True)

    response = as_staff.post(path_of(voice, "summary"), {**TEXTS, field: " "})

    assert list(response.context["form"].errors) == [field]
    assert not VoiceSummary.objects.exists()


def test_the_page_shows_the_next_step(as_staff):
    pages = {
        "assign": VoiceFactory(),
        "answer": VoiceFactory(assigned=True),
        "summary": VoiceFactory(answered=True),
        "publish": VoiceSummaryFactory(agreed=True).voice,
    }

    for verb, voice in pages.items():
        page = as_staff.get(path_of(voice, "change")).content.decode()
        url = reverse(f"admin:programs_voice_{verb}", args=[voice.pk])
        assert f'class="button default" href="{url}"' in page


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_list_costs_the_same_with_more_rows(as_staff, item_count):
    for _number in range(item_count):
        VoiceFactory(assigned=True, agency=AgencyMemberFactory().agency)

    assert statements(as_staff, LIST) == 7
