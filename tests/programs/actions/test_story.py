"""Stories: begun, written side by side, published, withdrawn."""

import threading
from datetime import date

import pytest

from portal.common.digest import digest_of
from programs.actions import story as actions
from programs.actions.errors import StoryChanged, StoryIncomplete
from programs.actions.story import begin_story, publish_story, withdraw_story, write_story
from programs.enums import StoryGap, StoryKind, StoryState
from programs.models import Story
from programs.queries.story import story_content
from programs.workflow import TransitionNotAllowed
from tests.factories.accounts import UserFactory
from tests.factories.stories import StoryFactory
from tests.factories.zones import AgencyFactory
from tests.races import PATIENCE, at_once

pytestmark = pytest.mark.django_db


def seen(story) -> str:
    return digest_of(story_content(story))


def write(story, *, by=None, at=None, **fields):
    fields = {"title_ko": "새 제목"} | fields
    return write_story(story, fields=fields, seen=at or seen(story), by=by or UserFactory())


def verbs(story) -> list[str]:
    return [event.verb for event in story.events.all()]


def test_a_story_begins_as_a_draft_of_its_writer():
    writer = UserFactory()
    story = Story(agency=AgencyFactory(), title_ko="제목")

    begin_story(story, by=writer)

    story.refresh_from_db()
    assert (story.state, story.created_by) == (StoryState.DRAFT, writer)
    assert verbs(story) == ["begin"]


def test_what_is_written_stays_with_its_event():
    story = StoryFactory()
    before = story.changed_at

    write(story, body_ko="새 본문", visited_on=date(2026, 3, 2))

    story.refresh_from_db()
    assert (story.title_ko, story.body_ko) == ("새 제목", "새 본문")
    assert story.changed_at > before
    assert verbs(story) == ["write"]


def test_the_same_words_twice_are_one_change():
    story = StoryFactory()
    page = seen(story)

    for _time in range(2):
        write(story, at=page)

    assert verbs(story) == ["write"]


def test_words_of_a_colleague_are_not_overwritten():
    story = StoryFactory()
    page = seen(story)
    write(story, body_ko="동료의 글", at=page)

    with pytest.raises(StoryChanged):
        write(story, body_ko="나의 글", at=page)

    story.refresh_from_db()
    assert story.body_ko == "동료의 글"
    assert verbs(story) == ["write"]


def texts_at_once(story, monkeypatch) -> list:
    """Six colleagues save other words from the same page."""
    page = seen(story)
    writers = [UserFactory() for _number in range(6)]
    return at_once(lambda n: write(story, body_ko=f"글 {n}", at=page, by=writers[n]), count=6)


def test_of_six_who_write_at_once_one_is_saved(committed, monkeypatch):
    story = StoryFactory()

    outcomes = texts_at_once(story, monkeypatch)

    assert [type(one) for one in outcomes].count(StoryChanged) == 5
    assert verbs(story) == ["write"]


def test_control_without_the_lock_they_overwrite_each_other(committed, monkeypatch):
    story = StoryFactory()
    everybody = threading.Barrier(6)

    def not_held(pk):
        row = Story.objects.get(pk=pk)
        everybody.wait(PATIENCE)
        return row

    monkeypatch.setattr(actions, "story_held", not_held)

    outcomes = texts_at_once(story, monkeypatch)

    assert [type(one) for one in outcomes].count(StoryChanged) == 0
    assert len(verbs(story)) == 6


def test_publishing_and_withdrawing():
    story, by = StoryFactory(), UserFactory()

    published = publish_story(story, by=by)
    withdrawn = withdraw_story(story, by=by, reason="기업의 요청")
    again = publish_story(story, by=by)

    assert (published.state, published.published_by) == (StoryState.PUBLISHED, by)
    assert (withdrawn.state, withdrawn.withdrawn_by) == (StoryState.WITHDRAWN, by)
    assert (again.state, again.withdrawn_at) == (StoryState.PUBLISHED, None)
    assert [(event.verb, event.from_state, event.to_state, event.reason) for event in story.events.all()] == [
        ("publish", "draft", "published", ""),
        ("withdraw", "published", "withdrawn", "기업의 요청"),
        ("publish", "withdrawn", "published", ""),
    ]  # fmt: skip


def test_second_click_on_publish():
    story = StoryFactory()
    publish_story(story, by=UserFactory())

    with pytest.raises(TransitionNotAllowed):
        publish_story(story, by=UserFactory())

    assert verbs(story) == ["publish"]


def test_a_draft_is_not_withdrawn():
    with pytest.raises(TransitionNotAllowed):
        withdraw_story(StoryFactory(), by=UserFactory(), reason="없음")


INCOMPLETE = [
    ({"body_ko": " \n"}, [StoryGap.TEXT]),
    ({"kind": StoryKind.SITE_VISIT}, [StoryGap.VISIT_DAY]),
    ({"company_name": "주식회사 예시"}, [StoryGap.AGREEMENT]),
    ({"company_name": "주식회사 예시", "agreement_from": "김대표"}, [StoryGap.AGREEMENT]),
    ({"company_name": "주식회사 예시", "agreement_on": date(2026, 3, 2)}, [StoryGap.AGREEMENT]),
    ({"body_ko": "", "kind": StoryKind.SITE_VISIT}, [StoryGap.TEXT, StoryGap.VISIT_DAY]),
]


@pytest.mark.parametrize(("fields", "gaps"), INCOMPLETE)
def test_what_lacks_something_is_not_published(fields, gaps):
    story = StoryFactory(**fields)

    with pytest.raises(StoryIncomplete) as refusal:
        publish_story(story, by=UserFactory())

    story.refresh_from_db()
    assert refusal.value.gaps == gaps
    assert story.state == StoryState.DRAFT


@pytest.mark.parametrize(("fields", "gaps"), INCOMPLETE)
def test_what_is_published_does_not_come_to_lack_it(fields, gaps):
    story = StoryFactory(published=True)

    with pytest.raises(StoryIncomplete) as refusal:
        write(story, **fields)

    assert refusal.value.gaps == gaps
    assert verbs(story) == []


def test_a_draft_may_lack_everything_but_its_title():
    assert write(StoryFactory(), body_ko="", company_name="주식회사 예시").body_ko == ""


def test_with_the_companys_agreement_its_name_is_published():
    story = publish_story(StoryFactory(names_company=True), by=UserFactory())

    assert story.state == StoryState.PUBLISHED


def test_the_history_keeps_the_words_but_not_the_person():
    story = StoryFactory(names_company=True)
    write(story)

    versions = story.versions.order_by("pgh_id")

    assert [row.title_ko for row in versions] == [story.title_ko, "새 제목"]
    assert not hasattr(versions[0], "agreement_from")
