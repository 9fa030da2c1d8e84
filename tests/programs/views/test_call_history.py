"""What a call said before, and why it changed: readable by everybody, for ever."""

import pytest
import time_machine
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.text import capfirst
from django.utils.translation import gettext, override

from portal.common.templatetags.portal_text import moment
from programs.actions.amendment import cancel_call, close_call, record_incident
from programs.enums import AmendmentKind, ReadingState
from programs.models import Call, Incident
from tests.amending import REASON, amended, begun, published
from tests.counting import statements
from tests.factories.accounts import FoundationUserFactory
from tests.factories.programs import (
    PDF,
    QuestionFactory,
    attached,
    days,
    open_call,
    set_moments,
)
from tests.factories.zones import ZoneFactory
from tests.words import said

pytestmark = pytest.mark.django_db


def version_path(call, number: int) -> str:
    return reverse("programs:call-version", args=[call.code, number])


def history_path(call) -> str:
    return reverse("programs:call-history", args=[call.code])


def download_path(attachment) -> str:
    return reverse("programs:attachment-download", args=[attachment.call.code, attachment.pk])


def downloaded(client, attachment) -> int:
    response = client.get(download_path(attachment))
    response.getvalue()
    return response.status_code


def notice_path(incident) -> str:
    return reverse("programs:incident-detail", args=[incident.pk])


def page_of(client, path: str, *, language: str = "ko") -> str:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def missing(page: str, *texts: str) -> list[str]:
    return [text for text in texts if text not in page]


def recorded(staff, *calls, until: int = 40, ago: float = 0.1) -> Incident:
    incident = Incident(
        title_ko="접속 장애",
        title_en="Outage of sign-in",
        notice_ko="마감을 연장합니다.",
        notice_en="Closing times are extended.",
        started_at=days(-ago - 0.1),
        ended_at=days(-ago),
    )
    return record_incident(incident, calls=calls, closes_at=days(until), by=staff)


@pytest.mark.parametrize("path", ["/", "/calls/"])
def test_outage_is_told_for_two_weeks(client, call, staff, path):
    assert said("Outage of the portal") not in page_of(client, path)
    incident = recorded(staff, call)
    link = reverse("programs:incident-detail", args=[incident.pk])
    assert missing(page_of(client, path), said("Outage of the portal"), link) == []

    with time_machine.travel(days(15), tick=True):
        assert link not in page_of(client, path)


# History


def test_unchanged_call_says_so(client, call):
    page = page_of(client, history_path(call))

    assert said("This call was not changed since its publication") in page
    assert version_path(call, 0) not in page


@pytest.mark.parametrize(
    ("language", "words"),
    [("ko", ["1. 정정", "720,000,000원"]), ("en", ["1. Correction", "KRW 720,000,000"])],
)
@pytest.mark.parametrize("reader", ["visitor", "stranger", "other_applicant", "agency_member"])
def test_everybody_reads_what_changed_and_why(request, client, call, reader, language, words):
    if reader != "visitor":
        client.force_login(request.getfixturevalue(reader))
    amended(call, budget_won=720_000_000)

    page = page_of(client, history_path(call), language=language)

    words = [*words, REASON, said("History of the call", language), said("Before", language)]
    assert missing(page, *words, version_path(call, 0), version_path(call, 1)) == []


@pytest.mark.parametrize("kind", ["correction", "extension", "renotice"])
def test_history_names_the_kind(client, call, kind):
    kind = AmendmentKind(kind)
    amended(call, kind=kind, closes_at=days(50))

    page = page_of(client, history_path(call))

    assert f"1. {kind.label}" in page


def test_cancellation_stands_in_the_history_with_its_reason(client, call, staff):
    cancel_call(call, by=staff, reason="사업 예산이 취소되었습니다.")

    page = page_of(client, history_path(call))

    assert missing(page, "1. 취소", "사업 예산이 취소되었습니다.", version_path(call, 0)) == []
    assert version_path(call, 1) not in page  # nothing was written anew


def test_added_zone_is_told_by_its_name(client, call):
    zone = ZoneFactory(name_ko="충북 청주", name_en="Cheongju")
    draft = begun(call)
    draft.call_zones.create(zone=zone)
    published(draft)

    korean, english = (page_of(client, history_path(call), language=one) for one in ("ko", "en"))

    assert ("충북 청주" in korean, "Cheongju" in english) == (True, True)
    assert zone.slug not in korean


