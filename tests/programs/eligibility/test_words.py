"""Rules as people read them, in English; the catalogue has the Korean."""

from datetime import date

import pytest
from django.utils import translation

from programs.eligibility import APPLICANT_KIND, PlainRule, Terms, rule_in_words
from programs.enums import Place, RuleKind

TERMS = Terms(on=date(2026, 12, 31), zones={1: "Gimhae", 2: "Jinju"}, provinces={3: "Gyeongnam"})
AS_OF = "(as of the closing day 31 Dec 2026)"


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (
            PlainRule(APPLICANT_KIND, ["company", "specialist", "founder"]),
            "Applicant: Company, Commercialisation specialist or Prospective founder",
        ),
        (PlainRule(RuleKind.AGE, years=7), f"At most 7 years since founding {AS_OF}"),
        (PlainRule(RuleKind.AGE, years=1), f"At most 1 year since founding {AS_OF}"),
        (PlainRule(RuleKind.SIZE, ["small"]), "Size: small or medium-sized"),
        (PlainRule(RuleKind.STATUS, ["venture"]), f"Status: venture company {AS_OF}"),
        (PlainRule(RuleKind.FIELD, ["health"]), "Field of technology: Health and medicine"),
        (
            PlainRule(RuleKind.REVENUE, most_won=2_000_000_000),
            "Revenue of the last year: less than KRW 2,000 million",
        ),
        (
            PlainRule(RuleKind.REVENUE, least_won=0),
            "Revenue of the last year: at least KRW 0",
        ),
        (
            PlainRule(RuleKind.REVENUE, least_won=1_000_000, most_won=2_000_000),
            "Revenue of the last year: at least KRW 1 million, less than KRW 2 million",
        ),
        (PlainRule(RuleKind.NO_BAN), f"No participation ban in force {AS_OF}"),
        (PlainRule(RuleKind.ATTENDANCE), "Took part in a briefing session of this call"),
        (
            PlainRule(RuleKind.LOCATION, [Place.IN_ZONE, Place.MOVING_IN]),
            "Location: resident in a zone of this call (Gimhae, Jinju) or moves into a zone of"
            " this call by the agreement",
        ),
        (
            PlainRule(RuleKind.LOCATION, [Place.IN_PROVINCE]),
            "Location: in a province of the zones of this call (Gyeongnam)",
        ),
        (PlainRule(RuleKind.SIZE, ["gigantic"]), "Size: gigantic"),
    ],
)
def test_rule_in_words(rule, words):
    with translation.override("en"):
        assert rule_in_words(rule, terms=TERMS) == words


def test_rule_without_a_closing_day_counts_on_the_day_of_application():
    terms = Terms(on=date(2026, 12, 31), is_closing_day=False)

    with translation.override("en"):
        words = rule_in_words(PlainRule(RuleKind.NO_BAN), terms=terms)

    assert words == "No participation ban in force (as of the day of application)"


def test_many_zones_are_not_listed_again():
    terms = Terms(on=date(2026, 12, 31), zones={number: f"Zone {number}" for number in range(4)})

    with translation.override("en"):
        words = rule_in_words(PlainRule(RuleKind.LOCATION, [Place.IN_ZONE]), terms=terms)

    assert words == "Location: resident in a zone of this call"
