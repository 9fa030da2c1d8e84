"""The words of public titles: what is kept, what is forgotten, and what a wrong word is put right by."""

import pytest

from programs.actions.search_words import renew_search_words
from programs.models import SearchWord, Story
from programs.queries.spelling import put_right
from programs.tasks import keep_search_words
from tests.factories.programs import CallFactory, days, open_call
from tests.factories.stories import StoryFactory
from tests.factories.zones import ZoneFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def words():
    ZoneFactory(name_ko="경남 김해", specialization_ko="의생명·의료기기")
    open_call(title_ko="강소연구개발특구 육성사업", title_en="Growth programme")
    open_call(title_ko="육성사업 기업성장지원 2020")
    StoryFactory(published=True, title_ko="플라즈마건조 이야기")
    keep_search_words(timestamp=0)


def known() -> set[str]:
    return set(SearchWord.objects.values_list("word", flat=True))


def test_words_of_public_titles_are_kept(words):
    assert {"강소연구개발특구", "육성사업", "growth", "programme", "김해", "이야기"} <= known()
    assert "2020" not in known()
    assert SearchWord.objects.get(word="육성사업").times == 2


def test_words_of_what_is_not_public_are_not_kept(words):
    CallFactory(title_ko="비밀낱말초안")
    open_call(title_ko="비밀낱말내일", published_at=days(1), opens_at=days(2))
    StoryFactory(title_ko="비밀낱말원고")
    open_call(title_ko="공개낱말오늘")

    renew_search_words()

    assert "공개낱말오늘" in known()
    assert [word for word in known() if word.startswith("비밀")] == []


def test_words_of_what_was_taken_back_are_forgotten(words):
    story = Story.objects.get()
    withdrawn = {"state": "withdrawn", "withdrawn_at": days(0), "withdrawn_by": story.created_by}
    Story.objects.update(**withdrawn)

    renew_search_words()

    assert "플라즈마건조" not in known()
    assert "육성사업" in known()


def test_a_second_turn_changes_nothing(words):
    before = list(SearchWord.objects.order_by("pk").values_list())

    renew_search_words()

    assert list(SearchWord.objects.order_by("pk").values_list()) == before


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("강소연구게발특구", "강소연구개발특구"),
        ("연구게발", "연구개발"),
        ("육섬사업", "육성사업"),
        ("강소연구개발특구 육섬사업", "강소연구개발특구 육성사업"),
        ("dbrtjdtkdjq", "육성사업"),
        ("xmrrn", "특구"),
        ("growht", "growth"),
        ("prgramme", "programme"),
        ("ㅎ개ㅈ소", "growth"),
        ("qkdlfhtm", "바이로스"),
    ],
)
def test_wrong_words_are_put_right(words, typed, meant, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert put_right(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "!!!",
        "2020",
        "육성사업",
        "성장지원",
        "김헤",
        "없는낱말입니다",
        "grwt",
        "가" * 200,
        "zzzzzzz",
    ],
)
def test_other_words_stay(words, typed):
    """Those that stand in titles, two syllables, and what is like nothing."""
    assert put_right(typed) == ""
