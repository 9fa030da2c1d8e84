"""What a text said before, and who may read it."""

import pytest

from programs.models import TextVersion
from programs.queries.public_text import (
    MOST_LINES_COMPARED,
    changes_of,
    pieces_between,
    text_compared,
)
from tests.factories.accounts import UserFactory
from tests.factories.notices import NoticeFactory

pytestmark = pytest.mark.django_db


def version(notice, body, **fields):
    content = {name: "" for name in notice.WORDS} | {"title_ko": notice.title_ko, "body_ko": body}
    fields = {"reason": "까닭", "is_shown": True} | fields
    return TextVersion.objects.create(
        notice=notice, content=content, replaced_by=UserFactory(), **fields
    )


def changes(notice, **how):
    return changes_of(notice, list(notice.text_versions.all()), **how)


def bodies(change) -> list:
    return [field.pieces for field in change.fields]


def test_each_change_is_told_against_the_next():
    notice = NoticeFactory(published=True, body_ko="셋")
    version(notice, "하나")
    version(notice, "둘")

    latest, first = changes(notice)

    assert bodies(latest) == [[("del", "둘"), ("ins", "셋")]]
    assert bodies(first) == [[("del", "하나"), ("ins", "둘")]]


def test_what_must_not_be_read_is_in_no_change_before_it_either():
    notice = NoticeFactory(published=True, body_ko="지움")
    version(notice, "이름과 오타")
    version(notice, "이름", is_shown=False)
    version(notice, "지움 전")

    told = changes(notice)

    assert [bool(change.fields) for change in told] == [True, False, False]
    assert [change.reason for change in told] == ["까닭"] * 3
    assert "이름" not in repr(told)


def test_staff_read_all_of_it_and_who_did_it():
    notice = NoticeFactory(published=True, body_ko="지움")
    hidden = version(notice, "이름", is_shown=False)

    (change,) = changes(notice, for_staff=True)

    assert bodies(change) == [[("del", "이름"), ("ins", "지움")]]
    assert change.who == hidden.replaced_by.name


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("가\n나\n다", "가\n라\n다", [("", "가"), ("del", "나"), ("ins", "라"), ("", "다")]),
        ("가", "가\n나", [("", "가"), ("ins", "나")]),
        ("가\n나", "나", [("del", "가"), ("", "나")]),
        ("", "가", [("ins", "가")]),
    ],
)
def test_lines_that_stay_go_and_come(before, after, pieces):
    assert list(pieces_between(before, after)) == pieces


def test_endless_texts_are_not_compared_line_by_line():
    before = "\n".join(map(str, range(MOST_LINES_COMPARED)))

    assert pieces_between(before, "끝\n") == (("del", before), ("ins", "끝\n"))


def test_what_a_colleague_saved_stands_beside_what_was_typed():
    notice = NoticeFactory(title_ko="저장된 제목", category="press")
    typed = {name: getattr(notice, name) for name in notice.WRITTEN if name != "calls"}
    typed |= {"title_ko": "쓴 제목", "category": "general", "calls": notice.calls.none()}

    lines = text_compared(notice, typed)

    assert [(line.before, line.after) for line in lines][1] == ("저장된 제목", "쓴 제목")
    assert len(lines) == 2
