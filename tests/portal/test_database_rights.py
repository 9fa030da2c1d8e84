"""The portal's own database role works with rows, and cannot take away what guards them."""

import psycopg
import pytest
from django.apps import apps
from django.core.checks import Tags, run_checks
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from portal.common import database_rights
from portal.common.database_rights import is_owner, written_once
from portal.postgres import APPLICATION_ROLE
from programs.actions.review import finish_review, save_scores
from programs.models import Score
from tests.application_role import application_role
from tests.factories.programs import pledged_assignment
from tests.races import another_connection

NO_TRIGGERS = "SELECT set_config('pgtrigger.ignore', '{{{}}}', false)"
CHANGED = "UPDATE programs_score SET points = points - 1"
WAYS = {
    "update": [CHANGED],
    "delete": ["DELETE FROM programs_score"],
    "upsert": [
        "INSERT INTO programs_score SELECT * FROM programs_score"
        " ON CONFLICT (id) DO UPDATE SET points = 0"
    ],
    "merge": [
        "MERGE INTO programs_score s USING programs_score t ON s.id = t.id"
        " WHEN MATCHED THEN UPDATE SET points = 0"
    ],
    "truncate": ["TRUNCATE programs_score CASCADE"],
    "triggers ignored": [NO_TRIGGERS, CHANGED],
    "the function that ignores, anew": [
        "CREATE OR REPLACE FUNCTION _pgtrigger_should_ignore(trigger_name name)"
        " RETURNS boolean LANGUAGE sql AS 'SELECT true'"
    ],
    "triggers off": ["ALTER TABLE programs_score DISABLE TRIGGER ALL"],
    "as a replica": ["SET session_replication_role = replica"],
    "table dropped": ["DROP TABLE programs_score CASCADE"],
    "the lock looked for elsewhere": [
        "CREATE TEMPORARY TABLE programs_assignment AS SELECT id, 'pledged'::text AS state"
        " FROM programs_assignment",
    ],
    "in a schema of one's own": ["CREATE SCHEMA mine"],
    "the search path led away": [
        "SET search_path = pg_catalog",
        f"{CHANGED}".replace("programs_", "public.programs_"),
    ],
    "as the owner": ["SET ROLE portal"],
    "rights given to oneself": [
        f"GRANT ALL ON programs_score TO {APPLICATION_ROLE}",
        "TRUNCATE programs_score",
    ],
    "a rule in place of the trigger": [
        "CREATE RULE r AS ON UPDATE TO programs_score DO INSTEAD NOTHING"
    ],
}


@pytest.fixture
def finished(committed):
    """A review that is finished, for a connection of its own to see."""
    assignment = pledged_assignment()
    person = assignment.reviewer.user
    points = {
        criterion: (criterion.weight, "근거")
        for criterion in assignment.application.call.criteria.all()
    }
    save_scores(assignment, by=person, points=points, opinion="의견")
    finish_review(assignment, by=person)
    return assignment


def as_application() -> psycopg.Connection:
    """Signed in as the role itself, not only in its place."""
    return another_connection(user=APPLICATION_ROLE)


def attempted(statements: list[str]) -> None:
    with as_application() as line:
        for statement in statements:
            line.execute(statement)


def locks_of_scores() -> str:
    """The triggers of the table, as pgtrigger.ignore names them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(tgname, ',') FROM pg_trigger"
            " WHERE tgrelid = 'programs_score'::regclass AND NOT tgisinternal"
        )
        return cursor.fetchone()[0]


def points() -> list:
    return list(Score.objects.order_by("pk").values_list("points", flat=True))


@pytest.mark.parametrize("way", WAYS)
def test_locked_scores_withstand_the_role_of_the_portal(finished, way):
    before, ignored = points(), locks_of_scores()

    with pytest.raises(psycopg.Error):
        attempted([statement.format(ignored) for statement in WAYS[way]])

    assert points() == before


def test_the_owner_can_so_it_is_the_role_that_cannot(finished):
    before, ignored = points(), locks_of_scores()

    with another_connection() as line:
        line.execute(NO_TRIGGERS.format(ignored))
        line.execute(CHANGED)

    assert points() == [each - 1 for each in before]


def test_what_is_written_once_is_not_even_granted_to_be_changed(db):
    tables = written_once(apps.get_models())

    assert {"programs_submission", "programs_applicationevent", "programs_seal"} <= tables
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM unnest(%s::text[]) AS name WHERE has_table_privilege(%s, name, 'UPDATE')"
            " OR has_table_privilege(%s, name, 'DELETE') OR NOT has_table_privilege(%s, name, 'INSERT')",
            [sorted(tables), *[APPLICATION_ROLE] * 3],
        )
        assert cursor.fetchall() == []


def test_requests_of_the_tests_are_answered_as_the_role(client, db):
    asked = []

    def asking(execute, sql, params, many, context):
        with connection.connection.cursor() as cursor:
            asked.append(cursor.execute("SELECT current_user").fetchone()[0])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(asking):
        client.get("/")

    assert set(asked) == {APPLICATION_ROLE}
    assert is_owner()


def test_rights_are_given_by_the_owner_only(db):
    with application_role(), pytest.raises(CommandError, match="owns the tables"):
        call_command("ensure_rights")


def test_a_role_that_cannot_be_made_is_asked_for(db, monkeypatch):
    monkeypatch.setattr(database_rights, "APPLICATION_ROLE", "pg_reserved")
    monkeypatch.setattr(
        "portal.common.management.commands.ensure_rights.role_is_there", lambda: False
    )

    with pytest.raises(CommandError, match="createuser"), transaction.atomic():
        call_command("ensure_rights")


@pytest.mark.parametrize(("role", "warnings"), [("owner", ["portal.W001"]), ("application", [])])
def test_an_installation_that_runs_as_owner_is_warned(db, role, warnings):
    def warned() -> list[str]:
        found = run_checks(
            tags=[Tags.database], include_deployment_checks=True, databases=["default"]
        )
        return [message.id for message in found if message.id.startswith("portal.")]

    if role == "owner":
        assert warned() == warnings
    else:
        with application_role():
            assert warned() == warnings
