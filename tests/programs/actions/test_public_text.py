"""Notices and answers: begun, written side by side, published, changed, withdrawn."""

import threading
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from portal.common.digest import digest_of
from programs.actions import public_text as actions
from programs.actions.errors import ReasonMissing, TextChanged, TextIncomplete
from programs.actions.public_text import (
    begin_text,
    pin_notice,
    publish_text,
    withdraw_text,
    write_text,
)
from programs.enums import PublicTextState
from programs.models import Faq, Notice
from programs.queries.public_text import text_content
from programs.workflow import TransitionNotAllowed
from tests.factories.accounts import UserFactory
from tests.factories.notices import FaqFactory, NoticeFactory
from tests.factories.programs import CallFactory
from tests.races import PATIENCE, at_once

pytestmark = pytest.mark.django_db
BOTH = pytest.mark.parametrize(
    ("make", "field"), [(NoticeFactory, "body_ko"), (FaqFactory, "answer_ko")]
)


def seen(text) -> str:
    return digest_of(text_content(text))


def write(text, *, at=None, by=None, reason="오타", is_shown=True, **fields):
    return write_text(
        text,
        fields=fields,
        seen=at or seen(text),
        by=by or UserFactory(),
        reason=reason,
        is_shown=is_shown,
    )


def verbs(text) -> list[str]:
    return [event.verb for event in text.events.all()]


def test_a_notice_begins_as_a_draft_of_its_writer_with_its_calls():
    writer, call = UserFactory(), CallFactory()

    notice = begin_text(Notice(), fields={"title_ko": "제목", "calls": [call]}, by=writer)

    notice.refresh_from_db()
    assert (notice.state, notice.created_by) == (PublicTextState.DRAFT, writer)
    assert list(notice.calls.all()) == [call]
    assert verbs(notice) == ["begin"]


def test_an_answer_begins_as_a_draft():
    faq = begin_text(Faq(), fields={"question_ko": "왜?", "category": "zones"}, by=UserFactory())

    assert (faq.state, verbs(faq)) == ("draft", ["begin"])


@BOTH
def test_a_draft_is_written_without_a_reason_and_leaves_no_version(make, field):
    text = make()
    before = text.changed_at

    write(text, reason="", **{field: "새 글"})

    text.refresh_from_db()
    assert getattr(text, field) == "새 글"
    assert text.changed_at > before
    assert (verbs(text), text.text_versions.count()) == (["write"], 0)


@BOTH
def test_what_everybody_reads_is_kept_as_it_was(make, field):
    text, by = make(published=True), UserFactory()
    before = getattr(text, field)

    write(text, by=by, reason="마감일을 바로잡음", **{field: "새 글"})

    (version,) = text.text_versions.all()
    assert version.content[field] == before
    assert (version.reason, version.replaced_by, version.is_shown) == (
        "마감일을 바로잡음",
        by,
        True,
    )
    text.refresh_from_db()
    assert getattr(text, field) == "새 글"


@BOTH
@pytest.mark.parametrize("reason", ["", " ", "...", "\u200b"])
def test_words_that_everybody_reads_are_changed_for_a_reason(make, field, reason):
    text = make(published=True)
    before = getattr(text, field)

    with pytest.raises(ReasonMissing):
        write(text, reason=reason, **{field: "새 글"})

    text.refresh_from_db()
    assert (getattr(text, field), text.text_versions.count()) == (before, 0)


def test_what_is_no_word_is_changed_without_a_reason():
    faq = FaqFactory(published=True)

    write(faq, reason="", position=1)

    faq.refresh_from_db()
    assert (faq.position, verbs(faq), faq.text_versions.count()) == (1, ["write"], 0)


def test_the_calls_of_a_notice_are_what_was_written_too():
    notice, call = NoticeFactory(), CallFactory()
    page = seen(notice)
    write(notice, calls=[call], at=page)

    with pytest.raises(TextChanged):
        write(notice, title_ko="나의 제목", at=page)

    assert list(notice.calls.all()) == [call]


@BOTH
def test_what_was_withdrawn_is_kept_and_not_shown(make, field):
    text = make(withdrawn=True)

    write(text, reason="", **{field: "새 글"})

    (version,) = text.text_versions.all()
    assert (version.is_shown, version.reason) == (False, "")


