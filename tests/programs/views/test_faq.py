"""Questions and answers as everybody reads them."""

import json
import re

import pytest
from django.urls import reverse

from programs.actions.public_text import withdraw_text, write_text
from tests.counting import statements
from tests.factories.accounts import UserFactory
from tests.factories.notices import FaqFactory
from tests.programs.actions.test_public_text import seen
from tests.words import said

pytestmark = pytest.mark.django_db
LIST, API = "/faq/", "/api/v1/faq/"


def page_of(client, path) -> str:
    return client.get(path).content.decode()


def change(faq, **fields):
    by = UserFactory()
    write_text(faq, fields=fields, seen=seen(faq), by=by, reason="기간을 바로잡음")


@pytest.mark.parametrize("item_count", [1, 3])
def test_what_pages_cost(client, item_count):
    for _number in range(item_count):
        faq = FaqFactory(published=True)
        change(faq, answer_ko="새 답")

    assert statements(client, LIST) == 1
    assert statements(client, faq.get_absolute_url()) == 1
    assert statements(client, API) == 2


def test_questions_stand_by_category_in_their_order(client):
    late = FaqFactory(published=True, category="objection", position=1)
    second = FaqFactory(published=True, category="zones", position=2)
    first = FaqFactory(published=True, category="zones", position=1)
    draft, gone = FaqFactory(), FaqFactory(withdrawn=True)

    page = page_of(client, LIST)

    places = [page.index(one.question) for one in (first, second, late)]
    assert places == sorted(places)
    assert page.index('id="zones"') < places[0] < page.index('id="objection"') < places[2]
    assert draft.question not in page
    assert gone.question not in page


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("q=접수증", True),
        ("q=지문", True),
        ("q=receipt", True),
        ("q=협약", False),
        ("category=receipt", True),
        ("category=zones", False),
    ],
)
def test_search(client, query, is_found):
    faq = FaqFactory(
        published=True,
        category="receipt",
        question_ko="접수증은 어디에 있나요?",
        question_en="Where is the receipt?",
        answer_ko="내용의 **지문**이 적혀 있습니다.",
    )

    assert (faq.question in page_of(client, f"{LIST}?{query}")) is is_found


def test_what_is_not_there_is_said(client):
    assert said("No question is answered here yet") in page_of(client, LIST)
    assert said("No question fits") in page_of(client, f"{LIST}?q=없는말")


def test_one_question_has_one_address(client):
    faq = FaqFactory(published=True, answer_ko="## 하나\n\n| 가 | 나 |\n|---|--:|\n| 1 | 2 |")

    page = page_of(client, faq.get_absolute_url())

    assert f"<h1>{faq.question}</h1>" in page
    assert "<h2>하나</h2>" in page
    assert '<td class="num">2</td>' in page
    assert "style=" not in page
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    graph = json.loads(text)
    assert (graph["@type"], graph["mainEntity"][0]["name"]) == ("FAQPage", faq.question)
    assert f'href="{faq.get_absolute_url()}"' in page_of(client, LIST)


def test_in_the_list_headings_of_an_answer_stand_below_the_category(client):
    FaqFactory(published=True, answer_ko="# 하나\n\n## 둘")

    page = page_of(client, LIST)

    assert "<h3>하나</h3>" in page
    assert "<h4>둘</h4>" in page


def test_a_change_is_told_with_its_reason(client):
    faq = FaqFactory(published=True, answer_ko="7일 안에")
    change(faq, answer_ko="10일 안에")

    page = page_of(client, faq.get_absolute_url())

    assert "기간을 바로잡음" in page
    assert "<del>7일 안에</del>" in page


def test_withdrawn_answer_says_that_it_is_gone_and_why(client):
    faq = FaqFactory(published=True)
    withdraw_text(faq, by=UserFactory(), reason="제도가 바뀜")

    response = client.get(faq.get_absolute_url())

    assert response.status_code == 410
    assert "제도가 바뀜" in response.content.decode()
    assert faq.answer_ko not in response.content.decode()
    assert faq.get_absolute_url() not in page_of(client, reverse("sitemap"))


def test_without_english_the_korean_text_says_its_language(client):
    faq = FaqFactory(published=True, question_en="Why?")
    client.cookies["django_language"] = "en"

    page = page_of(client, faq.get_absolute_url())

    assert "<h1>Why?</h1>" in page
    assert '<article class="prose" lang="ko">' in page


def test_keys_of_the_api(client):
    data = client.get(f"{API}{FaqFactory(published=True).pk}/").json()

    assert set(data) == {
        "id", "url", "category", "position", "question_ko", "question_en", "answer_ko",
        "answer_en", "posted_on", "updated_at", "is_example",
    }  # fmt: skip


def test_sitemap_footer_and_help_lead_to_the_questions(client):
    faq = FaqFactory(published=True)

    page = page_of(client, "/zones/")

    assert faq.get_absolute_url() in page_of(client, reverse("sitemap"))
    assert page.count(f'href="{LIST}"') == 2
