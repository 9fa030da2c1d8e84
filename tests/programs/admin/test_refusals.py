"""Whatever an action may refuse, the page of the administration that calls it says in words.

What is raised is read from the sources: by the action itself, and by what it calls.
"""

import ast
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from programs.actions.errors import (
    AlreadyInReview,
    CallOverdue,
    Incomplete,
    NothingChanged,
    Refused,
    SheetsDisagreeing,
)
from programs.actions.panel import close_panel
from programs.actions.ranking import freeze_ranking
from programs.workflow import TransitionNotAllowed

ROOT = Path(__file__).resolve().parents[3]
PAGES = sorted(path.stem for path in (ROOT / "programs" / "admin").glob("[!_]*.py"))
OWN_WORDS = {Incomplete}  # names what is missing itself
# Asked of each call before it is moved
NEVER = {"incident": {AlreadyInReview, CallOverdue, NothingChanged}}


def is_refusal(thing: Any) -> bool:
    return isinstance(thing, type) and issubclass(thing, (Refused, TransitionNotAllowed))


@cache
def functions_of(module: str) -> dict[str, ast.FunctionDef]:
    tree = ast.parse((ROOT / f"{module.replace('.', '/')}.py").read_text())
    return {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}


def names_in(nodes: list[Any]) -> set[str]:
    found = (part for node in nodes for part in ast.walk(node))
    return {part.id for part in found if isinstance(part, ast.Name)}


def raised_by(action: Any, on_the_way: frozenset[Any] = frozenset()) -> set[type]:
    """Refusals of the action and of all that it names, but for those that it catches."""
    module, name = action.__module__, action.__name__
    if not module.startswith("programs.actions.") or action in on_the_way:
        return set()
    node = functions_of(module)[name]
    here = import_module(module)
    raising = [part.exc for part in ast.walk(node) if isinstance(part, ast.Raise) and part.exc]
    handlers = [part for part in ast.walk(node) if isinstance(part, ast.ExceptHandler)]
    types = _things(here, names_in([part.type for part in handlers if part.type]))
    # Who catches them all gives them back, for the page to say
    caught = tuple(thing for thing in types if is_refusal(thing) and thing is not Refused)
    below: set[type] = set()
    for thing in _things(here, names_in(node.body)):
        if callable(thing) and hasattr(thing, "__code__"):
            below |= raised_by(thing, on_the_way | {action})
    if "target_of" in {part.attr for part in ast.walk(node) if isinstance(part, ast.Attribute)}:
        below.add(TransitionNotAllowed)
    own = {thing for thing in _things(here, names_in(raising)) if is_refusal(thing)}
    return own | {error for error in below if not issubclass(error, caught)}


def _things(module: ModuleType, names: set[str]) -> list[Any]:
    return [vars(module)[name] for name in sorted(names) if name in vars(module)]


def said_on(page: ModuleType) -> set[type]:
    """What its tables of refusals have words for, and what it catches to answer in another way."""
    tree = ast.parse(Path(str(page.__file__)).read_text())
    handlers = [part for part in ast.walk(tree) if isinstance(part, ast.ExceptHandler)]
    caught = _things(page, names_in([part.type for part in handlers if part.type]))
    tables = [part for part in ast.walk(tree) if isinstance(part, ast.Dict)]
    told = _things(page, names_in([key for table in tables for key in table.keys if key]))
    told += [key for table in vars(page).values() if isinstance(table, dict) for key in table]
    return {thing for thing in told + caught if is_refusal(thing) and thing is not Refused}


def actions_of(page: ModuleType) -> list[Any]:
    """Those that the page imports."""
    things = [thing for thing in vars(page).values() if hasattr(thing, "__code__")]
    return [thing for thing in things if thing.__module__.startswith("programs.actions.")]


@pytest.mark.parametrize("page", PAGES)
def test_every_refusal_has_words(page):
    module = import_module(f"programs.admin.{page}")

    raised = {error for action in actions_of(module) for error in raised_by(action)}

    lacking = raised - said_on(module) - OWN_WORDS - NEVER.get(page, set())
    assert {error.__name__ for error in lacking} == set()


def test_the_sources_are_read_to_the_ground():
    """The control: what is raised three calls away, and what is caught on the way."""
    assert {error.__name__ for error in raised_by(close_panel)} == {
        "CallNotClosed",
        "OwnPanel",
        "QuorumMissing",
        "TransitionNotAllowed",
    }
    assert SheetsDisagreeing in raised_by(freeze_ranking)
