"""Words of a search are marked in any text, and nothing of a text becomes HTML."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.common.highlight import LONGEST_EXCERPT, excerpt, has_any, marked
from portal.common.search import words_of


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("강소연구개발특구 공고", "특구", "강소연구개발<mark>특구</mark> 공고"),
        ("강소 특구 특구", "특구 강소", "<mark>강소</mark> <mark>특구</mark> <mark>특구</mark>"),
        ("AI 반도체", "ai", "<mark>AI</mark> 반도체"),
        ("ＡＩ 반도체", "ai", "<mark>ＡＩ</mark> 반도체"),
        ("㈜예시", "주", "<mark>㈜</mark>예시"),
        ("김해", "김해", "<mark>김해</mark>"),
        ("R&D road", "r&d", "<mark>R</mark>&amp;<mark>D</mark> <mark>r</mark>oad"),
        ("a<b>", "b", "a&lt;<mark>b</mark>&gt;"),
        ("특구개발", "특구 구개", "<mark>특구</mark>개발"),
        ("아무것도", "", "아무것도"),
        ("(.*)", "(.*)", "(.*)"),
    ],
)
def test_words_are_marked(text, query, expected):
    assert marked(text, words_of(query)) == expected


TEXTS = st.text(
    st.sampled_from("특구ㄱ㈜ﬁİß가aA<>&\"' \n") | st.characters(codec="utf-8"), max_size=60
)


@given(text=TEXTS, query=TEXTS)
def test_no_text_becomes_html(text, query):
    for page in (marked(text, words_of(query)), excerpt(text, words_of(query))):
        plain = re.sub("</?mark>", "", page)
        assert not set(plain) & set("<>\"'")
        assert page.count("<mark>") == page.count("</mark>")


@given(text=TEXTS, query=TEXTS)
def test_nothing_of_a_text_is_lost(text, query):
    unmarked = html.unescape(re.sub("</?mark>", "", marked(text, words_of(query))))

    assert unmarked == html.unescape(marked(text, []))


def test_excerpt_is_cut_around_the_first_word():
    text = "앞말 " * 100 + "여기에 특구가 있다. " + "뒷말 " * 100

    cut = excerpt(text, ["특구"])

    assert cut.startswith("…")
    assert cut.endswith("…")
    assert "<mark>특구</mark>가 있다" in cut
    assert len(cut) < LONGEST_EXCERPT + 30
    assert excerpt(text, ["없다면"]).startswith("앞말")
    assert excerpt("짧은 특구", ["특구"]) == "짧은 <mark>특구</mark>"


def test_whether_a_text_has_one_of_the_words():
    assert has_any("강소특구", ["없음", "특구"])
    assert not has_any("강소특구", ["없음"])
