from decimal import Decimal
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.scoring import counted, mean_of, total
from programs.scoring.means import HUNDREDTH, rounded

POINTS = st.decimals(min_value=0, max_value=100, places=2)
TOTALS = st.lists(POINTS, min_size=1, max_size=12)


def trimmed_mean(totals):
    """What sheets of one criterion come to."""
    sheets = {str(number): {"all": points} for number, points in enumerate(totals)}
    kept = counted(sheets, criteria=["all"], trims=True).counted
    return rounded(mean_of(total(sheets[name]) for name in kept)) if kept else None


@pytest.mark.parametrize(
    ("totals", "expected"),
    [
        ([], None),
        (["80"], "80.00"),
        (["80", "90"], "85.00"),
        (["0", "80", "80", "100"], "65.00"),
        (["0", "80", "81", "82", "100"], "81.00"),
        (["50", "50", "60", "90", "90"], "66.67"),
        (["70", "70", "70", "70", "70"], "70.00"),
        (["0", "0", "0", "0", "0.02", "100"], "0.01"),
        (["80.01", "80.02"], "80.02"),
    ],
)
def test_trimmed_mean_of_examples(totals, expected):
    mean_of_them = trimmed_mean([Decimal(number) for number in totals])

    assert mean_of_them == (None if expected is None else Decimal(expected))


def test_total_is_the_sum_and_nothing_without_points():
    assert total({1: Decimal("30.50"), 2: Decimal("9.25")}) == Decimal("39.75")
    assert total({}) == 0


@given(TOTALS)
def test_trimmed_mean_lies_between_lowest_and_highest(totals):
    assert min(totals) <= trimmed_mean(totals) <= max(totals)


@given(TOTALS, st.randoms())
def test_trimmed_mean_does_not_depend_on_the_order(totals, random):
    shuffled = list(totals)
    random.shuffle(shuffled)

    assert trimmed_mean(shuffled) == trimmed_mean(totals)


@given(st.lists(POINTS, min_size=1, max_size=4))
def test_trimmed_mean_below_five_drops_nobody(totals):
    assert abs(trimmed_mean(totals) - mean(totals)) <= HUNDREDTH / 2


@given(st.lists(POINTS, min_size=5, max_size=12))
def test_trimmed_mean_from_five_on_drops_one_lowest_and_one_highest(totals):
    kept = list(totals)
    kept.remove(min(kept))
    kept.remove(max(kept))

    assert abs(trimmed_mean(totals) - mean(kept)) <= HUNDREDTH / 2


@given(st.lists(POINTS, min_size=5, max_size=12))
def test_one_reviewer_alone_cannot_leave_what_the_others_think(totals):
    others = totals[1:]

    assert min(others) <= trimmed_mean([Decimal(0), *others])
    assert trimmed_mean([Decimal(100), *others]) <= max(others)


@given(TOTALS, st.integers(min_value=0, max_value=11))
def test_more_points_never_make_the_mean_lower(totals, place):
    raised = list(totals)
    raised[place % len(totals)] = Decimal(100)

    assert trimmed_mean(raised) >= trimmed_mean(totals)


@given(TOTALS)
def test_trimmed_mean_has_two_decimals(totals):
    assert trimmed_mean(totals).as_tuple().exponent == -2


CRITERIA = ("market", "technology", "team")
SHEET = st.fixed_dictionaries(
    {
        criterion: st.sampled_from([Decimal(10), Decimal(20), Decimal("20.5")])
        for criterion in CRITERIA
    }
)
SHEETS = st.dictionaries(st.text("abcdef", min_size=2, max_size=4), SHEET, min_size=1, max_size=9)


def counted_points(sheets, random=None, criteria=CRITERIA):
    """The points that count, without the names of the sheets."""
    names = list(sheets)
    if random:
        random.shuffle(names)
    kept = counted({name: sheets[name] for name in names}, criteria=criteria, trims=True).counted
    return sorted(tuple(sheets[name][criterion] for criterion in CRITERIA) for name in kept)


@given(SHEETS)
def test_dropping_never_empties_and_drops_two_from_five_on(sheets):
    kept = counted(sheets, criteria=CRITERIA, trims=True)

    assert len(kept.dropped) == (2 if len(sheets) >= 5 else 0)
    assert kept.counted
    assert {*kept.counted, *kept.dropped} == set(sheets)


@pytest.mark.parametrize("n", range(1, 10))
def test_equal_sheets_of_any_number_leave_the_rest(n):
    sheets = {f"sheet {number}": {"market": Decimal(7)} for number in range(n)}

    kept = counted(sheets, criteria=["market"], trims=True)

    assert len(kept.counted) == (n if n < 5 else n - 2)
    assert counted(sheets, criteria=["market"], trims=False).counted == tuple(sorted(sheets))


@given(SHEETS, st.randoms())
def test_what_counts_does_not_depend_on_the_order_of_reviewers(sheets, random):
    assert counted_points(sheets, random) == counted_points(sheets)


@given(SHEETS, st.permutations("uvwxyzabcdef"))
def test_what_counts_does_not_depend_on_the_names_of_the_sheets(sheets, letters):
    renamed = {
        "".join(letters["abcdef".index(letter)] for letter in name): sheet
        for name, sheet in sheets.items()
    }

    assert counted_points(renamed) == counted_points(sheets)


@given(SHEETS)
def test_the_mean_of_what_counts_is_the_trimmed_mean(sheets):
    kept = counted(sheets, criteria=CRITERIA, trims=True).counted
    of_all = trimmed_mean([total(sheet) for sheet in sheets.values()])

    assert abs(mean([total(sheets[name]) for name in kept]) - of_all) <= HUNDREDTH / 2