@BOTH
def test_the_same_words_twice_are_one_change(make, field):
    text = make(published=True)
    page = seen(text)

    for _time in range(2):
        write(text, at=page, **{field: "새 글"})

    assert (verbs(text), text.text_versions.count()) == (["write"], 1)


@BOTH
def test_words_of_a_colleague_are_not_overwritten(make, field):
    text = make()
    page = seen(text)
    write(text, at=page, **{field: "동료의 글"})

    with pytest.raises(TextChanged):
        write(text, at=page, **{field: "나의 글"})

    text.refresh_from_db()
    assert (getattr(text, field), verbs(text)) == ("동료의 글", ["write"])


def texts_at_once(notice) -> list:
    """Six colleagues save other words from the same page."""
    page = seen(notice)
    writers = [UserFactory() for _number in range(6)]
    return at_once(lambda n: write(notice, at=page, by=writers[n], body_ko=f"글 {n}"), count=6)


def test_of_six_who_write_at_once_one_is_saved(committed):
    notice = NoticeFactory(published=True)

    outcomes = texts_at_once(notice)

    assert [type(one) for one in outcomes].count(TextChanged) == 5
    assert (verbs(notice), notice.text_versions.count()) == (["write"], 1)


def test_control_without_the_lock_they_overwrite_each_other(committed, monkeypatch):
    notice = NoticeFactory(published=True)
    everybody = threading.Barrier(6)

    def not_held(text):
        row = Notice.objects.get(pk=text.pk)
        everybody.wait(PATIENCE)
        return row

    monkeypatch.setattr(actions, "text_held", not_held)

    outcomes = texts_at_once(notice)

    assert [type(one) for one in outcomes].count(TextChanged) == 0
    assert len(verbs(notice)) == 6


@BOTH
def test_publishing_and_withdrawing(make, field):
    text, by = make(), UserFactory()

    published = publish_text(text, by=by)
    withdrawn = withdraw_text(text, by=by, reason="내용이 바뀜")
    again = publish_text(text, by=by)

    assert (published.state, published.published_by) == ("published", by)
    assert (withdrawn.state, withdrawn.withdrawn_reason) == ("withdrawn", "내용이 바뀜")
    assert (again.state, again.withdrawn_at, again.withdrawn_reason) == ("published", None, "")
    assert [(event.verb, event.from_state, event.to_state) for event in text.events.all()] == [
        ("publish", "draft", "published"),
        ("withdraw", "published", "withdrawn"),
        ("publish", "withdrawn", "published"),
    ]


@BOTH
def test_second_click_on_publish(make, field):
    text = make()
    publish_text(text, by=UserFactory())

    with pytest.raises(TransitionNotAllowed):
        publish_text(text, by=UserFactory())

    assert verbs(text) == ["publish"]


@BOTH
def test_a_withdrawal_has_a_reason(make, field):
    text = make(published=True)

    with pytest.raises(ValidationError):
        withdraw_text(text, by=UserFactory(), reason="...")

    text.refresh_from_db()
    assert text.is_published


@BOTH
def test_what_says_nothing_is_not_published_nor_comes_to(make, field):
    empty, text = make(**{field: " \n"}), make(published=True)

    with pytest.raises(TextIncomplete) as refusal:
        publish_text(empty, by=UserFactory())
    with pytest.raises(TextIncomplete):
        write(text, **{field: " "})

    assert refusal.value.fields == [field]
    assert (verbs(empty), verbs(text)) == ([], [])


def test_a_notice_is_pinned_until_a_day_and_no_longer():
    notice = NoticeFactory(published=True)

    for _time in range(2):
        pin_notice(notice, until=date(2030, 1, 31), by=UserFactory())
    pin_notice(notice, until=None, by=UserFactory())

    assert [(event.verb, event.reason) for event in notice.events.all()] == [
        ("pin", "2030-01-31"),
        ("unpin", ""),
    ]


@BOTH
def test_the_history_keeps_what_a_draft_said(make, field):
    text = make()
    before = getattr(text, field)
    write(text, **{field: "새 글"})

    assert [getattr(row, field) for row in text.versions.order_by("pgh_id")] == [before, "새 글"]
