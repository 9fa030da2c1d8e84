from decimal import Decimal

from programs.scoring import drift_of, standard_scores


def totals(**given):
    return {
        name: {f"R-{n}": Decimal(value) for n, value in enumerate(values)}
        for name, values in given.items()
    }


def test_standard_scores_stretch_each_reviewer_alike():
    found = standard_scores(totals(mild=[80, 90, 100], strict=[20, 30, 40]))

    assert found["mild"] == found["strict"]
    assert list(found["mild"].values()) == [Decimal("37.75"), Decimal("50.00"), Decimal("62.25")]


def test_without_a_difference_there_is_nothing_to_stretch():
    assert standard_scores(totals(same=[70, 70, 70], one=[70])) == {}


def test_drift_is_told_from_five_applications_on():
    given = totals(mild=[80] * 5, strict=[60] * 5, middle=[70] * 5, seldom=[100] * 4)
    del given["middle"]["R-4"]

    found = drift_of(given)

    assert set(found) == {"mild", "strict"}
    assert found["mild"].applications == 5
    assert found["mild"].points > 0 > found["strict"].points


def test_who_scores_alone_has_no_drift():
    assert drift_of(totals(alone=[10, 20, 30, 40, 50])) == {}
