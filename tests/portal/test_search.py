"""The search over everything: kinds, what is shown of a hit, what was meant, what stays unknown."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from programs.actions.search_words import renew_search_words
from programs.queries.search import KINDS, OF_EACH, PAGE_SIZE
from tests.counting import statements
from tests.factories.notices import FaqFactory, NoticeFactory
from tests.factories.programs import (
    AttachmentFactory,
    BriefingFactory,
    CallFactory,
    attached,
    days,
    finished_round,
    open_call,
)
from tests.factories.stories import StoryFactory
from tests.factories.voices import VoiceSummaryFactory
from tests.factories.zones import InstitutionFactory, ZoneFactory

pytestmark = pytest.mark.django_db
EACH = ("calls", "briefings", "zones", "notices", "faq", "results", "stories", "voices")


def path(**query: str) -> str:
    return f"{reverse('search')}?{urlencode(query)}"


def one_of_each(word: str) -> None:
    open_call(title_ko=f"{word} 공고")
    BriefingFactory(title_ko=f"{word} 설명회")
    ZoneFactory(name_ko=word)
    NoticeFactory(published=True, title_ko=f"{word} 공지")
    FaqFactory(published=True, question_ko=f"{word} 질문")
    finished_round(1_000_000, title_ko=f"{word} 결과")
    StoryFactory(published=True, title_ko=f"{word} 이야기")
    VoiceSummaryFactory(published=True, title_ko=f"{word} 어려움")


def counts(context) -> dict[str, int]:
    return {tab.kind.slug: tab.count for tab in context["tabs"]}


def shown(context) -> dict[str, list[str]]:
    return {tab.kind.slug: [hit.title for hit in hits] for tab, hits in context["groups"]}


def test_every_kind_is_a_tab_with_its_count(client):
    one_of_each("수소")
    one_of_each("전기")

    context = client.get(path(q="수소")).context

    assert counts(context) == dict.fromkeys(EACH, 1) | {"calls": 2}
    assert set(EACH) <= set(KINDS)
    assert shown(context)["results"] == ["수소 결과"]
    assert context["count"] == 9


@pytest.mark.parametrize("kind", EACH)
def test_a_kind_alone(client, kind):
    one_of_each("수소")

    response = client.get(path(q="수소", kind=kind))

    assert response.context["chosen"].kind.slug == kind
    assert {hit.kind.slug for hit in response.context["page_obj"]} == {kind}
    assert "<mark>수소</mark>" in response.content.decode()
    addresses = {hit.address for hit in response.context["page_obj"]}
    assert [client.get(address).status_code for address in addresses] == [200] * len(addresses)


@pytest.mark.parametrize("item_count", [1, 3])
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"q": "수소"}, 2),
        ({"q": "수소", "kind": "calls"}, 2),
        ({"q": "수소에너치"}, 4),
        ({"q": "수소에너치", "exact": "1"}, 3),
        ({"q": "없는낱말"}, 2),
        ({"q": ""}, 0),
        ({"q": "!"}, 0),
    ],
)
def test_statements(client, query, expected, item_count):
    for _number in range(item_count):
        one_of_each("수소에너지")
    renew_search_words()

    assert statements(client, path(**query)) == expected


def test_hits_are_paged(client):
    for number in range(PAGE_SIZE + 1):
        BriefingFactory(title_ko=f"수소 설명회 {number}")

    first = client.get(path(q="수소", kind="briefings")).context["page_obj"]
    second = client.get(path(q="수소", kind="briefings", page="2")).context["page_obj"]
    everything = client.get(path(q="수소")).context

    assert (len(first.object_list), len(second.object_list)) == (PAGE_SIZE, 1)
    assert {hit.key for hit in first}.isdisjoint(hit.key for hit in second)
    assert len(shown(everything)["briefings"]) == OF_EACH


def test_titles_that_hold_all_words_come_first(client):
    in_text = open_call(title_ko="다른 공고", summary_ko="수소 에너지", closes_at=days(1))
    in_title = open_call(title_ko="수소 공고의 에너지", closes_at=days(9))

    hits = client.get(path(q="수소 에너지")).context["groups"][0][1]

    assert [hit.key for hit in hits] == [in_title.code, in_text.code]


def test_words_are_found_inside_words_and_in_different_places(client):
    zone = ZoneFactory(name_ko="경남 김해", kind="small", specialization_ko="의생명")
    zone.institutions.add(InstitutionFactory(name_ko="인제대학교"))
    briefing = BriefingFactory(title_ko="강소연구개발특구 설명회", venue_ko="인제홀")
    briefing.zones.add(zone)
    StoryFactory(published=True, title_ko="ＡＩ로 만든 기기", zone=zone)

    assert counts(client.get(path(q="특구 김해 인제홀")).context) == {"briefings": 1}
    assert counts(client.get(path(q="인제대 의생명")).context) == {"zones": 1}
    assert counts(client.get(path(q="인제대 강소특구 의생명")).context) == {"zones": 1}
    assert counts(client.get(path(q="ai 김해")).context) == {"stories": 1}


def test_the_words_are_shown_where_they_stand(client):
    open_call(title_ko="공고", summary_ko="요약", support="앞 " * 200 + "플라즈마건조 지원 <b>")

    page = client.get(path(q="플라즈마건조")).content.decode()

    assert "<mark>플라즈마건조</mark> 지원 &lt;b&gt;" in page


def test_a_hit_in_a_file_says_so(client):
    attached(open_call(title_ko="공고"), name="붙임.pdf", text="플라즈마건조")

    page = client.get(path(q="플라즈마건조")).content.decode()

    assert "첨부파일이나 지역·기관 이름에서 찾았습니다." in page


def test_english_texts_for_english_readers(client):
    open_call(title_ko="수소 공고", title_en="Hydrogen call", summary_en="About hydrogen")
    open_call(
        title_ko="다른 공고", title_en="Other call", summary_en="Other", support="hydrogen 지원"
    )
    client.cookies["django_language"] = "en"

    page = client.get(path(q="hydrogen")).content.decode()

    assert "<mark>Hydrogen</mark> call" in page
    assert '<p lang="ko">' in page


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("육섬사업", "육성사업"), ("dbrtjdtkdjq", "육성사업"), ("수소 육섬사업", "수소 육성사업")],
)
def test_results_of_what_was_meant(client, typed, meant):
    open_call(title_ko="수소 육성사업 공고")
    renew_search_words()

    response = client.get(path(q=typed))
    insisting = client.get(path(q=typed, exact="1"))

    assert response.context["text"] == meant
    assert counts(response.context)["calls"] == 1
    assert "exact=1" in response.content.decode()
    assert insisting.context["tabs"] == []
    assert path(q=meant).partition("?")[2] in insisting.content.decode()


def test_nothing_is_meant_that_finds_nothing(client):
    """Its words are known until the next turn."""
    story = StoryFactory(published=True, title_ko="육성사업 이야기")
    renew_search_words()
    before = client.get(path(q="육섬사업", exact="1")).content.decode()
    withdrawn = {"state": "withdrawn", "withdrawn_at": days(0), "withdrawn_by": story.created_by}
    type(story).objects.update(**withdrawn)

    after = client.get(path(q="육섬사업")).content.decode()

    assert "육성사업" in before
    assert "육성사업" not in after


def test_what_is_not_public_is_not_found(client):
    CallFactory(title_ko="수소 초안")
    open_call(title_ko="수소 내일", published_at=days(1), opens_at=days(2))
    AttachmentFactory(call=CallFactory(), text="수소")
    BriefingFactory(title_ko="수소 설명회", published_at=days(1))
    StoryFactory(title_ko="수소 원고")
    VoiceSummaryFactory(agreed=True, title_ko="수소")
    NoticeFactory(title_ko="수소 공지")
    FaqFactory(question_ko="수소 질문")

    assert client.get(path(q="수소")).context["tabs"] == []


def test_a_result_is_found_from_its_instant_on(client):
    finished_round(1_000_000, title_ko="수소 어제")
    finished_round(1_000_000, title_ko="수소 내일", publishes_in=timedelta(days=1))

    context = client.get(path(q="수소")).context

    assert counts(context) == {"calls": 2, "results": 1}
    assert shown(context)["results"] == ["수소 어제"]


def test_results_are_found_by_who_was_selected_unless_a_founder(client):
    made = finished_round(1_000_000, 1_000_000, rejected=1, title_ko="공고")
    selected, founder, rejected = (row.company for row in made.applications.order_by("pk"))
    for company, name in (
        (selected, "가나다기술"),
        (founder, "라마바사람"),
        (rejected, "아자차기업"),
    ):
        type(company).objects.filter(pk=company.pk).update(name=name)
    is_founder = {"applicant_kind": "founder", "business_number": None}
    type(founder).objects.filter(pk=founder.pk).update(**is_founder)

    assert counts(client.get(path(q="가나다기술")).context) == {"results": 1}
    assert counts(client.get(path(q="라마바사람")).context) == {}
    assert counts(client.get(path(q="아자차기업")).context) == {}


@pytest.mark.parametrize(
    "text", ["", "   ", "%", "\x00", "'", "&|!:*", "\\", "[", "김" * 3000, "가 나 다 " * 500, "_%"]
)
@pytest.mark.parametrize("kind", ["", "calls", "stories", "unknown"])
def test_any_text_is_taken(client, text, kind):
    open_call()

    assert client.get(path(q=text, kind=kind, page="x")).status_code == 200


def test_what_was_asked_is_repeated_as_text(client):
    page = client.get(path(q='"><script>alert(1)</script>')).content.decode()

    assert "<script>alert" not in page
