"""Names of guests leave the portal only on paper that somebody asked for."""

import pytest
from django.urls import reverse

from programs.models import BriefingEvent
from tests.counting import statements
from tests.factories.programs import BriefingFactory, RegistrationFactory

pytestmark = pytest.mark.django_db
EXPORTS = {"attendance": ("export_guests", b"PK"), "badges": ("print_badges", b"%PDF")}


@pytest.fixture
def briefing(membership):
    return BriefingFactory(agency=membership.agency)


@pytest.mark.parametrize("name", EXPORTS)
def test_who_exported_guests_is_written_down(as_agency, membership, briefing, name):
    verb, begins = EXPORTS[name]

    answer = as_agency.get(reverse(f"programs:briefing-{name}", args=[briefing.pk]))

    assert answer.content.startswith(begins)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    event = BriefingEvent.objects.get()
    assert (event.verb, event.actor) == (verb, membership.user)


@pytest.mark.parametrize("item_count", [1, 3])
@pytest.mark.parametrize("name", EXPORTS)
def test_exports_cost_five_statements(as_agency, briefing, name, item_count):
    RegistrationFactory.create_batch(item_count, briefing=briefing)

    assert statements(as_agency, reverse(f"programs:briefing-{name}", args=[briefing.pk])) == 5
