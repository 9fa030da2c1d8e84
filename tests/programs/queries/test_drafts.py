"""What drafts lack, asked of many at once: the same as of each, in as many statements."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programs.models import Application
from programs.queries.application_section import faults_of_application, faults_of_drafts
from tests.drafting import give_consents
from tests.factories.programs import (
    ApplicationFactory,
    ConsentTextFactory,
    DocumentFactory,
    complete_application,
)
from tests.factories.projects import planned_application

pytestmark = pytest.mark.django_db


@pytest.fixture
def drafts() -> list[Application]:
    """Empty ones, complete ones, with and without a plan and consents, with an infected file."""
    ConsentTextFactory()
    empty = ApplicationFactory(title="", requested_won=None)
    complete, planned = complete_application(), planned_application()
    half_planned = planned_application()
    half_planned.participants.get().people.all().delete()
    withheld = complete_application()
    withheld.documents.all().delete()
    required = withheld.call.required_documents.first()
    DocumentFactory(
        application=withheld,
        required_document=required,
        scan_state="infected",
        scan_finding="Eicar",
        scanned_at=withheld.created_at,
    )
    return [empty, complete, planned, half_planned, withheld]


def again(drafts: list[Application]) -> list[Application]:
    """As a page reads them."""
    keys = [draft.pk for draft in drafts]
    return list(Application.objects.filter(pk__in=keys).select_related("call", "company"))


def test_of_many_as_of_each(drafts):
    person = drafts[1].created_by
    give_consents(drafts[1], by=person)

    found = faults_of_drafts(again(drafts), by=person)

    each = {one.pk: faults_of_application(one, by=person) for one in again(drafts)}
    assert found == each
    assert found[drafts[1].pk] == []
    assert all(found[one.pk] for one in drafts if one is not drafts[1])


def test_many_cost_as_many_statements_as_one(drafts):
    person = drafts[0].created_by

    counts = []
    for rows in (drafts[2:3], drafts):
        with CaptureQueriesContext(connection) as queries:
            faults_of_drafts(again(rows), by=person)
        counts.append(len(queries))

    assert counts[0] == counts[1], [q["sql"][:90] for q in queries.captured_queries]
