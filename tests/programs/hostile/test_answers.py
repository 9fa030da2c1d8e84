"""Hostile answers through the real form, each with its verdict, and how they come out.

What is taken is stored as its row says, submitted as the same text, shown as text to the applicant,
the foundation and the reviewer, and printed on the receipt. What is refused changes nothing.
"""

import json
import re
import unicodedata
from dataclasses import dataclass
from html import unescape
from typing import Any

import pypdfium2
import pytest
from django.urls import reverse
from django.utils import timezone

from portal.common.text import one_line
from programs.actions.application import submit_application
from programs.enums import AssignmentState, QuestionKind
from programs.exports import receipt_pdf
from programs.models import Answer
from tests.factories.programs import (
    ApplicationFactory,
    AssignmentFactory,
    CallFactory,
    CriterionFactory,
    QuestionFactory,
    approved,
    close,
)

SCRIPT = "<script>alert(document.cookie)</script>"
COLUMNS = [{"key": "item", "label_ko": "품목", "label_en": "", "kind": "short"}]


@dataclass(frozen=True)
class Reply:
    """What is sent to a question of a kind; `stored` is what is kept of it, `refused` the code of
    the refusal instead."""

    sent: Any
    stored: Any = None
    refused: str = ""
    kind: str = QuestionKind.LONG


def as_it_is(text: str, kind: str = QuestionKind.LONG) -> Reply:
    return Reply(text, stored=text, kind=kind)


def normalised(sent: Any, stored: Any, kind: str = QuestionKind.LONG) -> Reply:
    return Reply(sent, stored=stored, kind=kind)


def refused(code: str, sent: Any, kind: str = QuestionKind.LONG) -> Reply:
    return Reply(sent, refused=code, kind=kind)


ANSWERS = {
    # As they are: text is text
    "script": as_it_is(SCRIPT),
    "end of an element and a script": as_it_is(f"</textarea></dd>'\">{SCRIPT}"),
    "handler": as_it_is("<img src=x onerror=alert(1)>"),
    "drawing": as_it_is('<svg/onload=alert(1)><a xlink:href="javascript:alert(1)">'),
    "handler in an attribute": as_it_is('" autofocus onfocus=alert(1) x="', QuestionKind.SHORT),
    "address with a script": as_it_is("javascript:alert(1)//"),
    "link of Markdown": as_it_is("[눌러](javascript:alert(1)) ![x](https://example.kr/a.png)"),
    "entities": as_it_is("&lt;script&gt; &amp;amp; &#x27; &nbsp;"),
    "comment of HTML": as_it_is("<!-- --!> <![CDATA[ ]]>"),
    "template of Django": as_it_is("{{ settings.SECRET_KEY }}{% load static %}{# x #}"),
    "markup of typst": as_it_is('#read("/etc/passwd") $x^2$ *별* `raw` @ref <label>'),
    "TeX": as_it_is("\\input{/etc/passwd}\\write18{id}"),
    "formula": as_it_is("=cmd|' /C calc'!A0"),
    "formula with a plus": as_it_is("+SUM(1+1)"),
    "formula with a minus": as_it_is("-2+3+cmd|' /C calc'!A0"),
    "formula with an at": as_it_is("@SUM(1+1)"),
    "formula with a wide sign": as_it_is("＝HYPERLINK(1)"),
    "SQL": as_it_is("'; DROP TABLE programs_answer; --"),
    "shell": as_it_is("$(reboot) `id` && rm -rf / | cat"),
    "JSON": as_it_is('{"__proto__": {"admin": true}}'),
    "null": as_it_is("null"),
    "format of Python": as_it_is("%s %(name)s {0.__class__} %n"),
    "path": as_it_is("../../../../etc/passwd%00.pdf"),
    "head of a mail": as_it_is("Subject: x\nBcc: victim@example.kr\n\n."),
    "number that grows": as_it_is("9" * 5000),
    "emoji": as_it_is("🚀👨‍👩‍👧‍👦🇰🇷"),
    "rare Hangul": as_it_is("쀍뷁똠 ᄒᆞᆫ글 ㈜ ① ㎡ 株式會社"),
    "beyond the first plane": as_it_is("𠀀𪚥𝕏"),
    "turned text": as_it_is("금액\u202e000,1원"),
    "joined without width": as_it_is("가\u200d나\u2060다"),
    "stacked marks": as_it_is("가" + "\u0336" * 300 + "나"),
    "as long as may be": as_it_is("가" * 20_000),
    # Normalised
    "NFD": normalised(unicodedata.normalize("NFD", "의료기기 실증"), "의료기기 실증"),
    "compatible Hanja": normalised("\uf900", "豈"),
    "escape of a terminal": normalised("\x1b[31m빨강\x07", "[31m빨강"),
    "lines of Windows": normalised("가\r\n나\r\n다", "가\n나\n다"),
    "breaks of a word processor": normalised("가\v나\f다", "가 나 다"),
    "no character": normalised("가\ufffe\uffff나", "가나"),
    "what nobody sees": normalised("\u3164\u200b\u2800", ""),
    "blanks around": normalised("  가  ", "가"),
    "wide digits": normalised("１２３", 123, QuestionKind.NUMBER),
    "amount in words": normalised("1억 5,000만원", 150_000_000, QuestionKind.MONEY),
    "consent by another word": normalised("yes", True, QuestionKind.CONSENT),
    "formula in a table": normalised(
        [{"item": "=1+1"}, {"item": SCRIPT}],
        [{"item": "=1+1"}, {"item": SCRIPT}],
        QuestionKind.TABLE,
    ),
    "NFD in a table": normalised(
        [{"item": unicodedata.normalize("NFD", "시약")}], [{"item": "시약"}], QuestionKind.TABLE
    ),
    # Refused
    "NUL": refused("null_characters_not_allowed", "가\0나"),
    "one letter too long": refused("max_length", "가" * 20_001),
    "long short text": refused("max_length", "가" * 301, QuestionKind.SHORT),
    "four megabytes": refused("max_length", "a" * 4_000_000),
    "number that is none": refused("invalid", "1e5; --", QuestionKind.NUMBER),
    "infinity": refused("invalid", "Infinity", QuestionKind.NUMBER),
    "number beyond all": refused("max_value", "9" * 19, QuestionKind.NUMBER),
    "number of many digits": refused("invalid", "9" * 5000, QuestionKind.NUMBER),
    "money below zero": refused("invalid", "-1", QuestionKind.MONEY),
    "money beyond all": refused("max_value", "9" * 19, QuestionKind.MONEY),
    "day that does not exist": refused("invalid", "2026-02-30", QuestionKind.DATE),
    "day of the year 99999": refused("invalid", "99999-01-01", QuestionKind.DATE),
    "choice that is not offered": refused("invalid_choice", "admin", QuestionKind.CHOICE),
    "choices that are not offered": refused("invalid_choice", ["a", SCRIPT], QuestionKind.CHOICES),
    "table of too many rows": refused("too_many_rows", [{"item": "x"}] * 31, QuestionKind.TABLE),
}


