"""Notices as everybody reads them: list, page, files, feed, API, what is withdrawn."""

import json
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override, pgettext

from programs.actions.public_text import publish_text, withdraw_text, write_text
from tests.counting import statements
from tests.factories.accounts import UserFactory
from tests.factories.notices import NoticeFactory, NoticeFileFactory
from tests.factories.programs import PDF, CallFactory, open_call
from tests.factories.zones import ZoneFactory
from tests.programs.actions.test_public_text import seen
from tests.words import said

pytestmark = pytest.mark.django_db
LIST, FEED, API = "/notices/", "/notices/feed.atom", "/api/v1/notices/"


def page_of(client, path) -> str:
    return client.get(path).content.decode()


def change(notice, **fields):
    how = {"reason": "마감일을 바로잡음", "by": UserFactory()}
    how |= {name: fields.pop(name) for name in ("reason", "is_shown") if name in fields}
    write_text(notice, fields=fields, seen=seen(notice), **how)


def several(count):
    call = open_call()
    for _number in range(count):
        notice = NoticeFileFactory(notice__zone=ZoneFactory()).notice
        notice.calls.add(call)
        change(notice, body_ko="고친 글")
    return notice


@pytest.mark.parametrize("item_count", [1, 3])
def test_what_pages_cost(client, item_count):
    notice = several(item_count)

    assert statements(client, LIST) == 2
    assert statements(client, notice.get_absolute_url()) == 1
    assert statements(client, API) == 2
    assert statements(client, FEED) == 3


def test_those_on_top_stand_first_as_long_as_their_day_lasts(client):
    today = timezone.localdate()
    old = {"published_at": timezone.now() - timedelta(days=9)}
    over = NoticeFactory(published=True, pinned_until=today - timedelta(days=1), **old)
    new = NoticeFactory(published=True)
    on_top = NoticeFactory(published=True, pinned_until=today, **old)
    draft, gone = NoticeFactory(), NoticeFactory(withdrawn=True)

    page = page_of(client, LIST)

    places = [page.index(one.title) for one in (on_top, new, over)]
    assert places == sorted(places)
    with override("ko"):
        mark = pgettext("notice", "Important")
    assert page.count(f">{mark}<") == 1
    assert draft.title not in page
    assert gone.title not in page


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("q=의생명", True),
        ("q=의생명 상담", True),
        ("q=반도체", False),
        ("q=!!", False),
        ("category=press", True),
        ("category=general", False),
        ("zone=gimhae", True),
        ("zone=ansan", False),
    ],
)
def test_filters(client, query, is_found):
    notice = NoticeFactory(
        published=True,
        category="press",
        zone=ZoneFactory(slug="gimhae"),
        title_ko="의생명 기업 열 곳",
        body_ko="기술이전 **상담**을 열었다.",
    )

    assert (notice.title in page_of(client, f"{LIST}?{query}")) is is_found


def test_without_notices_the_list_says_so(client):
    assert said("No notice is published yet") in page_of(client, LIST)
    assert said("No notice fits these filters") in page_of(client, f"{LIST}?q=없는말")


def test_page_shows_its_text_its_files_and_the_calls_that_are_public(client):
    notice = NoticeFactory(
        published=True,
        body_ko="## 준비\n\n- [공고](/calls/)",
        source="예시일보",
        source_url="https://press.example.kr/1",
    )
    file = NoticeFileFactory(notice=notice)
    public, hidden = open_call(title_ko="보이는 공고"), CallFactory(title_ko="숨은 공고")
    notice.calls.add(public, hidden)

    page = page_of(client, notice.get_absolute_url())

    assert "<h2>준비</h2>" in page
    assert '<a href="/calls/">공고</a>' in page
    assert f'href="{file.address}"' in page
    assert 'href="https://press.example.kr/1" rel="noopener external"' in page
    assert "보이는 공고" in page
    assert "숨은 공고" not in page
    assert client.get(f"{API}{notice.pk}/").json()["calls"] == [public.code]


def test_text_is_no_markup_of_html(client):
    notice = NoticeFactory(
        published=True, title_ko="</script><b>x", body_ko="<script>alert(1)</script>"
    )

    page = page_of(client, notice.get_absolute_url())

    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert json.loads(text)["headline"] == "</script><b>x"
    assert "<script>alert(1)" not in page
    assert "</script><b>x" not in page


def test_without_english_the_korean_text_says_its_language(client):
    notice = NoticeFactory(published=True)
    client.cookies["django_language"] = "en"

    page, listed = page_of(client, notice.get_absolute_url()), page_of(client, LIST)

    assert f'<h1 lang="ko">{notice.title_ko}' in page
    assert '<article class="prose" lang="ko">' in page
    assert '<h2 class="card-title" lang="ko">' in listed


def test_with_english_the_text_says_nothing_of_its_language(client):
    notice = NoticeFactory(published=True, title_en="In English", body_en="Text")
    client.cookies["django_language"] = "en"

    page = page_of(client, notice.get_absolute_url())

    assert "<h1>In English</h1>" in page
    assert 'lang="ko">' not in page.partition("<main")[2].partition("</main>")[0]


def test_a_change_is_told_with_its_reason_and_what_it_was(client):
    notice = NoticeFactory(published=True, body_ko="마감은 3일")
    change(notice, body_ko="마감은 5일")

    page = page_of(client, notice.get_absolute_url())

    assert "마감일을 바로잡음" in page
    assert "<del>마감은 3일</del>" in page
    assert "<ins>마감은 5일</ins>" in page


