"""The counts beside the values of the filters."""

import pytest
from django.http import QueryDict

from programs.enums import AmendmentKind, ClosingMode
from programs.filters import CallFilter
from programs.models import Call
from programs.queries.facet import facets_of
from tests.factories.programs import CallFactory, ProgramFactory, close, days, open_call
from tests.factories.zones import AgencyFactory, ZoneFactory
from zones.enums import ApplicantKind, Stage


def facets(query="", **paging):
    filterset = CallFilter(QueryDict(query), queryset=Call.objects.published())
    return facets_of(filterset, **paging)


def counts(query, name):
    return {c.value: c.count for c in facets(query).choices[name] if c.count}


@pytest.fixture
def calls(db):
    """Two open in Gimhae, one of them also in Pohang; one closed in Pohang, of another year."""
    gimhae, pohang = (ZoneFactory(slug=slug, name_ko=slug) for slug in ("gimhae", "pohang"))
    agencies = [AgencyFactory(slug=f"office-{n}", zone=gimhae) for n in range(2)]
    both = [ApplicantKind.COMPANY, ApplicantKind.FOUNDER]
    open_call(agency=agencies[0], zones=[gimhae], stage=Stage.GROWTH, applicant_kinds=both)
    open_call(
        agency=agencies[0],
        zones=[gimhae, pohang],
        stage=Stage.TRANSFER,
        applicant_kinds=[ApplicantKind.COMPANY],
    )
    close(
        open_call(
            agency=agencies[1],
            zones=[pohang],
            stage=Stage.GROWTH,
            applicant_kinds=[ApplicantKind.FOUNDER],
            program=ProgramFactory(slug="2019", year=2019),
        )
    )


@pytest.mark.parametrize(
    ("query", "name", "expected"),
    [
        ("", "zone", {"gimhae": 2, "pohang": 2}),
        ("", "stage", {"growth": 2, "transfer": 1}),
        ("", "status", {"open": 2, "closed": 1}),
        ("", "agency", {"office-0": 2, "office-1": 1}),
        ("", "applicant", {"company": 2, "founder": 2}),
        ("", "year", {"2020": 2, "2019": 1}),
        ("zone=gimhae", "zone", {"gimhae": 2, "pohang": 2}),
        ("zone=gimhae", "stage", {"growth": 1, "transfer": 1}),
        ("zone=gimhae", "status", {"open": 2}),
        ("zone=pohang&status=open", "status", {"open": 1, "closed": 1}),
        ("zone=pohang&status=open", "zone", {"gimhae": 2, "pohang": 1}),
        ("applicant=founder", "zone", {"gimhae": 1, "pohang": 1}),
        ("year=2019", "agency", {"office-1": 1}),
        ("q=없는말", "zone", {}),
        ("zone=nowhere", "stage", {}),
    ],
)
def test_counts_are_what_the_other_filters_leave(calls, query, name, expected):
    assert counts(query, name) == expected


@pytest.mark.parametrize(
    "query",
    ["", "zone=pohang", "status=open", "stage=growth&year=2019", "applicant=founder&q=공고"],
)
def test_total_and_page_are_those_of_the_filter(calls, query):
    filterset = CallFilter(QueryDict(query), queryset=Call.objects.published())

    found = facets(query, page_size=10)

    assert found.keys == [call.pk for call in filterset.qs]
    assert found.total == filterset.qs.count()


def test_what_is_not_public_is_not_counted(db):
    call = open_call()
    CallFactory(agency=call.agency)
    open_call(agency=call.agency, published_at=days(1), opens_at=days(2))
    CallFactory(
        agency=call.agency,
        amends=call,
        amendment_kind=AmendmentKind.CORRECTION,
        amendment_reason="오기",
    )

    found = facets(page_size=10)

    assert (found.total, found.keys) == (1, [call.pk])
    assert {c.count for choices in found.choices.values() for c in choices} <= {0, 1}


@pytest.mark.parametrize(
    "query", ["", "ordering=title", "ordering=-closes_at", "ordering=opens_at", "ordering=x"]
)
def test_page_is_ordered_as_everywhere(db, query):
    for number in range(3):
        open_call(closes_at=days(9 - number), title_ko=f"{number % 2}")
        open_call(opens_at=days(1 + number), published_at=days(-1), closes_at=days(30))
        close(open_call(published_at=days(-20 + number)))
    open_call(closing_mode=ClosingMode.BUDGET, closes_at=None)
    filterset = CallFilter(QueryDict(query), queryset=Call.objects.published())

    keys = [key for page in (1, 2, 3) for key in facets(query, page=page, page_size=4).keys]

    assert keys == [call.pk for call in filterset.qs]


@pytest.mark.parametrize("page", [2, 3, 10_000_000])
def test_a_page_after_the_last_is_the_last(calls, page):
    assert facets(page=page, page_size=2).keys == facets(page=2, page_size=2).keys


def test_chosen_value_is_marked_and_kept_without_calls(calls):
    chosen = [c for c in facets("zone=gimhae&year=2019").choices["zone"] if c.is_chosen]

    assert [(c.value, c.label, c.count) for c in chosen] == [("gimhae", "gimhae", 0)]
