"""Money, dates, answers and search as people read and write them."""

import logging
import unicodedata
from datetime import UTC, date, datetime
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.db import connection
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from portal.common import money
from portal.common.logs import JobNames
from portal.common.search import search_query, words_of
from portal.common.templatetags.portal_text import (
    answer_text,
    day,
    moment,
    moment_to_second,
    readable_won,
    won,
)
from portal.common.text import file_size, printable, with_printable_texts
from programs.models import Call
from tests.factories.programs import CallFactory
from tests.factories.zones import AgencyFactory, ZoneFactory

AFTERNOON = datetime(2020, 3, 4, 5, 0, 7, tzinfo=UTC)
LATE_EVENING_IN_LONDON = datetime(2020, 3, 4, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("amount", "korean", "english"),
    [
        (7_200_000_000, "72억원", "KRW 7,200 million"),
        (150_000_000, "1억 5,000만원", "KRW 150 million"),
        (100_000_000, "1억원", "KRW 100 million"),
        (15_000_000, "1,500만원", "KRW 15 million"),
        (1_234_567, "1,234,567원", "KRW 1,234,567"),
        (1_230_000, "123만원", "KRW 1,230,000"),
        (9_999, "9,999원", "KRW 9,999"),
        (0, "0원", "KRW 0"),
        (12_345_678_900_000, "123,456억 7,890만원", "KRW 12,345,678,900,000"),
    ],
)
def test_amount_is_readable(amount, korean, english):
    with translation.override("ko"):
        assert readable_won(amount) == korean
    with translation.override("en"):
        assert readable_won(amount) == english


@given(st.text())
def test_printable_text_is_taken_by_xml(text):
    kept = printable(text + "\x0b\ufffe\U0001ffff끝\n")

    element = ElementTree.Element("text")
    element.text = kept
    assert ElementTree.fromstring(ElementTree.tostring(element, "utf-8")).text.endswith("끝\n")
    assert printable(kept) == kept


def test_printable_keeps_what_people_write():
    text = "한글 abc\n\t\n① é 𠮷 👩\u200d🔬 \u3000"

    assert printable(text) == text
    assert printable("공고\v제목") == "공고 제목"
    assert printable("가\r\n나\r다\n\r\x00\n라") == "가\n나\n다\n\n라"
    assert with_printable_texts({"a\v": ["\x00b", 1, None]}) == {"a\v": ["b", 1, None]}


@given(st.integers(min_value=0, max_value=10**15))
def test_readable_amount_loses_nothing(amount):
    with translation.override("ko"):
        text = money.readable_won(amount).removesuffix("원").replace(",", "")

    eok, _sign, rest = text.rpartition("억")
    man, sign, ones = rest.rpartition("만")
    assert int(eok or 0) * 10**8 + int(man or 0) * 10**4 + int(ones.strip() or 0) == amount


@pytest.mark.parametrize(
    ("language", "expected"), [("ko", "7,200,000,000원"), ("en", "KRW 7,200,000,000")]
)
def test_amount_in_full(language, expected):
    with translation.override(language):
        assert won(7_200_000_000) == expected


def test_nothing_is_shown_where_there_is_no_amount_and_no_day():
    shown = [won(None), readable_won(None), day(None), moment(None), moment_to_second(None)]

    assert shown == [""] * 5


@pytest.mark.parametrize(
    ("show", "at", "korean", "english"),
    [
        (moment, AFTERNOON, "2020. 3. 4.(수) 14:00", "Wed 4 Mar 2020, 14:00 KST"),
        (moment_to_second, AFTERNOON, "2020. 3. 4.(수) 14:00:07", "Wed 4 Mar 2020, 14:00:07 KST"),
        (moment, LATE_EVENING_IN_LONDON, "2020. 3. 5.(목) 08:30", "Thu 5 Mar 2020, 08:30 KST"),
        (day, LATE_EVENING_IN_LONDON, "2020. 3. 5.(목)", "Thu 5 Mar 2020"),
        (day, date(2020, 12, 31), "2020. 12. 31.(목)", "Thu 31 Dec 2020"),
    ],
)
def test_moment_is_told_in_koreas_time(show, at, korean, english):
    with translation.override("ko"):
        assert show(at) == korean
    with translation.override("en"):
        assert show(at) == english


@pytest.mark.parametrize(
    ("size", "expected"),
    [(200 * 1024**2, "200 MB"), (1536, "1.5 KB"), (20 * 1024, "20 KB"), (0, "0 bytes")],
)
def test_size_of_a_file_has_no_zero_behind_its_point(size, expected):
    with translation.override("en"):
        assert file_size(size) == expected.replace(" ", "\xa0")


@pytest.mark.parametrize("label", ["support (won)", "지원금(원)"])
def test_an_amount_that_says_its_unit_needs_none_above(label):
    assert money.without_unit(label) in {"support", "지원금"}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (True, "Yes"),
        (False, "(not answered)"),
        (None, "(not answered)"),
        ("", "(not answered)"),
        ([], "(not answered)"),
        (0, "0"),
        (1_234_567, "1,234,567"),
        ("글", "글"),
        (["하나", "둘"], "하나, 둘"),
    ],
)
def test_answer_is_told_in_words(value, expected):
    with translation.override("en"):
        assert answer_text(value) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("강소연구개발특구 육성사업", ["강소연구개발특구", "육성사업"]),
        ("의생명·의료기기", ["의생명", "의료기기"]),
        ("「R&D Zone」 2020", ["r", "d", "zone", "2020"]),
        ("ＦＵＬＬ　ｗｉｄｔｈ", ["full", "width"]),
        (" ', \" \\ : & | ! ( ) * <-> ", []),
        ("", []),
    ],
)
def test_words_of_a_text(text, words):
    assert words_of(text) == words


