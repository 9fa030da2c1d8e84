"""Giving a draft up, and beginning it anew."""

from django.db import transaction

from portal.accounts.models import User
from programs import workflow
from programs.actions.application import (
    locked_under_way,
    record_application_event,
    start_application,
)
from programs.actions.clock import SEEN
from programs.enums import ApplicationState
from programs.models import Application, Call
from zones.actions.consultants import refuse_consultant
from zones.models import Company


@transaction.atomic
def discard_application(application: Application, *, by: User) -> Application:
    """Give up a draft that was never submitted: it reminds nobody any more, and is not missed.

    What was written is kept, and is there when the company begins anew (`begin_application`).
    Raises CallClosed, TransitionNotAllowed, OutsideConsultant.
    """
    refuse_consultant(application.company, by)
    locked, _now = locked_under_way(application, hold=SEEN)
    return _moved(locked, "discard", event="discard", by=by)


@transaction.atomic
def begin_application(call: Call, *, company: Company, by: User) -> Application:
    """As `start_application`; a draft that was given up is a draft again, as it was left."""
    application = start_application(call, company=company, by=by)
    if application.state != ApplicationState.DISCARDED:
        return application
    locked, _now = locked_under_way(application, hold=SEEN)
    if locked.state != ApplicationState.DISCARDED:  # a second click
        return locked
    return _moved(locked, "begin_anew", event="start", by=by)


def _moved(locked: Application, verb: str, *, event: str, by: User) -> Application:
    before = locked.state
    locked.state = workflow.target_of(workflow.APPLICATION, verb, before)
    locked.save(update_fields=["state"])
    record_application_event(locked, event, by=by, from_state=before)
    return locked
