"""What the portal's own role may do in the database: work with rows, never with what guards them.

Tables, triggers and constraints belong to another role, the owner, who migrates. So a fault in the
portal, or SQL that somebody smuggles into it, cannot take away the trigger that locks a score.
"""

from collections.abc import Iterable, Iterator

from django.apps import apps
from django.db import connection, models
from psycopg import sql

from portal.postgres import APPLICATION_ROLE

WRITTEN_BY_MIGRATIONS = ("django_migrations",)
# As pgtrigger makes it, but only the owner is obeyed: any role may set a setting
OBEYS_THE_OWNER = """
CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name name)
RETURNS boolean LANGUAGE plpgsql AS $body$
DECLARE
    ignored text := nullif(current_setting('pgtrigger.ignore', true), '');
BEGIN
    RETURN ignored IS NOT NULL
        AND pg_has_role(current_user, {owner}, 'MEMBER')
        AND trigger_name = ANY (ignored::text[]);
END;
$body$
"""


def give_rights(role: str = APPLICATION_ROLE) -> None:
    """Give `role` what the portal needs, and only that; to be called as owner, in a transaction.

    It reads, adds, changes and removes rows; where a model is written once, it reads and adds.
    Nobody but the owner makes tables, temporary ones neither: one of the same name would hide the
    table that a trigger asks.
    """
    named = sql.Identifier(role)
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database(), current_user")
        database, owner = cursor.fetchone()
        for statement in (
            "REVOKE CREATE, TEMPORARY ON DATABASE {database} FROM PUBLIC, {role}",
            "GRANT CONNECT ON DATABASE {database} TO {role}",
            "REVOKE CREATE ON SCHEMA public FROM PUBLIC, {role}",
            "GRANT USAGE ON SCHEMA public TO {role}",
            "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, {role}",
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
            "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
        ):
            names = {"database": sql.Identifier(database), "role": named}
            cursor.execute(sql.SQL(statement).format(**names))
        for table, rights in _lesser_rights():
            statement = sql.SQL("REVOKE {} ON TABLE {} FROM {}")
            cursor.execute(statement.format(sql.SQL(rights), sql.Identifier(table), named))
        cursor.execute(sql.SQL(OBEYS_THE_OWNER).format(owner=sql.Literal(owner)))


def role_is_there(role: str = APPLICATION_ROLE) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        return cursor.fetchone() is not None


def make_role(role: str = APPLICATION_ROLE) -> None:
    """Make it without a password; `ProgrammingError` where the connected role may not."""
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(role)))


def is_owner() -> bool:
    """Whether the connected role could change or switch off what guards the rows."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_has_role(current_user, relowner, 'MEMBER')"
            " FROM pg_class WHERE oid = 'django_migrations'::regclass"
        )
        return bool(cursor.fetchone()[0])


def _lesser_rights() -> Iterator[tuple[str, str]]:
    for table in WRITTEN_BY_MIGRATIONS:
        yield table, "INSERT, UPDATE, DELETE"
    for table in written_once(apps.get_models()):
        yield table, "UPDATE, DELETE"


def written_once(all_models: Iterable[type[models.Model]]) -> set[str]:
    """The tables whose rows are neither changed nor removed: `never_changed` and kept versions."""
    return {
        model._meta.db_table
        for model in all_models
        for trigger in getattr(model._meta, "triggers", ())
        if trigger.name in ("never_changed", "append_only")
    }
