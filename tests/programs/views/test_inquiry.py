"""Pages on which questions about a call are asked, answered and read."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from programs.actions.inquiry import (
    answer_inquiries,
    ask_inquiry,
    correct_reply,
    set_aside_inquiry,
)
from programs.models import Inquiry, Reply
from programs.queries.inquiry import WaitingInquiry, overdue_before
from tests.addresses import addresses, client_of, path_of
from tests.counting import statements
from tests.factories.accounts import UserFactory
from tests.factories.programs import CallFactory, close, days, open_call
from tests.factories.zones import AgencyMemberFactory

SEOUL = ZoneInfo("Asia/Seoul")


def ask_path(call) -> str:
    return reverse("programs:inquiry-ask", args=[call.code])


def list_path(call) -> str:
    return reverse("programs:call-inquiries", args=[call.pk])


@pytest.fixture
def as_agency(client, agency_member):
    client.force_login(agency_member)
    return client


def answered(call, inquiry, *, by, text="예"):
    return answer_inquiries(call, by=by, inquiries=[inquiry.pk], question="공개 질문", text=text)


def test_ask_and_read_ones_own(client, call, stranger):
    ask_inquiry(call, by=UserFactory(), text="남의 질문")
    client.force_login(stranger)

    response = client.post(ask_path(call), {"text": "제 질문"}, follow=True)

    page = response.content.decode()
    assert response.redirect_chain == [(ask_path(call), 302)]
    assert ("제 질문" in page, "남의 질문" in page) == (True, False)


@pytest.mark.parametrize("text", ["", "  ", "a\0b", "가" * 2001])
def test_ask_refuses_at_the_field(client, call, stranger, text):
    client.force_login(stranger)

    response = client.post(ask_path(call), {"text": text})

    assert (response.status_code, list(response.context["form"].errors)) == (200, ["text"])
    assert Inquiry.objects.count() == 0


def test_ask_too_late_keeps_what_was_written(client, call, stranger):
    close(call)
    client.force_login(stranger)

    response = client.post(ask_path(call), {"text": "긴 질문"})

    assert "긴 질문" in response.content.decode()
    assert Inquiry.objects.count() == 0


def test_ask_about_a_draft(client, stranger):
    client.force_login(stranger)

    assert client.get(ask_path(CallFactory())).status_code == 404


def test_everybody_reads_the_answer_with_its_correction(client, call, agency_member, stranger):
    first = answered(call, ask_inquiry(call, by=stranger, text="비밀"), by=agency_member)
    correct_reply(first, by=agency_member, question="공개 질문", text="조건부로 예")

    response = client.get(call.get_absolute_url())

    (item,) = response.context["replies"]
    assert (item.reply.text, [former.text for former in item.former]) == ("조건부로 예", ["예"])
    assert "비밀" not in response.content.decode()


def test_newest_answer_first(client, call, agency_member, stranger):
    for number in range(3):
        inquiry = ask_inquiry(call, by=stranger, text=f"{number}")
        answered(call, inquiry, by=agency_member, text=f"{number}")

    replies = client.get(call.get_absolute_url()).context["replies"]

    assert [item.reply.text for item in replies] == ["2", "1", "0"]


def test_answer_the_chosen(as_agency, call, stranger):
    chosen = [ask_inquiry(call, by=stranger, text=f"질문 {n}") for n in range(2)]
    other = ask_inquiry(call, by=stranger, text="다른 것")

    query = "&".join(f"chosen={inquiry.pk}" for inquiry in chosen)
    form = as_agency.get(f"{list_path(call)}?{query}").context["form"]
    response = as_agency.post(list_path(call), {**form.initial, "text": "예"})

    assert form.initial["question"] == "질문 0\n\n질문 1"
    assert response.url == list_path(call)
    assert list(Inquiry.objects.waiting()) == [other]
    assert Reply.objects.get().question == "질문 0\n\n질문 1"


def test_answer_twice_keeps_what_was_written(as_agency, call, stranger):
    inquiry = ask_inquiry(call, by=stranger, text="질문")
    filled = {"inquiries": [inquiry.pk], "question": "질문", "text": "긴 답변"}
    as_agency.post(list_path(call), filled)

    response = as_agency.post(list_path(call), filled)

    assert list(response.context["form"].errors) == ["inquiries"]
    assert "긴 답변" in response.content.decode()
    assert Reply.objects.count() == 1


@pytest.mark.parametrize("chosen", ["x", "9" * 30, "%00", ""])
def test_garbage_is_not_chosen(as_agency, call, stranger, chosen):
    ask_inquiry(call, by=stranger, text="질문")

    response = as_agency.get(f"{list_path(call)}?chosen={chosen}")

    assert (response.status_code, response.context["form"]) == (200, None)


def test_set_aside_is_told_to_the_asker_alone(as_agency, client, call, stranger):
    inquiry = ask_inquiry(call, by=stranger, text="질문")
    path = reverse("programs:inquiry-set-aside", args=[inquiry.pk])

    as_agency.post(path, {"reason": "무관한 질문입니다."})

    inquiry.refresh_from_db()
    assert inquiry.set_aside_reason == "무관한 질문입니다."
    assert "무관한 질문입니다." in client_of(stranger).get(ask_path(call)).content.decode()
    assert "무관한 질문입니다." not in client_of(None).get(call.get_absolute_url()).content.decode()


def test_correct(as_agency, call, agency_member, stranger):
    reply = answered(call, ask_inquiry(call, by=stranger, text="질문"), by=agency_member)
    path = reverse("programs:reply-correct", args=[reply.pk])

    as_agency.post(path, {"question": "공개 질문", "text": "아니요"})
    again = as_agency.post(path, {"question": "공개 질문", "text": "세 번째"})

    assert Reply.objects.get(corrects=reply).text == "아니요"
    assert again.context["form"].non_field_errors()
    assert "세 번째" in again.content.decode()


@pytest.mark.parametrize("who", ["other agency", "staff", "asker"])
def test_only_the_calls_agency_answers(client, call, agency_member, staff, stranger, who):
    inquiry = ask_inquiry(call, by=stranger, text="질문")
    reply = answered(call, ask_inquiry(call, by=stranger, text="둘"), by=agency_member)
    others = {"other agency": AgencyMemberFactory().user, "staff": staff, "asker": stranger}
    client.force_login(others[who])

    paths = [
        list_path(call),
        reverse("programs:inquiry-set-aside", args=[inquiry.pk]),
        reverse("programs:reply-correct", args=[reply.pk]),
    ]

    assert [client.get(path).status_code for path in paths] == [404] * 3
    assert [client.post(path).status_code for path in paths] == [404] * 3


def text_of(response) -> str:
    content = response.getvalue() if response.streaming else response.content
    return content.decode(errors="replace")


def test_the_agency_never_learns_who_asked(world):
    """Every address of the agency member, with a question waiting, one answered, one set aside."""
    call, member = world.open.call, world.users["agency"]
    asker = UserFactory(name="물은사람", email="asker-planted@example.kr", phone="010-7777-1234")
    asked = [ask_inquiry(call, by=asker, text=f"planted-{n}") for n in range(3)]
    answered(call, asked[1], by=member)
    set_aside_inquiry(asked[2], by=member, reason="무관")
    client = client_of(member)
    paths = {path_of(found.name, found.parameters, "open", world) for found in addresses()}
    paths.add(f"{list_path(call)}?chosen={asked[0].pk}")

    texts = {path: text_of(client.get(path)) for path in paths}

    assert "planted-0" in texts[list_path(call)]
    for secret in (asker.name, asker.email, "asker-planted", asker.phone):
        assert [path for path, text in texts.items() if secret in text] == []


@pytest.mark.parametrize("item_count", [1, 3])
def test_inquiries_cost_six_statements(as_agency, call, agency_member, stranger, item_count):
    for number in range(item_count):
        answered(call, ask_inquiry(call, by=stranger, text=f"a{number}"), by=agency_member)
        ask_inquiry(call, by=stranger, text=f"b{number}")

    assert statements(as_agency, list_path(call)) == 5


@pytest.mark.parametrize("item_count", [1, 3])
def test_own_questions_cost_four_statements(client, call, stranger, item_count):
    for number in range(item_count):
        ask_inquiry(call, by=stranger, text=f"{number}")
    client.force_login(stranger)

    assert statements(client, ask_path(call)) == 3


def test_desk_counts_what_waits_and_what_is_late(as_agency, call, stranger):
    ask_inquiry(call, by=stranger, text="새 질문")
    late = ask_inquiry(call, by=stranger, text="오랜 질문")
    Inquiry.objects.filter(pk=late.pk).update(asked_at=days(-30))
    ask_inquiry(open_call(), by=stranger, text="남의 공고")

    (found,) = as_agency.get("/desk/agency/").context["page_obj"]

    assert (found.inquiry_count, found.overdue_inquiry_count) == (2, 1)


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        ("2026-03-03 10:00", "2026-03-06 18:00"),  # Tuesday to Friday
        ("2026-03-06 23:59", "2026-03-11 18:00"),  # over a weekend
        ("2026-09-23 09:00", "2026-09-30 18:00"),  # over Chuseok
        ("2026-03-07 10:00", "2026-03-11 18:00"),  # asked on a Saturday
    ],
)
def test_answer_is_due_after_three_business_days(asked, due):
    asked_at = datetime.fromisoformat(asked).replace(tzinfo=SEOUL)

    found = WaitingInquiry(pk=1, text="", asked_at=asked_at)

    assert timezone.localtime(found.due_at).strftime("%Y-%m-%d %H:%M") == due


@pytest.mark.parametrize("now", ["2026-03-11 17:59", "2026-03-11 18:01", "2026-09-30 18:01"])
def test_the_count_of_late_ones_agrees_with_the_clock(now):
    moment = datetime.fromisoformat(now).replace(tzinfo=SEOUL)
    border = overdue_before(moment)

    last_late = WaitingInquiry(1, "", border - timedelta(seconds=1))
    first_in_time = WaitingInquiry(1, "", border)

    assert (last_late.due_at < moment, first_in_time.due_at < moment) == (True, False)
