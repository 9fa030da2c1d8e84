"""Published calls as the national catalogues name them."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from programs.enums import CallState, ClosingMode
from tests.counting import statements
from tests.factories.accounts import FoundationUserFactory
from tests.factories.programs import CallFactory, approved, days, open_call
from tests.factories.zones import AgencyFactory, ProvinceFactory, ZoneFactory
from tests.programs.api.test_call_details import attach
from tests.programs.views.test_call import BAD_ANSWERS, QUESTIONS, three_calls
from zones.enums import AgencyKind

__all__ = ["three_calls"]  # a fixture
BIZINFO = "/api/v1/catalogues/bizinfo/"
KSTARTUP = "/api/v1/catalogues/kstartup/"
KOREA = ZoneInfo("Asia/Seoul")


@pytest.fixture
def gimhae(db, settings):
    """A call of which each field of the catalogues is known."""
    settings.SITE_URL = "https://portal.example"
    zone = ZoneFactory(name_ko="경남 김해", slug="gimhae")
    zone.provinces.set([ProvinceFactory(name_ko="경남")])
    call = CallFactory(
        parts=True,
        code="gimhae-1",
        agency=AgencyFactory(zone=zone, name_ko="김해 사업단"),
        title_ko="의생명 공고",
        summary_ko="<b>굵게</b> & 더",
        published_at=datetime(2026, 3, 1, 9, tzinfo=KOREA),
        opens_at=datetime(2026, 3, 2, 0, 30, tzinfo=KOREA),
        closes_at=datetime(2126 - 30, 4, 3, 18, tzinfo=KOREA),
    )
    attach(call, name="공고문.pdf", position=1)
    attach(call, name="서식.pdf", position=2)
    return approved(call)


def bizinfo(client, query="") -> list[dict]:
    return client.get(f"{BIZINFO}?{query}").json()["jsonArray"]


def kstartup(client, query="") -> list[dict]:
    return client.get(f"{KSTARTUP}?{query}").json()["data"]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_bizinfo(gimhae, client, language):
    client.cookies["django_language"] = language
    files = [
        f"https://portal.example/calls/gimhae-1/attachments/{attachment.pk}/"
        for attachment in gimhae.attachments.all()
    ]

    (shown,) = bizinfo(client)

    assert shown == {
        "pblancId": "gimhae-1",
        "pblancNm": "의생명 공고",
        "pblancUrl": "https://portal.example/calls/gimhae-1/",
        "bsnsSumryCn": "<p>&lt;b&gt;굵게&lt;/b&gt; &amp; 더</p>",
        "trgetNm": "기업, 예비창업자",
        "reqstBeginEndDe": "20260302 ~ 20960403",
        "jrsdInsttNm": "과학기술정보통신부",
        "excInsttNm": "김해 사업단",
        "rceptEngnHmpgUrl": "https://portal.example/calls/gimhae-1/",
        "flpthNm": "@".join(files),
        "printFlpthNm": files[0],
        "hashtags": "2020,기업성장지원,경남,경남 김해,김해 사업단",
        "totCnt": 1,
    }


@pytest.mark.parametrize("language", ["ko", "en"])
def test_kstartup(gimhae, client, language):
    client.cookies["django_language"] = language

    (shown,) = kstartup(client)

    assert shown == {
        "pbanc_sn": gimhae.pk,
        "biz_pbanc_nm": "의생명 공고",
        "intg_pbanc_biz_nm": "2020년 강소연구개발특구 육성사업",
        "pbanc_ctnt": "<b>굵게</b> & 더",
        "supt_biz_clsfc": "사업화",
        "pbanc_rcpt_bgng_dt": "20260302",
        "pbanc_rcpt_end_dt": "20960403",
        "rcrt_prgs_yn": "Y",
        "aply_trgt": "기업,예비창업자",
        "aply_trgt_ctnt": "특구 안의 기업",
        "supt_regin": "경남",
        "detl_pg_url": "https://portal.example/calls/gimhae-1/",
        "pbanc_ntrp_nm": "김해 사업단",
        "sprv_inst": "공공기관",
        "prch_cnpl_no": "055-000-0000",
    }


def test_a_call_without_a_closing_time_says_how_it_closes(db, client):
    open_call(closing_mode=ClosingMode.SEATS, seat_count=30, closes_at=None)

    (named,), (dated,) = bizinfo(client), kstartup(client)

    assert named["reqstBeginEndDe"].partition(" ~ ")[2] == "정원 마감 시까지"
    assert dated["pbanc_rcpt_end_dt"] is None


def test_national_money_a_local_government_and_no_province(db, client):
    agency = AgencyFactory(kind=AgencyKind.LOCAL_GOVERNMENT)
    open_call(agency=agency, is_national_rnd=True, iris_number="IRIS-1", opens_at=days(-1))

    (shown,) = kstartup(client)

    names = ("supt_biz_clsfc", "sprv_inst", "supt_regin")
    assert [shown[name] for name in names] == ["기술개발(R&D)", "지자체", "전국"]


@pytest.mark.parametrize("item_count", [1, 3])
@pytest.mark.parametrize("path", [BIZINFO, KSTARTUP])
def test_a_page_costs_two_statements(db, client, path, item_count):
    for _number in range(item_count):
        call = CallFactory(parts=True)
        attach(call)
        approved(call)

    assert statements(client, path) == 2


def test_drafts_the_future_and_cancelled_calls_are_left_out(db, client):
    call = open_call()
    CallFactory()
    open_call(published_at=days(1), opens_at=days(2))
    cancelled = open_call()
    cancelled.state = CallState.CANCELLED
    cancelled.cancelled_at, cancelled.cancelled_by = days(0), FoundationUserFactory()
    cancelled.save()

    assert [shown["pblancId"] for shown in bizinfo(client)] == [call.code]
    assert [shown["pbanc_sn"] for shown in kstartup(client)] == [call.pk]


@pytest.mark.parametrize(("query", "expected"), QUESTIONS)
def test_filters_are_those_of_the_page(three_calls, client, query, expected):
    assert [shown["pblancId"] for shown in bizinfo(client, query)] == expected


@pytest.mark.parametrize("path", [BIZINFO, KSTARTUP])
@pytest.mark.parametrize(("name", "value"), BAD_ANSWERS)
def test_a_bad_value_is_named(three_calls, client, path, name, value):
    response = client.get(path, {name: value})

    assert (response.status_code, list(response.json())) == (400, [name])


def test_pages_of_bizinfo(three_calls, client):
    first, second = (bizinfo(client, f"pageUnit=2&pageIndex={page}") for page in (1, 2))

    assert [shown["pblancId"] for shown in [*first, *second]] == ["gimhae-1", "pohang-1", "jinju-1"]
    assert {shown["totCnt"] for shown in [*first, *second]} == {3}


def test_pages_of_kstartup(three_calls, client):
    shown = client.get(KSTARTUP, {"perPage": 2, "page": 2}).json()

    counts = {name: value for name, value in shown.items() if name != "data"}
    assert counts == {
        "page": 2,
        "perPage": 2,
        "totalCount": 3,
        "matchCount": 3,
        "currentCount": 1,
    }


@pytest.mark.parametrize("query", ["perPage=x", "perPage=0", "perPage=99999999999999999999"])
def test_a_strange_size_of_pages_breaks_nothing(three_calls, client, query):
    assert len(kstartup(client, query)) == 3


@pytest.mark.parametrize("query", ["pageIndex=99", "pageIndex=x", "pageIndex=%00"])
def test_a_page_that_is_not_there(three_calls, client, query):
    assert client.get(f"{BIZINFO}?{query}").status_code == 404
