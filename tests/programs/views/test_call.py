"""The public list and page of calls."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.common.templatetags.portal_text import moment
from tests.counting import statements
from tests.factories.programs import (
    ApplicationFactory,
    BriefingFactory,
    CallFactory,
    CriterionFactory,
    ProgramFactory,
    RequiredDocumentFactory,
    approved,
    close,
    days,
    open_call,
)
from tests.factories.zones import (
    AgencyFactory,
    AgencyMemberFactory,
    CompanyMemberFactory,
    ZoneFactory,
)
from tests.words import said
from zones.enums import ApplicantKind, Stage

LIST = "/calls/"


@pytest.fixture
def three_calls(db):
    """`gimhae` open, `pohang` upcoming, `jinju` closed; each differs in all that can be asked."""
    gimhae, pohang, jinju = (
        AgencyFactory(
            slug=f"{slug}-office", zone=ZoneFactory(slug=slug, name_ko=slug, name_en=slug)
        )
        for slug in ("gimhae", "pohang", "jinju")
    )
    older = ProgramFactory(slug="2019", year=2019)
    open_call(
        code="gimhae-1", agency=gimhae, title_ko="다 의생명", stage=Stage.GROWTH, closes_at=days(10)
    )
    open_call(
        code="pohang-1",
        agency=pohang,
        title_ko="가 수소",
        stage=Stage.DISCOVERY,
        published_at=days(-1),
        opens_at=days(5),
        closes_at=days(60),
        applicant_kinds=[ApplicantKind.SPECIALIST],
    )
    close(
        open_call(
            code="jinju-1", agency=jinju, title_ko="나 항공", stage=Stage.TRANSFER, program=older
        )
    )


def codes(response) -> list[str]:
    return [call.code for call in response.context["page_obj"]]


@pytest.mark.parametrize("item_count", [1, 3])
def test_list_costs_three_statements(db, client, item_count):
    for _number in range(item_count):
        open_call()

    assert statements(client, LIST) == 3


@pytest.mark.parametrize("item_count", [1, 3])
def test_detail_costs_one_statement(db, client, item_count):
    call = open_call()
    for _number in range(item_count):
        BriefingFactory(agency=call.agency).calls.add(call)

    assert statements(client, call.get_absolute_url()) == 1


def test_open_calls_come_first_then_upcoming_then_closed(three_calls, client):
    assert codes(client.get(LIST)) == ["gimhae-1", "pohang-1", "jinju-1"]


# The same questions are asked of the API in tests/programs/api/test_call.py
QUESTIONS = [
    ("q=의생명", ["gimhae-1"]),
    ("q=jinju", ["jinju-1"]),
    ("zone=pohang", ["pohang-1"]),
    ("stage=growth", ["gimhae-1"]),
    ("status=open", ["gimhae-1"]),
    ("status=upcoming", ["pohang-1"]),
    ("status=closed", ["jinju-1"]),
    ("agency=jinju-office", ["jinju-1"]),
    ("applicant=specialist", ["pohang-1"]),
    ("year=2019", ["jinju-1"]),
    ("ordering=title", ["pohang-1", "jinju-1", "gimhae-1"]),
    ("ordering=-closes_at", ["pohang-1", "gimhae-1", "jinju-1"]),
    ("zone=gimhae&stage=growth&status=open&q=의생명", ["gimhae-1"]),
    ("zone=gimhae&stage=transfer", []),
]
BAD_ANSWERS = [
    ("stage", "middle"),
    ("status", "maybe"),
    ("applicant", "bank"),
    ("year", "soon"),
    ("closes_before", "2020-02-31"),
    ("ordering", "password"),
]


@pytest.mark.parametrize(("query", "expected"), QUESTIONS)
def test_filters(three_calls, client, query, expected):
    assert codes(client.get(f"{LIST}?{query}")) == expected


def test_midnight_ends_the_day_before_it(db, client):
    midnight = timezone.localtime(days(20)).replace(hour=0, minute=0, second=0, microsecond=0)
    call = open_call(closes_at=midnight)
    day = midnight.date() - timedelta(days=1)

    counts = [
        client.get(LIST, {"closes_before": on}).context["total"]
        for on in (day - timedelta(days=1), day)
    ]
    said_day = client.get(reverse("api-catalogue-kstartup-list")).json()

    assert counts == [0, 1]
    assert f"{day:%Y%m%d}" in str(said_day), call.code


def test_closes_before_means_the_whole_day_in_korea(three_calls, client):
    day = timezone.localdate(days(10))

    on_it = client.get(LIST, {"closes_before": day, "status": "open"})
    before_it = client.get(LIST, {"closes_before": day - timedelta(days=1), "status": "open"})

    assert (codes(on_it), codes(before_it)) == (["gimhae-1"], [])


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize(("name", "value"), BAD_ANSWERS)
def test_a_bad_filter_is_said_and_kept(three_calls, client, name, value, language):
    client.cookies["django_language"] = language

    response = client.get(LIST, {name: value})

    assert response.status_code == 200
    assert list(response.context["filter"].errors) == [name]
    assert 'role="alert"' in response.content.decode()


@pytest.mark.parametrize("page", ["0", "-1", "99", "x"])
def test_pages_that_are_not_there_give_one_that_is(three_calls, client, page):
    assert client.get(LIST, {"page": page}).status_code == 200


def test_the_second_page_keeps_the_filters(db, client):
    agency = AgencyFactory()
    for _number in range(21):
        open_call(agency=agency)

    first = client.get(LIST, {"status": "open"})
    second = client.get(LIST, {"status": "open", "page": 2})

    assert (len(codes(first)), len(codes(second))) == (20, 1)
    assert "status=open&amp;page=2" in first.content.decode()


def test_detail_shows_what_a_notice_must_hold(db, client):
    call = open_call(
        purpose="목적-글",
        support="지원-글",
        eligibility="자격-글",
        procedure="절차-글",
        notes="유의-글",
    )

    page = client.get(call.get_absolute_url()).content.decode()

    for text in [call.title, "목적-글", "지원-글", "자격-글", "절차-글", "유의-글", "055-000-0000"]:
        assert text in page
    for part in [*call.questions.all(), *call.required_documents.all(), *call.criteria.all()]:
        assert part.label in page


def test_detail_of_a_draft_is_seen_by_its_agency_only(db, client):
    call = CallFactory()
    client.force_login(AgencyMemberFactory(agency=call.agency).user)
    own = client.get(call.get_absolute_url())
    client.force_login(AgencyMemberFactory().user)

    strange = client.get(call.get_absolute_url())

    assert (own.status_code, strange.status_code) == (200, 404)


def test_what_an_agency_writes_is_text(db, client):
    call = open_call(purpose="<script>alert(1)</script>", title_ko='"><img src=x>')

    page = client.get(call.get_absolute_url()).content.decode()

    assert "<script>alert" not in page
    assert "<img src=x>" not in page


COUNTED = {
    "seats": {"seat_count": 12, "taken_count": 5},
    "budget": {"budget_won": 600_000_000, "taken_won": 250_000_000},
}
COUNTS = {
    "seats": "5 of 12 seats are taken",
    "budget": "KRW 250 million of KRW 600 million are asked for",
}


@pytest.mark.parametrize("path", ["page", LIST, f"{LIST}?view=table"])
@pytest.mark.parametrize("mode", COUNTED)
def test_the_count_of_a_call_that_closes_by_it_is_shown_to_the_public(db, client, mode, path):
    call = open_call(closing_mode=mode, closes_at=None, **COUNTED[mode])
    client.cookies["django_language"] = "en"

    page = client.get(call.get_absolute_url() if path == "page" else path).content.decode()

    assert COUNTS[mode] in page


@pytest.mark.parametrize("path", ["page", LIST, f"{LIST}?view=table"])
def test_what_a_call_with_a_set_end_received_is_nobodys_business(db, client, path):
    call = open_call(**COUNTED["budget"])
    client.cookies["django_language"] = "en"

    page = client.get(call.get_absolute_url() if path == "page" else path).content.decode()

    assert "are asked for" not in page
    assert "250 million" not in page


def test_a_counted_call_says_its_end_and_what_may_end_it_before(db, client):
    call = open_call(closing_mode="seats", **COUNTED["seats"])
    client.cookies["django_language"] = "en"

    assert "or until the seats are filled" in client.get(call.get_absolute_url()).content.decode()


NO_CONTACT = {"contact_name": "", "contact_phone": "", "contact_email": ""}
OF_ZONE = {"contact": "특구 담당", "phone": "055-111-2222", "email": "zone@example.kr"}
OF_AGENCY = {"phone": "055-333-4444", "email": "agency@example.kr"}


def asked_here(client, *, own: dict, of_zone: dict) -> tuple[str, str]:
    """The panel that says whom to ask, and the page around it."""
    call = CallFactory(parts=True, agency=AgencyFactory(**OF_AGENCY), **own)
    call.call_zones.update(**of_zone)
    page = client.get(approved(call).get_absolute_url()).content.decode().partition("<body")[2]
    before, _mark, rest = page.partition('data-part="contact"')
    panel, _end, after = rest.partition("</aside>")
    return panel, before + after


@pytest.mark.parametrize(
    ("own", "of_zone", "expected"),
    [
        ({}, OF_ZONE, "055-000-0000"),
        (NO_CONTACT, OF_ZONE, OF_ZONE["phone"]),
        (NO_CONTACT, {}, OF_AGENCY["phone"]),
    ],
    ids=["own", "of the zones", "of the agency"],
)
def test_whom_to_ask(db, client, own, of_zone, expected):
    panel, _page = asked_here(client, own=own, of_zone=of_zone)

    phones = ["055-000-0000", OF_ZONE["phone"], OF_AGENCY["phone"]]
    assert [phone for phone in phones if phone in panel] == [expected]


@pytest.mark.parametrize("own", [{}, NO_CONTACT], ids=["beside its own", "alone"])
def test_contacts_of_the_zones_stand_in_one_place(db, client, own):
    panel, page = asked_here(client, own=own, of_zone=OF_ZONE)

    for text in OF_ZONE.values():
        assert (text in panel) != (text in page)


def test_a_zone_without_quota_and_contact_takes_no_table(db, client):
    page = client.get(open_call().get_absolute_url()).content.decode()

    assert 'id="zones"' not in page


def test_documents_before_the_agreement_stand_apart(db, client):
    call = CallFactory()
    RequiredDocumentFactory(call=call, position=1, label_ko="계좌 사본", step="agreement")
    RequiredDocumentFactory(call=call, position=2, label_ko="계획서")
    CriterionFactory(call=call)

    page = client.get(approved(call).get_absolute_url()).content.decode()

    places = [page.index(text) for text in ("계획서", f"<h3>{said('Due later')}</h3>", "계좌 사본")]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("closes_at", "words"),
    [
        (days(30), "Issued at most 90 days before the closing"),
        (None, "Issued at most 90 days before it is handed in"),
    ],
)
def test_the_age_of_a_document_counts_from_the_closing_if_there_is_one(
    db, client, closes_at, words
):
    call = CallFactory(closing_mode="budget", budget_won=1, closes_at=closes_at)
    RequiredDocumentFactory(call=call, max_age_days=90)
    CriterionFactory(call=call)
    client.cookies["django_language"] = "en"

    assert words in client.get(approved(call).get_absolute_url()).content.decode()


def test_the_end_of_the_questions_stands_beside_their_link(db, client):
    call = open_call(inquiries_close_at=days(3))

    page = client.get(call.get_absolute_url()).content.decode()

    link, end = f"{call.get_absolute_url()}ask/", moment(call.inquiries_close_at)
    assert link in page
    assert end in page.partition(link)[2]


@pytest.mark.parametrize("item_count", [1, 3])
def test_page_leads_to_what_ones_company_has_in_the_call(db, client, item_count):
    """Who has begun is led there, and is not asked to begin once more."""
    call, member = open_call(), CompanyMemberFactory()
    others = ApplicationFactory(call=call)
    start = f'href="{reverse("programs:application-start", args=[call.code])}"'
    client.force_login(member.user)
    before = client.get(call.get_absolute_url()).content.decode()
    draft = ApplicationFactory(call=call, company=member.company)
    for _number in range(item_count - 1):
        company = CompanyMemberFactory(user=member.user).company
        ApplicationFactory(call=call, company=company)

    page = client.get(call.get_absolute_url()).content.decode()

    assert statements(client, call.get_absolute_url()) == 2
    assert (start in before, start in page) == (True, False)
    assert (draft.get_absolute_url() in before, draft.get_absolute_url() in page) == (False, True)
    assert said("Go on with your draft") in page
    assert others.company.name not in page


def test_a_second_company_may_still_begin(db, client):
    call, member = open_call(), CompanyMemberFactory()
    CompanyMemberFactory(user=member.user)
    ApplicationFactory(call=call, company=member.company)
    client.force_login(member.user)

    page = client.get(call.get_absolute_url()).content.decode()

    assert f'href="{reverse("programs:application-start", args=[call.code])}"' in page


def test_a_draft_that_was_given_up_is_begun_anew(db, client):
    call, member = open_call(), CompanyMemberFactory()
    ApplicationFactory(call=call, company=member.company, state="discarded")
    client.force_login(member.user)

    page = client.get(call.get_absolute_url()).content.decode()

    assert f'href="{reverse("programs:application-start", args=[call.code])}"' in page
    assert said("Go on with your draft") not in page


@pytest.mark.parametrize(("period", "is_said"), [("협약일부터 10개월", False), ("협약 기간", True)])
def test_months_of_support_are_said_once(client, db, period, is_said):
    call = open_call(support_period=period, support_months=10)
    page = client.get(call.get_absolute_url()).content.decode()
    assert (said("Months of support") in page) is is_said
