"""Mails about the clock of objections: a week and a day before, and once it has run out."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from portal.accounts.models import User
from programs.actions.clock import database_now
from programs.actions.notifications import foundation, notify, unbarred
from programs.actions.objection import page_of
from programs.enums import ObjectionMailKind
from programs.models import Objection, ObjectionMail

# How long before the end each is sent
AHEAD = {
    ObjectionMailKind.LATE: timedelta(0),
    ObjectionMailKind.DAY: timedelta(days=1),
    ObjectionMailKind.WEEK: timedelta(days=7),
}


def mail_objection_clocks() -> int:
    """Tell who examines an open objection how its clock stands, each kind once; how many were told.

    Where nobody examines it yet, and once it is late, the whole foundation is told but for those
    who had a part in it.
    """
    now = database_now()
    soon = Objection.objects.open().filter(due_at__lte=now + max(AHEAD.values()))
    return sum(_told(objection, now) for objection in soon.order_by("due_at", "pk"))


@transaction.atomic
def _told(objection: Objection, now: datetime) -> bool:
    rows = Objection.objects.open().select_for_update(of=("self",), no_key=True)
    held = rows.select_related("application__call", "handler").filter(pk=objection.pk).first()
    if held is None:
        return False
    kind = next(kind for kind, ahead in AHEAD.items() if held.due_at - ahead <= now)
    _row, is_new = ObjectionMail.objects.get_or_create(objection=held, kind=kind)
    if is_new:
        readers: Iterable[User] = foundation().exclude(pk__in=held.people_who_took_part())
        if held.handler and kind != ObjectionMailKind.LATE:
            readers = [held.handler]
        readers = unbarred(readers, held.application)
        notify(readers, "objection_due", path=page_of(held), objection=held)
    return is_new
