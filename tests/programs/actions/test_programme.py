"""Writing a programme: two at once, a briefing that moves."""

from datetime import timedelta
from threading import Barrier, local

import pytest
from django.utils import timezone

from programs.actions import programme
from programs.actions.briefing import announce_briefing, change_briefing
from programs.actions.errors import InThePast, ProgrammeChanged, ProgrammeOutside
from programs.actions.programme import write_programme
from programs.actions.series import Stop, announce_edition, announce_series
from programs.models import Briefing, BriefingEvent, BriefingSeries
from programs.queries.programme import programme_digest, programme_of
from tests.factories.accounts import UserFactory
from tests.factories.programs import (
    BriefingFactory,
    BriefingPartFactory,
    BriefingSeriesFactory,
    days,
)
from tests.races import at_once

PART = {
    "is_nested": False,
    "kind": "presentation",
    "title_en": "",
    "purpose_ko": "",
    "purpose_en": "",
    "place_ko": "",
    "place_en": "",
    "starts_at": None,
    "ends_at": None,
    "people": [],
}


def part(title, **changes):
    return PART | {"title_ko": title} | changes


def write(briefing, *parts, seen=None, by=None):
    return write_programme(
        briefing,
        by=by or UserFactory(),
        parts=parts,
        organisations=[],
        seen=programme_digest(briefing) if seen is None else seen,
    )


def titles(briefing):
    return [row["title_ko"] for row in programme_of(briefing)["parts"]]


def test_it_leaves_an_event_and_says_what_stands_now(db):
    briefing, writer = BriefingFactory(), UserFactory()

    seen = write(briefing, part("발표"), by=writer)

    event = BriefingEvent.objects.get(verb="write_programme")
    assert (event.briefing, event.actor) == (briefing, writer)
    assert seen == programme_digest(briefing)


def test_a_colleagues_text_is_not_overwritten(db):
    briefing = BriefingFactory()
    seen = programme_digest(briefing)
    write(briefing, part("동료"))

    with pytest.raises(ProgrammeChanged):
        write(briefing, part("나"), seen=seen)

    assert titles(briefing) == ["동료"]


def test_the_same_text_sent_twice_is_no_conflict(db):
    briefing = BriefingFactory()
    seen = programme_digest(briefing)
    for _time in range(2):
        write(briefing, part("발표"), seen=seen)

    briefing.refresh_from_db()
    assert (titles(briefing), briefing.sequence) == (["발표"], 1)


@pytest.mark.parametrize(("starts", "ends"), [(-1, None), (0, 3), (3, None)])
def test_a_part_outside_the_hours_is_refused(db, starts, ends):
    briefing = BriefingFactory(starts_at=days(10), ends_at=days(10) + timedelta(hours=2))
    hours = {
        "starts_at": briefing.starts_at + timedelta(hours=starts),
        "ends_at": ends and briefing.starts_at + timedelta(hours=ends),
    }

    with pytest.raises(ProgrammeOutside):
        write(briefing, part("발표", **hours))

    assert titles(briefing) == []


def moved(briefing, **changes):
    for name, value in changes.items():
        setattr(briefing, name, value)
    return change_briefing(briefing, by=UserFactory(), calls=[], zones=[])


def test_the_programme_moves_with_its_briefing(db):
    briefing = BriefingFactory()
    own = BriefingPartFactory(
        briefing=briefing,
        starts_at=briefing.starts_at,
        ends_at=briefing.starts_at + timedelta(hours=1),
    )
    week = timedelta(days=7)

    moved(briefing, starts_at=briefing.starts_at + week, ends_at=briefing.ends_at + week)

    before = own.starts_at, own.ends_at
    own.refresh_from_db()
    assert (own.starts_at, own.ends_at) == (before[0] + week, before[1] + week)


def test_an_end_before_that_of_a_part_is_refused_and_nothing_moves(db):
    briefing = BriefingFactory(ends_at=days(11))
    own = BriefingPartFactory(briefing=briefing, starts_at=days(10.2), ends_at=days(10.9))

    with pytest.raises(ProgrammeOutside):
        moved(briefing, ends_at=days(10.5))

    before = own.starts_at
    own.refresh_from_db()
    briefing.refresh_from_db()
    assert own.starts_at == before
    assert briefing.ends_at > days(10.9)


def test_an_announcement_in_the_past_is_refused(db):
    briefing = BriefingFactory.build(agency=BriefingFactory().agency, starts_at=days(-1))

    with pytest.raises(InThePast):
        announce_briefing(briefing, by=UserFactory(), calls=[], zones=[])

    assert Briefing.objects.count() == 1


def test_a_tour_is_announced_as_a_whole_or_not_at_all(db):
    agency = BriefingFactory().agency
    series = BriefingSeriesFactory.build(agency=agency)
    stops = [
        Stop(BriefingFactory.build(agency=agency, starts_at=days(3)), []),
        Stop(BriefingFactory.build(agency=agency, starts_at=days(-3)), []),
    ]

    with pytest.raises(InThePast):
        announce_series(series, by=UserFactory(), stops=stops, calls=[])

    assert (Briefing.objects.count(), BriefingSeries.objects.count()) == (1, 0)


@pytest.mark.django_db(transaction=True)
def test_of_eight_who_write_at_once_one_is_saved_and_seven_are_told():
    briefing, writer = BriefingFactory(), UserFactory()
    seen = programme_digest(briefing)

    outcomes = at_once(
        lambda number: write(briefing, part(f"발표 {number}"), seen=seen, by=writer), count=8
    )

    refused = [one for one in outcomes if isinstance(one, ProgrammeChanged)]
    briefing.refresh_from_db()
    assert (len(refused), briefing.sequence) == (7, 1)
    assert programme_digest(briefing) in outcomes


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_nobody_is_told_of_the_others(monkeypatch):
    briefing, writer = BriefingFactory(), UserFactory()
    seen = programme_digest(briefing)
    all_have_looked, own = Barrier(8), local()

    def looked(one):
        digest = programme_digest(one)
        if not hasattr(own, "has_looked"):
            own.has_looked = True
            all_have_looked.wait(30)
        return digest

    plain = lambda pk: (Briefing.objects.get(pk=pk), timezone.now())  # noqa: E731
    monkeypatch.setattr(programme, "briefing_held", plain)
    monkeypatch.setattr(programme, "programme_digest", looked)

    outcomes = at_once(
        lambda number: write(briefing, part(f"발표 {number}"), seen=seen, by=writer), count=8
    )

    assert [one for one in outcomes if isinstance(one, ProgrammeChanged)] == []


@pytest.mark.django_db(transaction=True)
def test_editions_that_are_announced_at_once_get_numbers_of_their_own():
    series, writer = BriefingSeriesFactory(kind="yearly"), UserFactory()
    editions = [BriefingFactory.build(agency=series.agency) for _number in range(6)]

    at_once(
        lambda number: announce_edition(series, by=writer, briefing=editions[number], zones=[]),
        count=6,
    )

    assert sorted(series.briefings.values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]
