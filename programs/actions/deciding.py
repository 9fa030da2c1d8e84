"""A panel that is decided about: its points, rankings and selections are made behind its lock, and
by nobody who has a part in it."""

from datetime import datetime

from portal.accounts.models import User
from programs.actions.application import locked_for_staff
from programs.actions.clock import call_taken, database_now
from programs.actions.errors import CallNotClosed, TookPart
from programs.models import Application, Panel
from programs.rules.predicates import has_no_part_in, may_decide_about


def panel_held_for_deciding(panel: Panel, *, by: User, hold: str) -> tuple[Panel, datetime]:
    """The panel's row behind its call's, held until commit, for somebody who may decide there, and
    the moment by the database's clock.

    Raises CallNotClosed; TookPart for who judges there, competes in the call or is in conflict with
    one of the panel's applications: a superuser passes the permission without being asked.
    """
    call, now = call_taken(panel.call_id, hold=hold)
    if call.is_cancelled or not call.has_ended_at(now):
        raise CallNotClosed
    held = Panel.objects.select_for_update(no_key=True).get(pk=panel.pk)
    held.call = call
    if not has_no_part_in.test(by, held):
        raise TookPart
    return held, database_now()


def application_held_for_deciding(application: Application, *, by: User) -> Application:
    """The same of one application, for who may say which points count for it.

    Raises CallNotClosed, OwnApplication, InConflict, TookPart.
    """
    held = locked_for_staff(application, by=by)
    if not may_decide_about.test(by, held):
        raise TookPart
    return held
