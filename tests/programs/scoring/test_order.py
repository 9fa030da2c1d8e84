from dataclasses import replace
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.scoring import Candidate, Terms, ranked

WEIGHTS = {"market": 40, "technology": 40, "team": 20}
TERMS = Terms(weights=WEIGHTS, tie_order=["technology", "market", "team"])
SHEET = st.fixed_dictionaries(
    {name: st.integers(0, 4).map(lambda n: Decimal(n) * 5) for name in WEIGHTS}
)
POINTS = st.integers(0, 5).map(Decimal)


@st.composite
def candidates(draw, most=6):
    numbers = draw(st.lists(st.integers(1, 99), min_size=1, max_size=most, unique=True))
    return [
        Candidate(
            number=f"R-{number:02}",
            sheets=draw(
                st.dictionaries(
                    st.text("abc", min_size=1, max_size=3), SHEET, min_size=1, max_size=9
                )
            ),
            bonus=draw(POINTS),
            penalty=draw(POINTS),
        )
        for number in numbers
    ]


terms = st.builds(
    Terms,
    weights=st.just(WEIGHTS),
    tie_order=st.permutations(list(WEIGHTS)),
    trims=st.booleans(),
    bonus_most=st.none() | POINTS,
    penalty_most=st.none() | POINTS,
    pass_mark=st.none() | st.just(Decimal(30)),
)


def as_bytes(lines):
    return repr([(line, sorted(line.criteria.items())) for line in lines]).encode()


def hundredth(value):
    return Decimal(int(value * 100 + Fraction(1, 2))) / 100


def merit_by_the_book(candidate, terms):
    """Written again from the words of the decision, as slowly as they are."""
    rows = sorted(
        ([sum(sheet.values()), *(sheet[name] for name in WEIGHTS)], name)
        for name, sheet in candidate.sheets.items()
    )
    if terms.trims and len(rows) >= 5:
        rows = rows[1:-1]
    n = len(rows)
    mean = hundredth(sum(Fraction(row[0][0]) for row in rows) / n)
    bonus = candidate.bonus if terms.bonus_most is None else min(candidate.bonus, terms.bonus_most)
    penalty = candidate.penalty
    if terms.penalty_most is not None:
        penalty = min(penalty, terms.penalty_most)
    score = max(Decimal(0), mean + bonus - penalty)
    place_of = {name: number + 1 for number, name in enumerate(WEIGHTS)}
    ties = [sum(Fraction(row[0][place_of[name]]) for row in rows) / n for name in terms.tie_order]
    return (score, mean, *ties)


@given(candidates(), terms)
def test_ranking_is_that_of_the_rules_read_again(rows, terms):
    merits = {row.number: merit_by_the_book(row, terms) for row in rows}
    expected = {
        number: 1 + sum(other > merit for other in merits.values())
        for number, merit in merits.items()
    }

    lines = ranked(rows, terms)

    assert {line.number: line.place for line in lines} == expected
    assert {line.number: (line.score, line.mean) for line in lines} == {
        number: merit[:2] for number, merit in merits.items()
    }
    assert [(line.place, line.number) for line in lines] == sorted(
        (line.place, line.number) for line in lines
    )


@given(candidates(), terms, st.randoms())
def test_order_of_rows_sheets_and_points_does_not_matter(rows, terms, random):
    def shuffled(mapping):
        pairs = list(mapping.items())
        random.shuffle(pairs)
        return dict(pairs)

    others = [
        replace(row, sheets=shuffled({name: shuffled(s) for name, s in row.sheets.items()}))
        for row in rows
    ]
    random.shuffle(others)

    assert as_bytes(ranked(others, terms)) == as_bytes(ranked(rows, terms))


@given(candidates(), terms)
def test_another_context_of_decimals_changes_nothing(rows, terms):
    expected = as_bytes(ranked(rows, terms))

    with localcontext() as context:
        context.prec, context.rounding = 4, "ROUND_DOWN"
        found = as_bytes(ranked(rows, terms))

    assert found == expected


@given(candidates(), terms)
def test_score_lies_within_what_is_announced(rows, terms):
    most = 100 + (5 if terms.bonus_most is None else terms.bonus_most)

    for line in ranked(rows, terms):
        assert 0 <= line.score <= most
        assert line.passes == (terms.pass_mark is None or line.score >= terms.pass_mark)


@given(candidates(), st.integers(0, 5), st.integers(0, 8))
def test_more_points_never_lower_the_score(rows, which, where):
    row = rows[which % len(rows)]
    name = sorted(row.sheets)[where % len(row.sheets)]
    full = {criterion: Decimal(weight) for criterion, weight in WEIGHTS.items()}
    raised = replace(row, sheets={**row.sheets, name: full})

    (before,), (after,) = ranked([row], TERMS), ranked([raised], TERMS)

    assert after.score >= before.score


def sheet(*points):
    return dict(zip(WEIGHTS, map(Decimal, points), strict=True))


def test_equal_scores_are_parted_by_the_criterion_that_was_announced():
    one = Candidate("R-1", {"a": sheet(20, 10, 10)})
    other = Candidate("R-2", {"a": sheet(10, 20, 10)})

    assert [line.number for line in ranked([one, other], TERMS)] == ["R-2", "R-1"]
    by_market = replace(TERMS, tie_order=["market"])
    assert [line.number for line in ranked([one, other], by_market)] == ["R-1", "R-2"]


def test_who_is_equal_in_everything_shares_a_place_and_the_next_is_left_out():
    rows = [Candidate(f"R-{n}", {"a": sheet(10, 10, 10)}) for n in (3, 1)]
    rows.append(Candidate("R-2", {"a": sheet(5, 10, 10)}))

    lines = ranked(rows, TERMS)

    assert [(line.place, line.number) for line in lines] == [(1, "R-1"), (1, "R-3"), (3, "R-2")]


def test_mean_decides_before_criteria_where_bonuses_made_the_scores_equal():
    rows = [
        Candidate("R-1", {"a": sheet(10, 20, 10)}, bonus=Decimal(5)),
        Candidate("R-2", {"a": sheet(20, 5, 20)}),
    ]

    assert [line.number for line in ranked(rows, TERMS)] == ["R-2", "R-1"]


@pytest.mark.parametrize(
    "sheets",
    [{}, {"a": {"market": Decimal(1)}}, {"a": {**sheet(1, 1, 1), "colour": Decimal(1)}}],
    ids=["no sheet", "a criterion is missing", "a criterion too many"],
)
def test_what_cannot_be_compared_is_refused(sheets):
    with pytest.raises(ValueError, match="R-1"):
        ranked([Candidate("R-1", sheets)], TERMS)
