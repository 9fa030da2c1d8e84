from hypothesis import given
from hypothesis import strategies as st

from programs.scoring import drawn, seed_of_order, seed_of_tie

NUMBERS = st.lists(st.text("ABC123-", min_size=1), min_size=2, max_size=6, unique=True)


@given(NUMBERS, st.randoms())
def test_draw_does_not_depend_on_the_order_it_is_asked_in(numbers, random):
    shuffled = list(numbers)
    random.shuffle(shuffled)
    seed = seed_of_tie(root="0" * 64, panel=1, numbers=numbers)

    assert seed_of_tie(root="0" * 64, panel=1, numbers=shuffled) == seed
    assert drawn(shuffled, seed=seed) == drawn(numbers, seed=seed)
    assert sorted(drawn(numbers, seed=seed)) == sorted(numbers)


def test_another_root_panel_or_company_is_another_draw():
    seeds = {
        seed_of_tie(root=root, panel=panel, numbers=numbers)
        for root in ("0" * 64, "1" * 64)
        for panel in (1, 2)
        for numbers in (["R-1", "R-2"], ["R-1", "R-3"])
    }

    assert len(seeds) == 8


def test_every_order_comes_about():
    orders = {tuple(drawn(["R-1", "R-2", "R-3"], seed=f"{number:064x}")) for number in range(60)}

    assert len(orders) == 6


def test_each_draw_of_an_order_and_each_panel_has_a_seed_of_its_own():
    seeds = {
        seed_of_order(root=root, panel=panel, number=number)
        for root in ("0" * 64, "1" * 64)
        for panel in (1, 2)
        for number in (1, 2)
    }

    assert len(seeds) == 8
