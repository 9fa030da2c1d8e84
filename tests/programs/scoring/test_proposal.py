from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from programs.scoring import Candidate, Terms, proposed, ranked

TERMS = Terms(weights={"all": 100}, pass_mark=Decimal(60))


def lines_of(*scores):
    rows = [
        Candidate(f"R-{number}", {"a": {"all": Decimal(score)}})
        for number, score in enumerate(scores, 1)
    ]
    return ranked(rows, TERMS)


def asked(lines, won=100):
    return {line.number: won for line in lines}


def test_places_are_given_in_order_and_who_does_not_pass_is_rejected():
    lines = lines_of(90, 70, 80, 59)

    found = proposed(lines, asked_won=asked(lines), count=2, budget_won=None)

    assert found.selected == ("R-1", "R-3")
    assert (found.reserve, found.rejected, found.tied) == (("R-2",), ("R-4",), ())


def test_whom_the_money_does_not_reach_is_not_jumped_over():
    lines = lines_of(90, 80, 70)

    found = proposed(lines, asked_won={"R-1": 60, "R-2": 60, "R-3": 10}, count=3, budget_won=100)

    assert (found.selected, found.reserve) == (("R-1",), ("R-2", "R-3"))


def test_a_place_that_is_shared_across_the_line_is_named():
    lines = lines_of(90, 80, 80, 70)

    assert proposed(lines, asked_won=asked(lines), count=2, budget_won=None).tied == ("R-2", "R-3")
    assert proposed(lines, asked_won=asked(lines), count=3, budget_won=None).tied == ()


@given(
    st.lists(st.integers(0, 100), min_size=1, max_size=9),
    st.none() | st.integers(0, 9),
    st.none() | st.integers(0, 900),
)
def test_everybody_has_one_fate_and_the_budget_lasts(scores, count, budget):
    lines = lines_of(*scores)

    found = proposed(lines, asked_won=asked(lines), count=count, budget_won=budget)

    fates = [*found.selected, *found.reserve, *found.rejected]
    assert sorted(fates) == sorted(line.number for line in lines)
    assert budget is None or 100 * len(found.selected) <= budget
    assert count is None or len(found.selected) <= count
    score = {line.number: line.score for line in lines}
    assert all(score[one] >= score[two] for one in found.selected for two in found.reserve)