def call_with(kind: str):
    call = CallFactory()
    CriterionFactory(call=call)
    extra = {}
    if kind in (QuestionKind.CHOICE, QuestionKind.CHOICES):
        extra = {"options": ["a", "b"]}
    if kind == QuestionKind.TABLE:
        extra = {"columns": COLUMNS}
    QuestionFactory(call=call, kind=kind, is_required=False, **extra)
    return approved(call)


def application_for(kind: str, company):
    return ApplicationFactory(call=call_with(kind), company=company)


@pytest.fixture
def browser(client, applicant):
    client.force_login(applicant)
    return client


def sent_fields(application, sent: Any) -> dict[str, Any]:
    """As a browser sends the form."""
    name = f"question_{application.call.questions.get().pk}"
    fields: dict[str, Any] = {"title": "의료기기 실증", "requested_won": "1000000"}
    if isinstance(sent, list) and sent and isinstance(sent[0], dict):
        cells = {f"{name}-{number}-item": row["item"] for number, row in enumerate(sent)}
        return {**fields, **cells}
    return {**fields, name: sent}


def saved(browser, application, fields):
    """The head and the questions have pages of their own; the answer is that of the last."""
    head = {name: value for name, value in fields.items() if name in ("title", "requested_won")}
    others = {name: value for name, value in fields.items() if name not in head}
    response = _section_saved(browser, application, "head", head)
    return _section_saved(browser, application, "questions", others) if others else response


def _section_saved(browser, application, code, fields):
    path = reverse("programs:application-section", args=[application.pk, code])
    editor = browser.get(path).context["editor"]
    return browser.post(path, {"seen": editor.seen, "shown": editor.shown or "", **fields})


