"""Rows from before a rule are brought to it, so that the migration that makes the rule holds."""

import importlib

import pytest
from django.apps import apps
from django.db import connection

from programs.models import Application, Briefing, Registration
from tests.factories.programs import (
    ApplicationFactory,
    BriefingFactory,
    CallFactory,
    DocumentFactory,
    RegistrationFactory,
    SubmissionFactory,
    days,
)
from tests.factories.vault import VaultDocumentFactory
from tests.factories.zones import CompanyFactory, CompanyStatusFactory

pytestmark = pytest.mark.django_db
SEATS = importlib.import_module("programs.migrations.0032_seats_and_guests")
GUARDS = importlib.import_module("programs.migrations.0019_application_guards_rows")


def past_the_rules(statement: str, *values) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(statement, values)
        cursor.execute("SET session_replication_role = DEFAULT")


def without_constraint(name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE programs_application DROP CONSTRAINT {name}")


def mended() -> None:
    with connection.cursor() as cursor:
        for operation in GUARDS.Migration.operations:
            cursor.execute(operation.sql)


def test_amounts_come_from_what_was_submitted_last():
    without_constraint("programs_application_received_has_amount")
    shared = {"state": "submitted", "submitted_at": days(-1), "received_won": None}
    told, untold, unknown = (
        ApplicationFactory(call=CallFactory(), requested_won=won, **shared) for won in (7, 8, None)
    )
    SubmissionFactory(application=told, content='{"requested_won": 5}', received_at=days(-2))
    SubmissionFactory(application=told, content='{"requested_won": 6}', received_at=days(-1))

    mended()

    found = dict(Application.objects.values_list("pk", "received_won"))
    assert found == {told.pk: 6, untold.pk: 8, unknown.pk: 0}


def test_drafts_were_never_received():
    without_constraint("programs_application_draft_has_no_stamp")
    ApplicationFactory(call=CallFactory(), submitted_at=days(-1), received_won=1)

    mended()

    assert list(Application.objects.values_list("submitted_at", "received_won")) == [(None, None)]


def test_what_names_another_company_names_nothing():
    kept, document, status = VaultDocumentFactory(), DocumentFactory(), CompanyStatusFactory()
    own = VaultDocumentFactory(company=status.company, status=status)
    past_the_rules(
        "UPDATE programs_vaultdocument SET status_id = %s WHERE id = %s", status.pk, kept.pk
    )
    past_the_rules(
        "UPDATE programs_document SET vault_document_id = %s WHERE id = %s", kept.pk, document.pk
    )

    mended()

    for row in (kept, document, own):
        row.refresh_from_db()
    assert (kept.status, document.vault_document, own.status) == (None, None, status)


def test_seats_that_were_there_are_counted_and_nobody_is_sent_away():
    """A hall that was once made smaller than what was taken is as large as that again."""
    briefing = BriefingFactory(capacity=3)
    RegistrationFactory.create_batch(2, briefing=briefing)
    RegistrationFactory(briefing=briefing, state="waiting", company=CompanyFactory(name="㈜예시"))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for kind in ("seats", "online"):
            cursor.execute(
                "ALTER TABLE programs_briefing"
                f" DROP CONSTRAINT programs_briefing_no_more_{kind}_than_there_are"
            )
    Briefing.objects.update(capacity=1, seats_taken=0)

    SEATS.count_seats(apps, None)

    briefing.refresh_from_db()
    assert (briefing.capacity, briefing.seats_taken, briefing.online_taken) == (2, 2, 0)
    assert Registration.objects.get(state="waiting").organisation_key == "예시"
