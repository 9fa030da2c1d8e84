import pytest
from django.core.exceptions import ValidationError

from tests.factories.accounts import UserFactory
from tests.factories.zones import CompanyFactory
from zones.actions.company import correct_company, register_company
from zones.models import Company, CompanyEvent, CompanyMember

pytestmark = pytest.mark.django_db


def test_register_makes_the_person_its_representative():
    user = UserFactory()

    company = register_company(CompanyFactory.build(created_by=None), by=user)

    member = company.members.get()
    event = company.events.get()
    assert (company.created_by, member.user, member.role) == (user, user, "representative")
    assert (event.verb, event.actor) == ("register", user)


@pytest.mark.parametrize("number", ["1248100997", None, "124-81-00998"])
def test_register_with_a_faulty_number_is_refused(number):
    with pytest.raises(ValidationError) as refusal:
        register_company(CompanyFactory.build(business_number=number), by=UserFactory())

    assert set(refusal.value.message_dict) == {"business_number"}
    assert (Company.objects.count(), CompanyMember.objects.count()) == (0, 0)


def test_register_of_a_registered_number_is_refused():
    existing = CompanyFactory()

    with pytest.raises(ValidationError) as refusal:
        register_company(
            CompanyFactory.build(business_number=existing.business_number), by=UserFactory()
        )

    assert set(refusal.value.message_dict) == {"business_number"}
    assert Company.objects.get() == existing


def test_correct_saves_and_writes_it_down():
    company, user = CompanyFactory(), UserFactory()
    company.name = "새이름"

    correct_company(company, by=user)

    company.refresh_from_db()
    event = company.events.get()
    assert (company.name, event.verb, event.actor) == ("새이름", "correct", user)


def test_correct_with_a_fault_changes_nothing():
    company = CompanyFactory(name="옛이름")
    company.name = ""

    with pytest.raises(ValidationError):
        correct_company(company, by=UserFactory())

    company.refresh_from_db()
    assert (company.name, CompanyEvent.objects.count()) == ("옛이름", 0)