def test_what_must_not_be_read_any_more_is_in_no_answer(client):
    notice = NoticeFactory(published=True, body_ko="담당 홍길동")
    change(notice, body_ko="담당자", is_shown=False, reason="개인정보 삭제")

    answers = [page_of(client, path) for path in (notice.get_absolute_url(), FEED, API, LIST)]

    assert "개인정보 삭제" in answers[0]
    assert not any("홍길동" in answer for answer in answers)


def test_withdrawn_notice_says_that_it_is_gone_and_why(client):
    file = NoticeFileFactory()
    notice = file.notice
    assert client.get(file.address).getvalue() == PDF
    withdraw_text(notice, by=UserFactory(), reason="행사가 취소됨")

    response = client.get(notice.get_absolute_url())

    assert (response.status_code, response.headers["Cache-Control"]) == (410, "no-store")
    assert "noindex" in response.headers["X-Robots-Tag"]
    page = response.content.decode()
    assert "행사가 취소됨" in page
    assert notice.body_ko not in page
    assert client.get(file.address).status_code == 404
    assert notice.title not in page_of(client, LIST)
    assert client.get(f"{API}{notice.pk}/").status_code == 404


def test_file_is_a_download_and_not_sent_again(client):
    file = NoticeFileFactory()

    response = client.get(file.address)

    assert response.getvalue() == PDF
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert response.headers["Cache-Control"] == "no-cache"
    again = client.get(file.address, headers={"If-None-Match": f'"{file.sha256}"'})
    assert again.status_code == 304


@pytest.mark.parametrize("how", [{"scan_state": "waiting"}, {"removed_at": timezone.now()}])
def test_a_file_that_is_not_offered_is_nowhere(client, how):
    file = NoticeFileFactory(name="숨은파일.pdf", **how)

    assert client.get(file.address).status_code == 404
    for path in (file.notice.get_absolute_url(), API):
        assert "숨은파일" not in page_of(client, path)


def test_a_file_under_the_address_of_another_notice(client):
    file, other = NoticeFileFactory(), NoticeFactory(published=True)

    path = reverse("programs:notice-file", args=[other.pk, file.pk])

    assert client.get(path).status_code == 404


def test_files_of_a_draft_are_the_foundations(client, staff):
    file = NoticeFileFactory(notice=NoticeFactory())
    assert client.get(file.address).status_code == 404
    client.force_login(staff)

    response = client.get(file.address)

    assert response.getvalue() == PDF
    assert response.headers["Cache-Control"] == "private, no-store"


def test_feed_tells_what_was_published_or_changed_last_first(client):
    first, second = NoticeFactory(published=True), NoticeFactory(published=True, body_ko="a < b")
    NoticeFactory()
    change(first, body_ko="**새** 글")

    response = client.get(FEED)

    feed = response.content.decode()
    assert response.headers["Content-Type"].startswith("application/atom+xml")
    assert feed.index(first.title) < feed.index(second.title)
    assert feed.count("<entry>") == 2
    assert "새 글" in feed
    assert "a &amp;lt; b" in feed  # a summary is HTML, and XML around it
    updated = [stamp[:19] for stamp in re.findall("<updated>(.*?)</updated>", feed)]
    assert updated[0] == updated[1] >= updated[2]


def test_feed_that_is_known_is_not_sent_again_until_something_changes(client):
    notice = NoticeFactory(published=True)
    etag = client.get(FEED).headers["ETag"]
    known = {"If-None-Match": etag}

    assert client.get(FEED, headers=known).status_code == 304
    change(notice, body_ko="새 글")
    assert client.get(FEED, headers=known).status_code == 200
    etag = client.get(FEED).headers["ETag"]
    withdraw_text(notice, by=UserFactory(), reason="취소")
    assert client.get(FEED, headers={"If-None-Match": etag}).status_code == 200
    etag = client.get(FEED).headers["ETag"]
    publish_text(notice, by=UserFactory())
    assert client.get(FEED, headers={"If-None-Match": etag}).status_code == 200


def test_feed_keeps_the_filters_and_refuses_bad_ones(client):
    press, other = NoticeFactory(published=True, category="press"), NoticeFactory(published=True)

    feed = page_of(client, f"{FEED}?category=press")

    assert press.title in feed
    assert other.title not in feed
    assert "/notices/?category=press" in feed
    assert client.get(f"{FEED}?category=party").status_code == 400
    assert f"{FEED}?category=press" in page_of(client, f"{LIST}?category=press")


def test_keys_of_the_api(client):
    data = client.get(f"{API}{NoticeFileFactory().notice.pk}/").json()

    assert set(data) == {
        "id", "url", "category", "zone", "title_ko", "title_en", "body_ko", "body_en", "source",
        "source_url", "pinned_until", "calls", "files", "published_at", "updated_at", "is_example",
    }  # fmt: skip
    assert set(data["files"][0]) == {"url", "name", "content_type", "size", "sha256"}
    assert list(client.get(API, {"category": "party"}).json()) == ["category"]


def test_sitemap_and_footer_lead_to_notices(client):
    notice, draft = NoticeFactory(published=True), NoticeFactory()

    sitemap = page_of(client, reverse("sitemap"))

    assert f"{notice.get_absolute_url()}</loc>" in sitemap
    assert f"{draft.get_absolute_url()}</loc>" not in sitemap
    assert f'href="{LIST}"' in page_of(client, "/zones/")