def answer_of(application) -> Any:
    """Empty where what was sent says nothing."""
    answer = Answer.objects.filter(application=application).first()
    return answer.value if answer else ""


def leaves(value: Any) -> list[str]:
    if isinstance(value, list):
        return [text for item in value for text in leaves(item)]
    if isinstance(value, dict):
        return [text for item in value.values() for text in leaves(item)]
    return [value] if isinstance(value, str) and value else []


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_as_many_as_was_promised():
    assert len(ANSWERS) >= 55


@pytest.mark.parametrize("row", ANSWERS.values(), ids=ANSWERS)
def test_answer(browser, company, row):
    application = application_for(row.kind, company)

    response = saved(browser, application, sent_fields(application, row.sent))

    if row.refused:
        name = f"question_{application.call.questions.get().pk}"
        (error, *_more) = response.context["editor"].form.errors.as_data()[name]
        assert (response.status_code, error.code) == (200, row.refused)
        assert not Answer.objects.exists()
    else:
        assert response.status_code == 302
        assert answer_of(application) == row.stored


TAKEN = {name: row for name, row in ANSWERS.items() if not row.refused and leaves(row.stored)}


@pytest.mark.parametrize("row", TAKEN.values(), ids=TAKEN)
def test_answer_comes_out_as_text(browser, client, company, applicant, staff, reviewer, row):
    application = application_for(row.kind, company)
    saved(browser, application, sent_fields(application, row.sent))
    application.refresh_from_db()

    pages = [browser.get(reverse("programs:application-check", args=[application.pk]))]
    submission = submit_application(application, by=applicant)
    pages.append(browser.get(reverse("programs:application-detail", args=[application.pk])))
    close(application.call)
    assignment = AssignmentFactory(
        application=application,
        reviewer=reviewer,
        state=AssignmentState.PLEDGED,
        pledged_at=timezone.now(),
    )
    for user, name, pk in [
        (staff, "admin:programs_application_change", application.pk),
        (reviewer.user, "programs:review-detail", assignment.pk),
    ]:
        client.force_login(user)
        pages.append(client.get(reverse(name, args=[pk])))

    (kept,) = json.loads(submission.content)["answers"]
    assert kept["value"] == row.stored
    for page in pages:
        html = page.content.decode()
        shown = squeezed(unescape(re.sub(r"<[^>]*>", "", html)))
        assert "<script>alert" not in html
        assert "onerror=alert(1)>" not in html
        assert all(squeezed(text) in shown for text in leaves(row.stored))


TITLES = {
    name: row.stored
    for name, row in TAKEN.items()
    if row.kind == QuestionKind.LONG and len(row.stored) <= 160 and "\n" not in row.stored
}


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_title_comes_out_on_the_receipt_as_text(browser, company, applicant, title):
    """What turns or hides is taken out of a title; what has no glyph stands there by its number."""
    application = application_for(QuestionKind.LONG, company)
    saved(browser, application, {"title": title, "requested_won": "1"})
    application.refresh_from_db()
    submission = submit_application(application, by=applicant)

    document = pypdfium2.PdfDocument(receipt_pdf(submission))
    text = squeezed("".join(page.get_textpage().get_text_bounded() for page in document))
    document.close()

    assert application.title == one_line(title)
    words = re.findall("[\x21-\x7e가-힣]+", squeezed(title))
    assert all(word in text for word in words)
    assert "\u202e" not in application.title + text


def test_ten_megabytes_are_not_even_read(browser, company):
    application = application_for(QuestionKind.LONG, company)

    response = saved(browser, application, sent_fields(application, "가" * 3_500_000))

    assert (response.status_code, Answer.objects.exists()) == (413, False)


def test_thousands_of_fields_are_not_even_read(browser, company):
    application = application_for(QuestionKind.LONG, company)
    fields = {f"question_{number}": "x" for number in range(6001)}

    response = saved(browser, application, {**sent_fields(application, "x"), **fields})

    assert (response.status_code, Answer.objects.exists()) == (400, False)


def test_answers_to_questions_of_others_are_not_kept(browser, company):
    application, other = (
        application_for(QuestionKind.LONG, company),
        application_for(QuestionKind.LONG, company),
    )
    foreign = f"question_{other.call.questions.get().pk}"

    saved(
        browser, application, {**sent_fields(application, "가"), foreign: "나", "state": "selected"}
    )

    application.refresh_from_db()
    assert list(Answer.objects.values_list("value", flat=True)) == ["가"]
    assert application.state == "draft"
