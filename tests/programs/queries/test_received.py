"""After the end nothing around a submission changes, and where it did it does not go unseen."""

import hashlib

import psycopg
import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from programs.actions.application import withdraw_application
from programs.actions.draft import begin_application, discard_application
from programs.actions.screening import screen_application
from programs.actions.seal import seal_call
from programs.models import Application
from programs.queries import applications_visible_to
from programs.queries.received import COMPANY
from tests.factories.accounts import FoundationUserFactory
from tests.factories.programs import (
    PDF,
    ApplicationFactory,
    DocumentFactory,
    SubmissionFactory,
    complete_application,
    days,
    open_call,
    received_application,
    set_moments,
)
from tests.factories.zones import CompanyFactory
from tests.programs.actions.test_seal import past_the_triggers, submit, verify
from tests.races import another_connection
from zones.actions.company import correct_company
from zones.enums import ApplicantKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    """The applications of a sealed call, both received."""
    call = open_call()
    applications = [complete_application(call=call) for _n in range(2)]
    for application in applications:
        submit(application)
    seal_call(set_moments(call, closes_at=timezone.now()))
    return applications


def said() -> str:
    return verify("--files")


def test_staff_see_what_was_received_whatever_is_tried(pair, staff):
    refused = [
        ("state = 'withdrawn'", "has ended"),
        ("submitted_at = submitted_at + interval '1 second'", "has ended"),
        ("received_won = 1", "has ended"),
        (f"company_id = {CompanyFactory().pk}", "Cannot update"),
        (f"call_id = {open_call().pk}", "Cannot update"),
    ]
    for change, words in refused:
        with (
            pytest.raises(DatabaseError, match=words),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"UPDATE programs_application SET {change} WHERE id = {pair[0].pk}")

    assert applications_visible_to(staff).received().count() == 2
    assert "broken" not in said()


def test_submission_takes_in_no_file_once_it_is_sealed(pair):
    late = DocumentFactory(application=pair[0], removed_at=timezone.now())
    for file, words in ((pair[1].documents.get(), "not of the application"), (late, "is sealed")):
        with pytest.raises(IntegrityError, match=words), transaction.atomic():
            pair[0].submissions.get().documents.add(file)

    assert "broken" not in said()


def test_submission_holds_no_file_of_another_application():
    foreign = DocumentFactory()

    with pytest.raises(IntegrityError, match="not of the application"), transaction.atomic():
        SubmissionFactory().documents.add(foreign)


@pytest.mark.parametrize(("state", "stamp"), [("draft", None), ("withdrawn", days(-2))])
def test_nobody_hands_in_behind_the_end(state, stamp):
    call = open_call(closes_at=days(-1))
    late = ApplicationFactory(call=call, state=state, submitted_at=stamp)

    with pytest.raises(IntegrityError, match="has ended"), transaction.atomic():
        Application.objects.filter(pk=late.pk).update(
            state="submitted", submitted_at=days(-2), received_won=1
        )


WITHDRAWING = "UPDATE programs_application SET state = 'withdrawn' WHERE id = %s"


def test_who_held_the_call_in_time_may_write_behind_its_end(committed):
    """The gate asks the clock once; a transaction that begins later is refused."""
    application = received_application()
    with another_connection() as early:
        early.execute("SELECT now()")
        set_moments(application.call, closes_at=timezone.now())
        with pytest.raises(IntegrityError, match="has ended"):
            Application.objects.filter(pk=application.pk).update(state="withdrawn")
        early.execute(WITHDRAWING, [application.pk])

    assert Application.objects.get().state == "withdrawn"


def test_nobody_waits_with_an_open_transaction_until_it_is_sealed(committed):
    application = received_application()
    with another_connection() as early:
        early.execute("SELECT now()")
        seal_call(set_moments(application.call, closes_at=timezone.now()))
        with pytest.raises(psycopg.errors.CheckViolation, match="has ended"):
            early.execute(WITHDRAWING, [application.pk])


def test_what_changes_lawfully_after_the_end_breaks_nothing(pair):
    application, company = pair[0], pair[0].company
    company.name, company.phone = "새 이름", "02-000-0000"
    correct_company(company, by=application.created_by)
    screen_application(pair[1], is_eligible=True, by=FoundationUserFactory(), reason="요건을 갖춤")

    assert "broken" not in said()


def test_withdrawal_in_time_breaks_nothing():
    application = complete_application()
    submit(application)
    withdraw_application(application, by=application.created_by)
    submit(application)
    withdraw_application(application, by=application.created_by)
    seal_call(set_moments(application.call, closes_at=timezone.now()))

    assert "broken" not in said()


def test_draft_that_was_given_up_and_begun_anew_breaks_nothing():
    draft = complete_application()
    call, company, by = draft.call, draft.company, draft.created_by
    discard_application(draft, by=by)
    begin_application(call, company=company, by=by)
    discard_application(complete_application(call=call), by=by)
    seal_call(set_moments(call, closes_at=timezone.now()))

    assert "broken" not in said()


