"""담당: who of the foundation handles an application. It decides nothing and locks nobody out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction

from portal.accounts.models import User
from programs.actions.application import record_application_event
from programs.actions.clock import database_now
from programs.actions.errors import OwnApplication, Refused, TooManyFilters
from programs.models import Application, Handling, SavedFilter
from zones.rules import is_foundation

MOST_FILTERS = 20


class NotOfTheFoundation(Refused):
    """Only active people of the foundation handle applications."""


class HandlingChanged(Refused):
    """A colleague has changed hands or note since the list was shown."""


@transaction.atomic
def hand_over(application: Application, *, to: User, by: User) -> Handling:
    """From now on `to` handles it, who may be `by`: taking it up is the same act.

    The same hands again change nothing. Raises OwnApplication where one of them belongs to the
    company, NotOfTheFoundation.
    """
    if not (to.is_active and is_foundation(to) and is_foundation(by)):
        raise NotOfTheFoundation
    _refuse_own(application, to, by)
    handling = _held(application)
    if handling.handler_id != to.pk:
        handling.handler, handling.since = to, database_now()
        handling.save(update_fields=["handler", "since"])
        record_application_event(
            application, "handle", by=by, from_state=application.state, reason=to.name
        )
    return handling


@transaction.atomic
def note_application(application: Application, *, note: str, by: User) -> Handling:
    """What colleagues should know; no applicant and no reviewer reads it.

    Raises OwnApplication, NotOfTheFoundation.
    """
    if not is_foundation(by):
        raise NotOfTheFoundation
    _refuse_own(application, by)
    handling = _held(application)
    if handling.note != note:
        handling.note = note
        handling.save(update_fields=["note"])
        record_application_event(
            application, "note", by=by, from_state=application.state, reason=note
        )
    return handling


@dataclass(frozen=True)
class Change:
    """What a list that was read in would change of an application, and what stood there then."""

    key: int
    handler: str  # an address, empty where nobody is named
    note: str
    seen_handler: str
    seen_note: str


def apply_changes(
    applications: Iterable[Application], *, changes: Mapping[int, Change], by: User
) -> tuple[list[Application], list[tuple[Application, Refused]]]:
    """Hands and notes of a list, each application for itself; what is no longer as it was shown, is
    left as it is. Those that were changed, and why others were not."""
    people = {user.email: user for user in User.objects.filter(groups__name="foundation")}
    done: list[Application] = []
    refused: list[tuple[Application, Refused]] = []
    for application in applications:
        try:
            _apply(application, changes[application.pk], people=people, by=by)
        except Refused as refusal:
            refused.append((application, refusal))
        else:
            done.append(application)
    return done, refused


@transaction.atomic
def _apply(
    application: Application, change: Change, *, people: Mapping[str, User], by: User
) -> None:
    """Raises HandlingChanged, NotOfTheFoundation, OwnApplication."""
    handling = _held(application)
    stands = (handling.handler.email if handling.handler else "", handling.note)
    if stands != (change.seen_handler, change.seen_note):
        raise HandlingChanged
    if change.handler and change.handler not in people:
        raise NotOfTheFoundation
    if change.handler:
        hand_over(application, to=people[change.handler], by=by)
    note_application(application, note=change.note, by=by)


def hand_over_all(
    applications: Iterable[Application], *, to: User, by: User
) -> tuple[list[Application], list[tuple[Application, Refused]]]:
    """Each for itself: those that changed hands, and why others did not."""
    done: list[Application] = []
    refused: list[tuple[Application, Refused]] = []
    for application in applications:
        try:
            hand_over(application, to=to, by=by)
        except Refused as refusal:
            refused.append((application, refusal))
        else:
            done.append(application)
    return done, refused


@transaction.atomic
def save_filter(*, by: User, name: str, query: str) -> SavedFilter:
    """Keep a filtered list under a name; the same name again means the new list.

    Raises TooManyFilters.
    """
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    kept = by.saved_filters.filter(name=name).first()
    if kept is None and by.saved_filters.count() >= MOST_FILTERS:
        raise TooManyFilters(MOST_FILTERS)
    saved, _is_new = SavedFilter.objects.update_or_create(
        user=by, name=name, defaults={"query": query, "saved_at": database_now()}
    )
    return saved


def forget_filter(*, by: User, pk: int) -> bool:
    """Whether one of the person's own was there to be forgotten."""
    count, _rows = by.saved_filters.filter(pk=pk).delete()
    return bool(count)


def _refuse_own(application: Application, *people: User) -> None:
    """Raises OwnApplication."""
    if application.company.members.filter(user__in=people).exists():
        raise OwnApplication


def _held(application: Application) -> Handling:
    Handling.objects.get_or_create(application=application)
    return Handling.objects.select_for_update(no_key=True).get(application=application)
