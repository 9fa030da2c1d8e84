"""One step makes what the single steps make (docs/decisions/0048)."""

import importlib

import pytest
from django.db import connection
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

SQUASHED_NAME, LAST_STEP = "0001_squashed_0054", "0054_selection_moved_in_time"
SQUASHED = importlib.import_module(f"programs.migrations.{SQUASHED_NAME}")
CALLS = importlib.import_module("programs.migrations.0003_calls_in_depth")
FOUND = importlib.import_module("programs.migrations.0011_calls_are_found_by_one_row")


def models_after(name: str) -> ProjectState:
    loader = MigrationLoader(None, replace_migrations=False)
    return loader.graph.make_state(nodes=[("programs", name)], real_apps=loader.unmigrated_apps)


def triggers_in(state: ProjectState) -> set[tuple[str, str]]:
    return {
        (name, trigger.install_sql)
        for (app, name), model in state.models.items()
        if app == "programs"
        for trigger in model.options.get("triggers", [])
    }


def differences(before: ProjectState, after: ProjectState) -> list[str]:
    """What `makemigrations` would write between the two, and the models whose triggers differ."""
    found = MigrationAutodetector(before, after).changes(MigrationLoader(None).graph)
    return [
        str(operation)
        for migrations in found.values()
        for migration in migrations
        for operation in migration.operations
    ] + [name for name, _ in triggers_in(before) ^ triggers_in(after)]


def test_both_ways_lead_to_the_same_models():
    squashed = models_after(SQUASHED_NAME)

    assert differences(squashed, models_after(LAST_STEP)) == []


@pytest.mark.parametrize("part", ["constraints", "indexes", "triggers"])
def test_a_part_that_is_missing_would_be_seen(part):
    squashed = models_after(SQUASHED_NAME)
    options = squashed.models["programs", "call"].options
    options[part] = options[part][1:]

    assert len(differences(squashed, models_after(LAST_STEP))) == 1


def test_what_is_written_in_sql_is_the_same():
    assert SQUASHED.ATTACHMENTS_NARROW == CALLS.NARROW
    assert SQUASHED.PIECES_NARROW == FOUND.NARROW
    assert SQUASHED.KEEP == FOUND.KEEP
    assert SQUASHED.HOLDING == FOUND.HOLDING.replace("OR REPLACE ", "")


@pytest.mark.django_db
def test_every_trigger_is_made():
    wanted = {
        trigger.sql.pgid
        for (app, _), model in models_after(SQUASHED_NAME).models.items()
        if app == "programs"
        for trigger in model.options.get("triggers", [])
    }

    with connection.cursor() as cursor:
        cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        made = {name for (name,) in cursor.fetchall()}

    assert wanted
    assert wanted <= made
