"""The documents page of an application that can no longer be changed: files to read, nothing to do."""

import pytest
from django.urls import reverse

from programs.actions.application import submit_application, withdraw_application
from tests.factories.programs import close, complete_application


@pytest.fixture
def application(call, company):
    return complete_application(call=call, company=company)


def missed(application, applicant):
    """Never submitted."""


def received(application, applicant):
    submit_application(application, by=applicant)


def withdrawn(application, applicant):
    submit_application(application, by=applicant)
    application.refresh_from_db()
    withdraw_application(application, by=applicant)


@pytest.mark.parametrize("become", [missed, received, withdrawn])
@pytest.mark.parametrize("is_closed", [True, False])
def test_what_can_be_done_is_offered_while_it_can(
    client, applicant, application, become, is_closed
):
    client.force_login(applicant)
    become(application, applicant)
    if is_closed:
        close(application.call)

    page = client.get(reverse("programs:document-list", args=[application.pk])).content.decode()

    main = page[page.index("<main") :]
    check = reverse("programs:application-check", args=[application.pk])
    document = application.documents.get()
    assert (f'href="{check}"' in main) != is_closed
    assert ("data-upload=" in main) != is_closed
    assert (
        f'href="{application.get_absolute_url()}"' in main.rpartition("form-actions")[2]
    ) == is_closed
    assert document.name in main
