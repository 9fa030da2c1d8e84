"""The small Markdown: what it makes, and that no text makes anything else."""

import html
import re
import time
from html.parser import HTMLParser

import pytest
from django.utils import translation
from hypothesis import given, settings, strategies

from portal.common import markup
from portal.common.markup import excerpt, rendered, words
from portal.common.models import LONGEST_TEXT

TAGS = {
    "p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "strong", "em", "code", "ul", "ol", "li",
    "blockquote", "a", "div", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "title", "rel"},
    "ol": {"start"},
    "div": {"class", "tabindex", "role", "aria-label"},
    "table": {"class"},
    "th": {"scope", "class"},
    "td": {"class"},
}
SAFE_LINK = re.compile(r"(https?://|mailto:|/(?![/\\]))", re.IGNORECASE)


class Reader(HTMLParser):
    """Collects what a browser would see."""

    def __init__(self):
        super().__init__()
        self.elements = []

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_decl(self, decl):
        raise AssertionError(decl)

    def handle_comment(self, data):
        raise AssertionError(data)


def elements_in(page: str) -> list:
    reader = Reader()
    reader.feed(page)
    reader.close()
    return reader.elements


def faults_in(page: str) -> list:
    """Elements, attributes and links that no text may make."""
    return [
        (tag, attributes)
        for tag, attributes in elements_in(page)
        if tag not in TAGS
        or set(attributes) - ATTRIBUTES.get(tag, set())
        or (tag == "a" and not SAFE_LINK.match(attributes["href"]))
    ]


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("한 줄\n두 줄\n\n새 문단", "<p>한 줄<br>\n두 줄</p>\n<p>새 문단</p>\n"),
        ("**굵게** *기울여*", "<p><strong>굵게</strong> <em>기울여</em></p>\n"),
        ("- 하나\n- 둘", "<ul>\n<li>하나</li>\n<li>둘</li>\n</ul>\n"),
        ("3. 셋", '<ol start="3">\n<li>셋</li>\n</ol>\n'),
        ("> 인용", "<blockquote>\n<p>인용</p>\n</blockquote>\n"),
        ("[공고](/calls/)", '<p><a href="/calls/">공고</a></p>\n'),
        ("[쓰기](mailto:a@example.kr)", '<p><a href="mailto:a@example.kr">쓰기</a></p>\n'),
        (
            "[법](https://law.go.kr)",
            '<p><a href="https://law.go.kr" rel="noopener external">법</a></p>\n',
        ),
        ("    네 칸 들여쓰기", "<p>네 칸 들여쓰기</p>\n"),
        ("```\n코드\n```", "<p><code>코드</code></p>\n"),
    ],
)
def test_what_is_written(text, page):
    assert rendered(text) == page


def test_a_table_has_its_head_and_its_numbers_and_no_style():
    page = rendered("| 특구 | 억원 |\n|---|--:|\n| 김해 | 72 |")

    with translation.override("ko"):
        assert 'aria-label="표"' in rendered("| 특구 |\n|---|\n| 김해 |")
    assert '<th scope="col" class="num">억원</th>' in page
    assert '<td class="num">72</td>' in page
    assert "style" not in page


@pytest.mark.parametrize(
    ("text", "below", "levels"),
    [
        ("# 하나\n## 둘\n# 셋", 1, ["h2", "h3", "h2"]),
        ("## 하나\n#### 둘", 1, ["h2", "h3"]),
        ("### 하나\n# 둘", 2, ["h3", "h3"]),
        ("# 1\n## 2\n### 3\n#### 4\n##### 5\n###### 6", 3, ["h4", "h5", "h6", "h6", "h6", "h6"]),
    ],
)
def test_headings_begin_below_those_of_the_page_and_leave_out_none(text, below, levels):
    found = [tag for tag, _attributes in elements_in(rendered(text, below=below))]

    assert [tag for tag in found if tag.startswith("h")] == levels


NO_LINKS = [
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java&#x73;cript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](java\tscript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:x)",
    "[x](file:///etc/passwd)",
    "[x](//evil.example)",
    "[x](\\\\evil.example)",
    "[x](https:evil.example)",
    "[x](https:///evil.example)",
    "[x](page)",
    "[x]()",
    "<javascript:alert(1)>",
    "[x]\n\n[x]: javascript:alert(1)",
    "[x][y]\n\n[y]: //evil.example",
]


@pytest.mark.parametrize("text", NO_LINKS)
def test_a_link_that_leads_elsewhere_stays_text(text):
    assert [tag for tag, _attributes in elements_in(rendered(text)) if tag == "a"] == []


