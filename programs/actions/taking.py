"""Taking an application's row to write it: with its call and the clock, in one statement.

Of a call alone, `clock` does the same.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.db import connection, models

from programs.models import Application, Call

T = TypeVar("T", bound=models.Model)
# The clock is read after the call is held, and before the wait for the application's row: who came
# in time stays in time. The row asks for the moment, so it cannot be waited for sooner
TAKE = """
WITH found AS MATERIALIZED (SELECT * FROM programs_call WHERE id = %s {hold}),
moment AS MATERIALIZED (SELECT found.*, clock_timestamp() AS found_at FROM found)
SELECT moment.found_at, {besides}, {call}, {application}
FROM moment CROSS JOIN LATERAL (
    SELECT * FROM programs_application
     WHERE id = %s AND moment.found_at IS NOT NULL FOR NO KEY UPDATE
) AS taken
"""


def application_taken(
    application: Application, *, hold: str, besides: str = "NULL", params: Sequence[Any] = ()
) -> tuple[Application, datetime, Any]:
    """The application's row as it stands, locked, with its call, held as `hold` (of `clock`) says; the
    moment, by the database's clock in UTC; and what `besides`, an expression about the row `taken`,
    gives for `params`.

    Needs a transaction.
    """
    call_columns, own_columns = _columns("moment", Call), _columns("taken", Application)
    sql = TAKE.format(hold=hold, besides=besides, call=call_columns, application=own_columns)
    with connection.cursor() as cursor:
        cursor.execute(sql, [application.call_id, *params, application.pk])
        moment, found, *values = cursor.fetchone()
    count = len(Call._meta.concrete_fields)
    taken = _object(Application, values[count:])
    taken.call = _object(Call, values[:count])
    return taken, moment, found


def _columns(alias: str, model: type[models.Model]) -> str:
    return ", ".join(f'{alias}."{field.column}"' for field in model._meta.concrete_fields)


def _object(model: type[T], values: Sequence[Any]) -> T:
    fields = model._meta.concrete_fields
    read = [
        field.from_db_value(value, None, connection) if hasattr(field, "from_db_value") else value
        for field, value in zip(fields, values, strict=True)
    ]
    return model.from_db(connection.alias, [field.attname for field in fields], read)
