"""Names taken out of texts: none survives, however it is written, and ordinary words do."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.hiding import MARK, Known, hiding

SYLLABLES = st.text(
    st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=3, max_size=8
)
WORDS = st.lists(st.text("bcdfghjklmpqrvwxyz", min_size=3, max_size=7), min_size=1, max_size=3)
NAMES = SYLLABLES | WORDS.map(" ".join)
FORMS = (
    "{}",
    "주식회사 {}",
    "{} 주식회사",
    "㈜{}",
    "(주) {}",
    "{}(주)",
    "{} Co., Ltd.",
    "{}, Inc.",
)
# What people, copies and word processors make of a name
WRITTEN = (
    str,
    str.upper,
    str.title,
    lambda name: unicodedata.normalize("NFD", name),
    lambda name: "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in name),
    lambda name: name.replace(" ", ""),
    lambda name: name.replace(" ", "-"),
    lambda name: name.replace(" ", "\u00a0\n  "),
    lambda name: "\u200b".join(name),
    lambda name: name[:2] + "\u00ad" + name[2:],
)
# As only whoever looks closely would write one
PARTED = (
    lambda name: " ".join(name),
    lambda name: "-\n".join(name),
    lambda name: "·".join(name),
)
AROUND = st.sampled_from(["", " ", "본 과제는 ", "가나다", "12. ", "(", "“", "_", "\n", "이 "])
BETWEEN = st.sampled_from([", ", " 및 ", "/", "\n", " 은 "])
BEHIND = st.sampled_from(["", " ", "의 기술", "은", "에서", ")", "_계획서.pdf", ".", "\n다음"])


def letters(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\W_]+", "", plain)


def knowing(**said):
    return hiding(Known(**{name: frozenset(values) for name, values in said.items()}))


@given(
    NAMES, st.sampled_from(FORMS), st.sampled_from(FORMS), st.sampled_from(WRITTEN), AROUND, BEHIND
)
def test_no_planted_name_survives(name, known_as, written_as, writes, before, behind):
    hides = knowing(organisations=[known_as.format(name)])

    read = hides(before + written_as.format(writes(name)) + behind)

    assert MARK in read
    assert letters(name) not in letters(read)


@given(SYLLABLES, st.sampled_from(PARTED), AROUND, BEHIND)
def test_nor_one_whose_letters_are_parted(name, parts, before, behind):
    read = knowing(people=[name])(before + parts(name) + behind)

    assert letters(name) not in letters(read)


@given(st.lists(NAMES, min_size=1, max_size=4), st.sampled_from(WRITTEN), BETWEEN)
def test_nor_several_side_by_side(names, writes, between):
    read = knowing(organisations=names[:2], people=names[2:])(between.join(map(writes, names)))

    assert not [name for name in names if letters(name) in letters(read)]


@given(
    st.from_regex(r"\A0(2|42|10|70)[0-9]{3,4}[0-9]{4}\Z"),
    st.sampled_from(["", "-", " ", ".", ") "]),
)
def test_nor_a_phone_number(number, sign):
    parts = [number[:3], number[3:-4], number[-4:]]
    hides = knowing(numbers=[number])

    for text in (sign.join(parts), "+82 " + sign.join(parts)[1:]):
        assert hides(f"전화: {text}.") in (f"전화: {MARK}.", f"전화: ({MARK}.")


@given(st.text(st.characters(exclude_characters="@.0123456789:"), max_size=200))
def test_a_text_without_names_stays_letter_by_letter(text):
    assert knowing(organisations=["은하시험연구"])(text) == text


ORDINARY = (
    "AI 기반 바이오 데이터를 이 시스템에 넣어 우리 기술로 만든다. 이상 이산화탄소 CHAIR said, "
    "it is 3m long; 10-2020-0123456, 2020-12-31, 1,500-2000, ASP.NET"
)


@pytest.mark.parametrize(
    "name", ["AI", "㈜AI", "이", "우리", "Bio", "바이오", "㈜데이터", "2020", "IT"]
)
def test_ordinary_words_stay(name):
    assert knowing(organisations=[name], people=[name])(ORDINARY) == ORDINARY


@pytest.mark.parametrize(
    ("name", "text", "read"),
    [
        ("AI", "㈜AI와 주식회사 AI의 AI", "[○○]와 [○○]의 AI"),
        ("이", "(주)이는 주식회사 이노와 이(주)", "[○○]는 주식회사 이노와 [○○]"),
        ("이", "이", "[○○]"),
        ("한빛", "한빛은 한빛나래와 한빛에서 새한빛", "[○○]은 한빛나래와 [○○]에서 새한빛"),
        ("KT", "KT와 SKT, kt", "[○○]와 SKT, [○○]"),
        ("ION", "ion은 decision이 아니다", "[○○]은 decision이 아니다"),
        ("Hanbit", "hanbit2024.pdf, the Hanbits", "[○○]2024.pdf, the Hanbits"),
        ("은하시험(Galaxy Test)", "galaxytest는 은하시험", "[○○]는 [○○]"),
        ("은하시험㈜ (대전)", "대전에 있는 은하시험", "대전에 있는 [○○]"),
    ],
)
def test_the_shorter_a_name_the_surer_one_must_be(name, text, read):
    assert knowing(organisations=[name])(text) == read


@pytest.mark.parametrize(
    ("person", "text"),
    [
        ("홍길동 대표이사", "홍 길동"),
        ("홍길동, 김철수", "김철수"),
        ("홍길동(洪吉童)", "洪吉童"),
        ("Hong Gil-dong", "GILDONG HONG"),
        ("Dr. Gildong Hong", "Hong, Gildong"),
        ("José García", "Jose Garcia"),
    ],
)
def test_people_are_found_with_and_without_titles(person, text):
    assert knowing(people=[person])(f"책임자 {text}는") == "책임자 [○○]는"


@pytest.mark.parametrize(
    "text",
    [
        "kim@naver.com", "Kim.Dev+1@lab.example.co.kr", "kim (at) example.org", "ｋｉｍ＠naver.com",
        "https://example.org/한빛", "www.example.org/a?b=1", "galaxy.co.kr", "042-123-4567",
        "+82 42 123 4567", "010.1234.5678", "01012345678", "1588-1234", "123-45-67890",
        "110111-0062432",
    ],
)  # fmt: skip
def test_addresses_and_numbers_go_whoever_they_are_of(text):
    assert knowing()(f"연락: {text} 끝").startswith("연락: [○○]")


def test_the_domain_of_a_mail_address_is_a_name():
    hides = knowing(
        mails=["kim@dev.galaxy-test.co.kr", "lee@naver.com"], shared_domains=["naver.com"]
    )

    assert hides("Galaxy Test는 네이버(Naver)의") == "[○○]는 네이버(Naver)의"


@pytest.mark.parametrize(
    "piece", ["a", "a.", "a-", " ", "0", "02-", "(주)", "co.", "(", "은하", "@"]
)
def test_a_long_text_is_read_once_through(piece):
    """Were it read again from each letter, this would not come to its end."""
    text = piece * 100_000

    assert knowing(organisations=["은하시험", "Galaxy Test"], people=["bbbbbbbb"])(text) == text