def test_a_link_to_a_backslash_stays_on_our_host():
    (_p, (_a, attributes)) = elements_in(rendered("[x](/a\\b)"))

    assert attributes["href"] == "/a%5Cb"


HTML = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<!-- -->",
    "<![CDATA[x]]>",
    "<?php ?>",
    "</article><h1>다른 쪽</h1>",
    "![x](https://tracker.example/x.png)",
    '[x](/a "\\" onmouseover=alert(1) \\"")',
    "[x](/a'\"><script>alert(1)</script>)",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "`<script>alert(1)</script>`",
    "| <script> |\n|---|\n| <img onerror=x> |",
    '```html" onload=x\n<b>\n```',
    "\0<script>\0",
]


@pytest.mark.parametrize("text", HTML)
def test_html_is_text(text):
    page = rendered(text)

    assert faults_in(page) == []
    assert not {"script", "img", "svg", "h1"} & {tag for tag, _attributes in elements_in(page)}


PIECES = [
    "[", "]", "(", ")", "<", ">", "!", "*", "_", "`", "&", "#", "|", "-", "\\", "\n", "\n\n", " ",
    "\t", '"', "'", ":", "/", "//", "javascript:", "data:text/html,", "https://a.kr", "mailto:",
    "&#106;", "&lt;", "&colon;", "&Tab;", "<a href=x>", "<img src=x onerror=y>", "]: ", "](",
    "1. ", "- ", "> ", "---", "|---|", "가", "x", "\x00", "\u202e", "\ufeff", "style", "onload=",
]  # fmt: skip


@settings(max_examples=400)
@given(strategies.lists(strategies.sampled_from(PIECES), max_size=40).map("".join))
def test_no_text_makes_what_a_page_must_not_have(text):
    assert faults_in(rendered(text)) == []


@settings(max_examples=200)
@given(strategies.text(max_size=200))
def test_no_letters_make_what_a_page_must_not_have(text):
    assert faults_in(rendered(text)) == []
    assert "\n" not in words(text)


def test_control_the_same_reader_finds_what_must_not_be():
    bad = '<p style="x"><script>a</script><a href="javascript:x">x</a><a href="//x">x</a></p>'

    assert [tag for tag, _attributes in faults_in(bad)] == ["p", "script", "a", "a"]


LONG = 100_000
ENDLESS = {
    "brackets": "[" * LONG,
    "links in links": "[a](" * (LONG // 4),
    "stars": "*a " * (LONG // 3),
    "ticks": "".join("`" * (n % 300) + "a" for n in range(660)),
    "quotes": "> " * (LONG // 2),
    "lists": "- " * (LONG // 2),
    "entities": "&#x" * (LONG // 3),
    "cells": "a|b\n-|-\n" + "x\n" * (LONG // 2),
    "references": "[x]: (" * (LONG // 6),
    "emphasis": "*_" * (LONG // 2),
}


@pytest.mark.parametrize("text", ENDLESS.values(), ids=ENDLESS)
@pytest.mark.parametrize("length", [LONG, LONGEST_TEXT])
def test_no_text_keeps_a_process_busy(text, length):
    """Neither one that is longer than any form takes, nor the longest of those. CPU, not the clock."""
    markup._rendered.cache_clear()
    begun = time.process_time()

    page = rendered(text[:length])
    excerpt(text[:length], most=100)

    assert time.process_time() - begun < 4
    assert "<script" not in page


def test_many_brackets_are_letters_and_few_are_links():
    few, many = "[a](/a)" * 300, "[a](/a)" * 500

    assert rendered(few).count("<a ") == 300
    assert rendered(many).count("<a ") == 0
    assert html.unescape(rendered(many)).count("[a](/a)") == 500


def test_words_of_a_text_are_without_marks():
    text = "# 제목\n\n**굵은** 글과 [링크](/a)\n둘째 줄\n\n- 하나 <b>"

    assert words(text) == "제목 굵은 글과 링크 둘째 줄 하나 <b>"
    assert excerpt(text, most=10) == "굵은 글과 링크…"
    assert excerpt("가" * 30, most=10) == "가" * 10 + "…"


def test_an_excerpt_leaves_headings_and_tables_out_unless_there_is_nothing_else():
    table = "## 제목\n\n| 언제 | 무엇 |\n|---|---|\n| 일요일 | 점검 |"

    assert excerpt(f"{table}\n\n본문", most=50) == "본문"
    assert excerpt(table, most=50) == "제목 언제 무엇 일요일 점검"