def withdrawn(first, second) -> None:
    past_the_triggers("UPDATE programs_application SET state = 'withdrawn' WHERE id = %s", first.pk)


def withdrawn_with_an_event(first, second) -> None:
    withdrawn(first, second)
    past_the_triggers(
        "INSERT INTO programs_applicationevent (application_id, verb, from_state, to_state, reason,"
        " happened_at, section, by_consultant)"
        " VALUES (%s, 'withdraw', 'submitted', 'withdrawn', '', clock_timestamp(), '', false)",
        first.pk,
    )


def of_another_company(first, second) -> None:
    past_the_triggers(
        "UPDATE programs_application SET company_id = %s WHERE id = %s",
        CompanyFactory().pk,
        first.pk,
    )


def of_a_company_that_took_its_name(first, second) -> None:
    """With all but its number, which only one may have."""
    other, company = CompanyFactory(), first.company
    past_the_triggers(
        "UPDATE programs_application SET company_id = %s WHERE id = %s", other.pk, first.pk
    )
    for name in COMPANY:
        setattr(other, name, getattr(other if name == "business_number" else company, name))
    correct_company(other, by=first.created_by)


def with_a_foreign_file(first, second) -> None:
    past_the_triggers(
        "INSERT INTO programs_submission_documents (submission_id, document_id) VALUES (%s, %s)",
        first.submissions.get().pk,
        second.documents.get().pk,
    )


def without_its_file(first, second) -> None:
    row = first.submissions.get().pk
    past_the_triggers("DELETE FROM programs_submission_documents WHERE submission_id = %s", row)


def swapped(first, second) -> None:
    past_the_triggers(
        "UPDATE programs_submission SET application_id = %s - application_id",
        first.pk + second.pk,
    )


def with_another_file(first, second) -> None:
    document, other = first.documents.get(), PDF + b"better"
    with document.file.storage.open(document.file.name, "wb") as file:
        file.write(other)
    past_the_triggers(
        "UPDATE programs_document SET sha256 = %s, size = %s WHERE id = %s",
        hashlib.sha256(other).hexdigest(),
        len(other),
        document.pk,
    )


def with_more_money(first, second) -> None:
    past_the_triggers("UPDATE programs_application SET received_won = 1 WHERE id = %s", first.pk)


def a_minute_earlier(first, second) -> None:
    past_the_triggers("UPDATE programs_application SET submitted_at = now() - interval '1 minute'")


CHANGES = {
    withdrawn: "it is withdrawn, by its events it is submitted",
    withdrawn_with_an_event: "it was withdrawn after the end",
    of_another_company: "the content names another company",
    of_a_company_that_took_its_name: "the content names another company",
    with_a_foreign_file: "a file of another application",
    without_its_file: "a file that the content names is gone or another",
    swapped: "no event says that it was received",
    with_another_file: "a file that the content does not name",
    with_more_money: "the support that it asks for",
    a_minute_earlier: "the moment of its receipt",
}


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_change_with_all_triggers_off_is_named(pair, change):
    change(*pair)

    assert CHANGES[change] in said()
    assert f"broken: {pair[0].call.code}" in said()


def test_founder_that_took_the_name_later_is_another_company():
    """No number tells founders apart; when they were what does."""
    of_founders = {"applicant_kind": ApplicantKind.FOUNDER, "business_number": None}
    company, other = CompanyFactory(**of_founders), CompanyFactory(**of_founders)
    application = complete_application(company=company)
    submit(application)
    seal_call(set_moments(application.call, closes_at=timezone.now()))
    assert "broken" not in said()

    for name in COMPANY:
        setattr(other, name, getattr(company, name))
    correct_company(other, by=application.created_by)
    past_the_triggers(
        "UPDATE zones_companyhistory SET pgh_created_at = now() + interval '1 hour'"
        " WHERE pgh_obj_id = %s AND pgh_label = 'update'",
        other.pk,
    )
    past_the_triggers("UPDATE programs_application SET company_id = %s", other.pk)

    assert "the content names another company" in said()


def test_forged_event_does_not_hide_a_change_from_the_history(pair):
    withdrawn_with_an_event(*pair)
    past_the_triggers(
        "UPDATE programs_applicationevent SET happened_at = happened_at - interval '1 day'"
    )

    assert "broken" in said()
    assert "it was withdrawn after the end" not in said()
    assert "it is not as its history has it" in said()


def test_submission_that_is_gone_is_missed_by_its_event(pair):
    number = pair[0].submissions.get().number
    without_its_file(*pair)
    past_the_triggers("DELETE FROM programs_submission WHERE number = %s", number)

    assert f"{number} was received, and is not stored with it" in said()


@pytest.mark.parametrize("content", ["[]", "{", '{"company": 1, "documents": {}}'])
def test_content_that_is_none_is_named(pair, content):
    past_the_triggers(
        "UPDATE programs_submission SET content = %s, sha256 = %s",
        content,
        hashlib.sha256(content.encode()).hexdigest(),
    )

    assert "the content names another call" in said()