def test_outage_leads_to_its_notice(client, call, staff):
    incident = recorded(staff, call)

    page = page_of(client, history_path(call))

    link = f'<a href="{notice_path(incident)}">접속 장애</a>'
    assert missing(page, "1. 연장", link) == []


@pytest.mark.parametrize("item_count", [1, 3])
def test_history_costs_two_statements(client, call, staff, item_count):
    for number in range(item_count):
        recorded(staff, call, until=40 + number, ago=0.1 + 0.2 * number)

    assert statements(client, history_path(call)) == 2


# The public page


@pytest.mark.parametrize(("language", "kind"), [("ko", "정정"), ("en", "Correction")])
def test_public_page_says_that_the_call_was_amended(client, call, language, kind):
    heading = said("Changes of this call", language)
    before = page_of(client, call.get_absolute_url(), language=language)
    amended(call, budget_won=1_000)

    after = page_of(client, call.get_absolute_url(), language=language)

    assert (heading in before, history_path(call) in before) == (False, False)
    link = f'<a href="{history_path(call)}#amendment-1">{kind}</a>'
    assert missing(after, heading, link, REASON) == []


# Former versions


@pytest.mark.parametrize("reader", ["visitor", "stranger", "other_applicant", "agency_member"])
def test_everybody_reads_what_a_call_said_before(request, client, reader):
    call = open_call(title_en="Call for medical devices", budget_won=500_000_000)
    file = attached(call, name="지난 공고문.pdf", reading_state=ReadingState.READ)
    if reader != "visitor":
        client.force_login(request.getfixturevalue(reader))
    closing = timezone.localtime(call.closes_at)
    amended(
        call,
        without=[file],
        title_ko="고친 제목",
        budget_won=720_000_000,
        closes_at=days(50),
    )

    page = page_of(client, version_path(call, 0))

    question = call.questions.get()
    words = [
        f"<h1>{call.title_ko}</h1>",
        moment(closing),
        "500,000,000원",
        question.label_ko,
        f'<a href="{download_path(file)}">지난 공고문.pdf</a>',
        said("As first published"),
        call.program.name_ko,
        call.agency.name_ko,
        call.agency.zone.name_ko,
    ]
    assert missing(page, *words) == []
    assert missing(page, "고친 제목", "720,000,000원") == ["고친 제목", "720,000,000원"]


def test_version_in_english(client):
    call = open_call(title_en="Call for medical devices", budget_won=500_000_000)
    amended(call, budget_won=720_000_000)

    page = page_of(client, version_path(call, 1), language="en")

    words = ["<h1>Call for medical devices</h1>", "KRW 720,000,000", "As changed by amendment 1"]
    names = [escape(call.program.name_en), call.agency.name_en, call.agency.zone.name_en]
    assert missing(page, *words, *names, "The call as it is now") == []


@pytest.mark.parametrize("number", [2, 99, 32_768, 10**30])
def test_unknown_version_is_not_found(client, call, number):
    amended(call, budget_won=1_000)

    assert client.get(version_path(call, 1)).status_code == 200
    assert client.get(version_path(call, number)).status_code == 404


@pytest.mark.parametrize("item_count", [1, 3])
def test_version_costs_six_statements(client, call, item_count):
    files = [attached(call, name=f"{number}.pdf") for number in range(item_count)]
    attached(call, name="남은 공고문.pdf", reading_state=ReadingState.READ)
    draft = begun(call, without=files)
    for _number in range(item_count):
        draft.call_zones.create(zone=ZoneFactory())
        QuestionFactory(call=draft)
    published(draft)

    assert [statements(client, version_path(call, number)) for number in (0, 1)] == [6, 6]


# Files of former versions


@pytest.fixture
def former(call):
    return attached(call, name="지난 공고문.pdf", reading_state=ReadingState.READ)


@pytest.mark.parametrize("reader", ["visitor", "stranger"])
def test_file_that_an_amendment_took_out_stays_readable(request, client, call, former, reader):
    if reader != "visitor":
        client.force_login(request.getfixturevalue(reader))
    amended(call, without=[former])

    response = client.get(download_path(former))

    assert not call.attachments.current().exists()
    assert (response.status_code, response.getvalue()) == (200, PDF)


