"""Checks of an installation, for `manage.py check --deploy --database default`."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Tags, Warning, register

from portal.common.database_rights import is_owner


@register(Tags.database, deploy=True)
def runs_as_a_role_of_its_own(
    databases: Sequence[str] | None = None, **_asked: Any
) -> list[CheckMessage]:
    """The portal should not own its tables: an owner can switch off what locks a score."""
    if not databases or not is_owner():
        return []
    return [
        Warning(
            "DATABASE_URL names the role that owns the tables, which can switch off every lock.",
            hint="Run web and worker as portal_app; see “Two roles” in docs/operations.md.",
            id="portal.W001",
        )
    ]
