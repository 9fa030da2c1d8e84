"""Voices by zone and theme: no number names a company, and no total gives a hidden one away."""

from datetime import timedelta

import pytest
from django.utils import timezone

from programs.enums import VoiceTheme
from programs.queries.voice_statistics import Count, total_of, voice_statistics
from tests.factories.programs import BriefingFactory
from tests.factories.voices import VoiceAnswerFactory, VoiceFactory
from tests.factories.zones import CompanyFactory, ZoneFactory

pytestmark = pytest.mark.django_db

HIDDEN = Count(None)


def cell(zone, theme="space") -> Count:
    (line,) = [line for line in voice_statistics().lines if line.zone == zone]
    return line.cells[VoiceTheme.values.index(theme)]


def heard(briefing, **fields):
    return VoiceFactory(company=None, is_taken_down=True, briefing=briefing, **fields)


@pytest.mark.parametrize(("count", "expected"), [(1, HIDDEN), (2, HIDDEN), (3, Count(3))])
def test_a_cell_shows_three_companies_and_more(count, expected):
    zone = ZoneFactory()
    for _number in range(count):
        VoiceFactory(zone=zone)

    assert cell(zone) == expected


def test_many_voices_of_two_companies_stay_hidden():
    zone, companies = ZoneFactory(), [CompanyFactory(), CompanyFactory()]
    for number in range(10):
        VoiceFactory(zone=zone, company=companies[number % 2])

    assert cell(zone) == HIDDEN


def test_who_was_not_named_counts_once_for_each_session():
    zone, session = ZoneFactory(), BriefingFactory()
    for _number in range(5):
        heard(session, zone=zone)
    assert cell(zone) == HIDDEN

    heard(BriefingFactory(), zone=zone)
    VoiceFactory(zone=zone)

    assert cell(zone) == Count(7)


def test_where_nobody_spoke_stands_nothing():
    zone = ZoneFactory()
    VoiceFactory(zone=zone, theme="people")

    assert cell(zone, "space") == Count(0)


def test_what_is_taken_back_is_not_counted():
    zone = ZoneFactory()
    for _number in range(2):
        VoiceFactory(zone=zone)
    VoiceFactory(zone=zone, state="withdrawn")

    assert cell(zone) == HIDDEN


def test_a_total_gives_away_nothing_of_a_hidden_cell():
    """Two worlds that differ in hidden cells alone look the same."""
    shown = []
    for hidden in (1, 2):
        zone = ZoneFactory()
        for _number in range(4):
            VoiceFactory(zone=zone, theme="space")
        for _number in range(hidden):
            VoiceFactory(zone=zone, theme="people")
        (line,) = [line for line in voice_statistics().lines if line.zone == zone]
        shown.append((line.cells, line.total))

    assert shown[0] == shown[1]
    assert shown[0][1] == Count(5, is_exact=False)


def test_totals_of_themes_and_of_all_are_made_of_the_same_cells():
    zones = [ZoneFactory(), ZoneFactory(), None]
    for zone in zones[:2]:
        for _number in range(3):
            VoiceFactory(zone=zone, theme="space")
    VoiceFactory(zone=None, theme="people")

    found = voice_statistics()

    assert found.themes[VoiceTheme.values.index("space")] == Count(6)
    assert found.themes[VoiceTheme.values.index("people")] == Count(1, is_exact=False)
    assert found.total == Count(7, is_exact=False)
    assert [line.zone for line in found.lines][-1] is None


def test_exact_where_nothing_is_hidden():
    assert total_of([Count(3), Count(0)]) == Count(3)
    assert total_of([]) == Count(0)


def test_median_days_to_the_first_answer():
    for days in (2, 4, 9):
        voice = VoiceFactory(answered=True, reported_at=timezone.now() - timedelta(days=days))
        VoiceAnswerFactory(voice=voice)
    VoiceAnswerFactory(voice=voice, answered_at=timezone.now() + timedelta(days=90))

    assert voice_statistics().median_days == 4.0


def test_no_median_of_fewer_than_three_companies():
    company = CompanyFactory()
    for _number in range(4):
        VoiceAnswerFactory(voice=VoiceFactory(answered=True, company=company))

    assert voice_statistics().median_days is None


def test_nothing_at_all():
    found = voice_statistics()

    assert (found.lines, found.total, found.median_days) == ([], Count(0), None)