def test_file_that_was_removed_before_publication_is_gone(client, call, former):
    unpublished = attached(call, removed_at=timezone.now())
    amended(call, without=[former])

    assert (downloaded(client, former), downloaded(client, unpublished)) == (200, 404)


def test_former_file_of_a_call_out_of_sight_is_out_of_sight(client, call, former):
    amended(call, without=[former])
    assert downloaded(client, former) == 200

    call.refresh_from_db()
    set_moments(call, published_at=days(1), opens_at=days(2))

    assert downloaded(client, former) == 404


def test_versions_offer_their_own_files(client, call, former):
    kept = attached(call, name="서식.hwpx", label_ko="신청서 서식", reading_state=ReadingState.READ)
    amended(call, without=[former])

    original, latest = (page_of(client, version_path(call, number)) for number in (0, 1))

    link = f'<a href="{download_path(former)}">지난 공고문.pdf</a>'
    assert (link in original, link in latest) == (True, False)
    for page in (original, latest):
        assert f'<a href="{download_path(kept)}">신청서 서식</a>' in page


# The notice of an outage


@pytest.mark.parametrize(
    ("language", "notice"),
    [
        ("ko", ["접속 장애", "마감을 연장합니다."]),
        ("en", ["Outage of sign-in", "Closing times are extended."]),
    ],
)
@pytest.mark.parametrize("reader", ["visitor", "stranger", "other_applicant"])
def test_everybody_reads_the_notice(request, client, call, staff, reader, language, notice):
    if reader != "visitor":
        client.force_login(request.getfixturevalue(reader))
    incident = recorded(staff, call)
    call.refresh_from_db()

    page = page_of(client, notice_path(incident), language=language)

    with override(language):
        words = [*notice, moment(call.closes_at), gettext("Calls with a new closing time")]
    assert missing(page, *words, call.get_absolute_url()) == []


def test_notice_names_only_its_own_public_calls(client, call, staff):
    extended, cancelled, unpublished = open_call(), open_call(), open_call()
    incident = recorded(staff, extended, cancelled, unpublished)
    recorded(staff, call)
    cancel_call(cancelled, by=staff, reason="예산")
    unpublished.refresh_from_db()
    set_moments(unpublished, published_at=days(1), opens_at=days(2))

    page = page_of(client, notice_path(incident))

    calls = (extended, cancelled, unpublished, call)
    named = [one for one in calls if f'"{one.get_absolute_url()}"' in page]
    assert named == [extended, cancelled]


def test_unknown_notice_is_not_found(client, db):
    assert client.get(reverse("programs:incident-detail", args=[1])).status_code == 404


@pytest.mark.parametrize("item_count", [1, 3])
def test_notice_costs_two_statements(client, staff, item_count):
    incident = recorded(staff, *(open_call() for _number in range(item_count)))

    assert statements(client, notice_path(incident)) == 2


def test_early_closing_stands_in_the_history_as_an_amendment(client, call, staff):
    close_call(call, by=staff, reason="예산이 모두 소진되었습니다.")
    call.refresh_from_db()

    page = page_of(client, history_path(call))

    label = capfirst(AmendmentKind.CLOSING.label)
    moments = [moment(call.closes_at), moment(call.closed_at)]
    assert missing(page, f"1. {label}", *moments, version_path(call, 0)) == []
    assert version_path(call, 1) not in page  # nothing was written anew
    assert page.count("예산이 모두 소진되었습니다.") == 1


def test_closing_of_former_times_is_told_from_its_event(client, call, staff):
    """Closings were no amendments then."""
    Call.objects.filter(pk=call.pk).update(closed_at=days(-0.1), closed_by=staff)
    call.events.create(verb="close", actor=staff, reason="예산이 모두 소진되었습니다.")

    assert page_of(client, history_path(call)).count("예산이 모두 소진되었습니다.") == 1


@pytest.mark.parametrize("page", ["call-detail", "call-history"])
def test_early_closing_is_told_with_its_reason(client, page):
    call = open_call()
    close_call(call, by=FoundationUserFactory(), reason="예산이 모두 소진되었습니다.")

    text = client.get(reverse(f"programs:{page}", args=[call.code])).content.decode()

    assert "예산이 모두 소진되었습니다." in text
    assert said("This call was not changed since its publication") not in text