def test_words_of_text_typed_on_a_mac_are_those_of_windows():
    text = "특구 육성사업"

    assert words_of(unicodedata.normalize("NFD", text)) == words_of(text)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("특구", ["특구"]),
        ("강소특구", ["강소", "소특", "특구"]),
        ("R&D 특구", ["d", "r", "특구"]),
        ("Zone", ["ne", "on", "zo"]),
        ("", []),
        (None, []),
    ],
)
def test_pieces_that_the_database_keeps(text, pieces):
    with connection.cursor() as cursor:
        cursor.execute("SELECT tsvector_to_array(ko_bigrams(%s))", [text])
        (kept,) = cursor.fetchone()

    assert sorted(kept) == pieces


@pytest.fixture
def found(db):
    """Whether a call of these words is found by a text."""
    zone = ZoneFactory(name_ko="경남 김해", name_en="Gimhae")
    agency = AgencyFactory(zone=zone, name_ko="인제대 사업단", name_en="Inje office")
    call = CallFactory(
        agency=agency,
        title_ko="2020년 강소연구개발특구 육성사업",
        title_en="Support for O'Neil's IT and R&D zones",
        summary_ko="의생명·의료기기 기업의 성장",
    )
    CallFactory(
        agency=AgencyFactory(zone=ZoneFactory(name_ko="포항", name_en="Pohang"), name_ko="포항"),
        title_ko="다른 공고",
        title_en="Another",
        eligibility="누구나",
    )
    return lambda text: list(Call.objects.matching(text)) == [call]


@pytest.mark.parametrize(
    "text",
    [
        "특구",
        "육성사업",
        "강소연구개발특구 육성",
        "육성 특구",
        unicodedata.normalize("NFD", "의생명"),
        "의",
        "IT",
        "zones",
        "ZONES",
        "support r&d it",
        "O'Neil",
        "o’neil's",
        "김해",
        unicodedata.normalize("NFD", "김해"),
        "gimhae",
        "인제대",
        "특구\0",
        "'특구'",
    ],
)
def test_search_finds(found, text):
    assert found(text)


HOSTILE = [
    "'",
    "''",
    '"',
    "\\",
    "' | 'a",
    "특구' | 'x",
    "특구':* & !없음",
    "a & b | !c <-> d",
    "'; DROP TABLE programs_call; --",
    "%_%",
    "\0",
    "ﬁ＇",
    "\u200b",
    "특" * 5000,
    "🚀 특구",
]


@pytest.mark.parametrize("text", ["", "   ", "특허", "특구 김포", *HOSTILE])
def test_search_finds_nothing_and_breaks_nothing(found, text):
    assert not found(text)


@pytest.mark.django_db
@given(st.text(max_size=40))
def test_search_takes_any_text(text):
    assert Call.objects.matching(text).count() == 0


@pytest.mark.django_db
@given(st.text(alphabet="특구 육성aB'&·, 　ﬁＡ1", min_size=1, max_size=20))
def test_search_finds_a_text_by_all_that_it_says(text):
    query = search_query(text)
    if query is None:
        return
    with connection.cursor() as cursor:
        pieces = " & ".join(str(part) for part in query.source_expressions[0].value.split(" & "))
        cursor.execute("SELECT ko_bigrams(%s) @@ %s::tsquery", [text, pieces])
        (is_found,) = cursor.fetchone()

    assert is_found


@pytest.mark.parametrize(
    "line",
    [
        "Starting job {}",
        "Job {} ended with status: Error, lasted 1.0 s",
        "Waiting for job to finish: worker: {} (started 3 s ago)",
    ],
)
def test_a_line_about_a_job_names_it_without_its_arguments(line):
    job = "portal.accounts.tasks.send_mail[17](to='kim@example.kr', body='(1)\n비밀')"
    record = logging.LogRecord("procrastinate.worker", 20, "", 0, line.format(job), (), None)

    assert JobNames().filter(record)

    assert "portal.accounts.tasks.send_mail[17]" in record.getMessage()
    assert not [word for word in ("kim@", "비밀", "body") if word in record.getMessage()]
    assert settings.LOGGING["handlers"]["console"]["filters"] == ["job_names"]


def test_lines_of_others_stay_as_they_are():
    record = logging.LogRecord("django", 20, "", 0, "a[1](%s)", ("b",), None)

    JobNames().filter(record)

    assert record.getMessage() == "a[1](b)"


@given(st.integers(min_value=0, max_value=10**15))
def test_what_is_shown_can_be_typed(amount):
    with translation.override("ko"):
        shown = [money.readable_won(amount), money.won(amount), str(amount), f"{amount:,} 원"]

    assert [money.won_from(text) for text in shown] == [amount] * 4


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1.5억", 150_000_000),
        ("1억 5천만", 150_000_000),
        ("２억", 200_000_000),
        ("1,500만원", 15_000_000),
        ("1.23456789억", 123_456_789),
        ("0", 0),
    ],
)
def test_amount_as_people_write_it(text, amount):
    assert money.won_from(text) == amount


@pytest.mark.parametrize(
    "text",
    [
        "",
        "억",
        "원",
        "1,5억",
        "1,50",
        "9,,,억",
        "10²",
        "①억",
        "1 5억",
        "-5",
        "1e5",
        "1만 1억",
        "1억 2",
        "0.5",
        "1.234567891억",
        "1" * 50,
        "١",
        "1\x00",
    ],
)
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(money.UnreadableWon):
        money.won_from(text)


@pytest.mark.parametrize(
    "letter", ["\u3164", "\u200b", "\u2800", "\u115f", "\u00ad", "\ufeff", " \n"]
)
def test_what_nobody_can_see_is_no_text(letter):
    assert printable(letter * 3) == ""
    assert printable(f"글{letter}") != ""
