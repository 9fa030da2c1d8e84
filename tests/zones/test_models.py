import threading
from contextlib import contextmanager

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import translation

from tests.factories.zones import (
    AgencyFactory,
    AgencyMemberFactory,
    BudgetFactory,
    CompanyFactory,
    CompanyMemberFactory,
    ZoneFactory,
)
from tests.races import PATIENCE, at_once
from zones.models import Agency, Budget, BudgetStage, Company

ADD_UP = "zones_budget_stages_add_up"


def split(budget, **parts):
    """Each part as (national, local) in won."""
    for stage, (national, local) in parts.items():
        BudgetStage.objects.create(
            budget=budget, stage=stage, national_won=national, local_won=local
        )


def check_as_at_commit():
    """Deferred triggers run now instead of at commit."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@contextmanager
def one_commit():
    with transaction.atomic():
        yield
        check_as_at_commit()


def split_budget():
    """100 + 20, split into 60 + 20 and 40 + 0."""
    budget = BudgetFactory(national_won=100, local_won=20)
    split(budget, discovery=(60, 20), growth=(40, 0))
    check_as_at_commit()
    return budget


@pytest.mark.django_db
def test_budget_without_parts_is_taken():
    budget = BudgetFactory(national_won=6_000_000_000, local_won=1_200_000_000)

    check_as_at_commit()

    budget.refresh_from_db()
    assert budget.total_won == 7_200_000_000


@pytest.mark.django_db
def test_budget_whose_parts_add_up_is_taken():
    budget = split_budget()

    assert [part.total_won for part in budget.stages.all()] == [80, 40]


WRONG_SPLITS = {
    "too little": {"discovery": (60, 20)},
    "too much": {"discovery": (60, 20), "growth": (41, 0)},
    "national and local swapped": {"discovery": (20, 100)},
    "nothing": {"discovery": (0, 0)},
}


@pytest.mark.django_db
@pytest.mark.parametrize("parts", WRONG_SPLITS.values(), ids=WRONG_SPLITS)
def test_budget_whose_parts_do_not_add_up_is_refused(parts):
    budget = BudgetFactory(national_won=100, local_won=20)

    with pytest.raises(IntegrityError) as refusal, one_commit():
        split(budget, **parts)

    assert refusal.value.__cause__.diag.constraint_name == ADD_UP
    assert budget.stages.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        lambda budget: Budget.objects.filter(pk=budget.pk).update(national_won=101),
        lambda budget: Budget.objects.filter(pk=budget.pk).update(local_won=19),
        lambda budget: budget.stages.filter(stage="growth").update(national_won=39),
        lambda budget: budget.stages.filter(stage="growth").delete(),
        lambda budget: split(budget, transfer=(1, 0)),
        lambda budget: budget.stages.filter(stage="growth").update(
            budget=BudgetFactory(national_won=40, local_won=0)
        ),
    ],
    ids=["national", "local", "part changed", "part deleted", "part added", "part moved away"],
)
def test_budget_that_would_no_longer_add_up_is_refused(change):
    budget = split_budget()

    with pytest.raises(IntegrityError) as refusal, one_commit():
        change(budget)

    assert refusal.value.__cause__.diag.constraint_name == ADD_UP


@pytest.mark.django_db
def test_budget_and_its_parts_may_be_changed_one_after_the_other():
    budget = split_budget()

    with one_commit():
        Budget.objects.update(national_won=110)
        budget.stages.filter(stage="growth").update(national_won=50)

    budget.refresh_from_db()
    assert budget.total_won == 130


@pytest.mark.django_db
def test_budget_with_its_parts_can_be_deleted():
    split_budget().delete()

    check_as_at_commit()

    assert BudgetStage.objects.count() == 0


@pytest.mark.usefixtures("committed")
def test_budget_is_checked_at_commit():
    budget = BudgetFactory(national_won=100, local_won=20)

    with pytest.raises(IntegrityError, match="do not add up"), transaction.atomic():
        split(budget, discovery=(60, 20))

    assert BudgetStage.objects.count() == 0


@pytest.mark.usefixtures("committed")
def test_budget_split_by_two_at_once_is_split_by_one():
    budget = BudgetFactory(national_won=100, local_won=20)
    both_have_written = threading.Barrier(2)

    def work(number):
        with transaction.atomic():
            split(budget, **{["discovery", "growth"][number]: (100, 20)})
            both_have_written.wait(PATIENCE)

    outcomes = at_once(work, count=2)

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["IntegrityError", "NoneType"]
    assert BudgetStage.objects.get().total_won == 120


@pytest.mark.parametrize(
    ("language", "english", "expected"),
    [("ko", "Gimhae", "김해"), ("en", "Gimhae", "Gimhae"), ("en", "", "김해")],
)
def test_name_of_a_zone_in_the_language_of_the_reader(language, english, expected):
    zone = ZoneFactory.build(name_ko="김해", name_en=english)

    with translation.override(language):
        assert zone.name == expected


@pytest.mark.django_db
def test_agencies_of_a_user_are_those_they_work_for():
    member = AgencyMemberFactory()
    AgencyFactory()

    assert list(Agency.objects.of(member.user)) == [member.agency]


@pytest.mark.django_db
def test_companies_of_a_user_are_those_they_belong_to():
    member = CompanyMemberFactory()
    CompanyMemberFactory()

    assert list(Company.objects.of(member.user)) == [member.company]


@pytest.mark.parametrize(("number", "expected"), [("1234567891", "123-45-67891"), (None, "")])
def test_business_number_is_shown_in_three_groups(number, expected):
    assert CompanyFactory.build(business_number=number).formatted_business_number == expected


@pytest.mark.django_db
def test_former_versions_of_a_company_are_kept():
    company = CompanyFactory(name="옛이름")
    Company.objects.update(name="새이름")

    assert list(company.versions.order_by("pgh_id").values_list("name", flat=True)) == [
        "옛이름",
        "새이름",
    ]
