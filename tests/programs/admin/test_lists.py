"""The other lists of the programme in the admin, and the history that the auditor reads."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from programs.actions.reading import record_reading
from programs.enums import ReadPlace
from tests.counting import statements
from tests.factories.accounts import UserFactory
from tests.factories.materials import MaterialFactory
from tests.factories.programs import (
    ApplicationFactory,
    BriefingFactory,
    PanelFactory,
    PanelMemberFactory,
    ProgramFactory,
    RegistrationFactory,
    ScoreFactory,
    close,
    received_application,
)
from tests.factories.stories import PictureFactory
from tests.factories.zones import CompanyMemberFactory

LISTS = {
    "programs_briefing": 10,
    "programs_material": 9,
    "programs_panel": 7,
    "programs_picture": 9,
    "programs_program": 8,
    "programs_registration": 7,
    "programs_reviewer": 6,
    "programs_story": 10,
}
HISTORY = "/admin/pghistory/events/"


@pytest.fixture
def auditor(groups):
    auditor = UserFactory(is_staff=True)
    auditor.groups.add(Group.objects.get(name="auditor"))
    return auditor


@pytest.fixture
def as_auditor(client, auditor):
    client.force_login(auditor)
    return client


@pytest.mark.parametrize("item_count", [1, 3])
@pytest.mark.parametrize("model", LISTS)
def test_lists_cost_the_same_with_more_rows(client, staff, model, item_count):
    for number in range(item_count):
        RegistrationFactory(briefing=BriefingFactory())
        MaterialFactory()
        PictureFactory()
        PanelMemberFactory()
        ProgramFactory(slug=f"p{number}")
    client.force_login(staff)

    assert statements(client, reverse(f"admin:{model}_changelist")) == LISTS[model]


@pytest.mark.parametrize("item_count", [1, 3])
def test_readings_cost_the_same_with_more_rows(as_auditor, stranger, item_count):
    for _number in range(item_count):
        record_reading(
            received_application(), by=stranger, place=ReadPlace.ADMIN, address="127.0.0.1"
        )

    assert statements(as_auditor, reverse("admin:programs_reading_changelist")) == 9


def test_history_of_an_application_of_a_closed_call(as_auditor):
    application = received_application(title="문서 이력")
    close(application.call)

    asked = {"obj": f"programs.Application:{application.pk}", "method": "tracks"}
    page = as_auditor.get(HISTORY, asked)

    assert page.context["cl"].result_count == 1


def test_history_of_an_application_of_an_open_call(as_auditor):
    application = received_application()
    of_it = {"obj": f"programs.Application:{application.pk}"}
    version = f"{HISTORY}programs.ApplicationHistory_3A{application.versions.get().pk}/change/"

    assert as_auditor.get(HISTORY, of_it).status_code == 404
    assert as_auditor.get(version).url == reverse("admin:index")


@pytest.mark.parametrize(
    "asked", ["programs.Document:1", "nothing.Nothing:1", "x", "", "programs.Application:x"]
)
def test_history_of_what_the_admin_does_not_show(as_auditor, asked):
    assert as_auditor.get(HISTORY, {"obj": asked}).status_code == 404


def test_history_of_what_became_of_ones_own_company(as_auditor, auditor):
    """Who judged it is told with the decision, not by the history."""
    score = ScoreFactory()
    application = score.assignment.application
    close(application.call)
    filters = [f"programs.{name}History" for name in ("Application", "Assignment", "Score")]

    def found() -> list[int]:
        pages = [as_auditor.get(HISTORY, {"event_model": one.lower()}) for one in filters]
        return [page.context["cl"].result_count for page in pages]

    before = found()
    CompanyMemberFactory(company=application.company, user=auditor)

    assert all(before)
    assert found() == [0, 0, 0]


def test_readings_of_ones_own_company_are_not_listed(as_auditor, auditor, stranger):
    reading = record_reading(
        received_application(), by=stranger, place=ReadPlace.ADMIN, address="127.0.0.1"
    )
    address = reverse("admin:programs_reading_changelist")
    assert as_auditor.get(address).context["cl"].result_count == 1

    CompanyMemberFactory(company=reading.application.company, user=auditor)

    assert as_auditor.get(address).context["cl"].result_count == 0


def test_panels_of_calls_that_ones_own_company_applies_in_are_not_listed(client, staff):
    panel = PanelFactory()
    application = ApplicationFactory(call=panel.call)
    address = reverse("admin:programs_panel_changelist")
    client.force_login(staff)
    assert client.get(address).context["cl"].result_count == 1

    CompanyMemberFactory(company=application.company, user=staff)

    assert client.get(address).context["cl"].result_count == 0


def test_history_is_not_for_staff(client, staff):
    client.force_login(staff)

    assert client.get(HISTORY).status_code == 403
