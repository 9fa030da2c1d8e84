"""Files that stood in a place of an application before, or were kept aside: put back, or left."""

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from programs.actions.application import draft_held, record_application_event, touch
from programs.actions.errors import FileGone, PlaceChanged
from programs.enums import ApplicationVerb
from programs.models import Document


@transaction.atomic
def restore_document(document: Document, *, by: User, seen: int) -> Document:
    """Put a former file, or one that was kept aside, in its place; what stands there steps aside.

    `seen` is the key of what the person saw there, 0 for nothing. Does nothing where it stands
    there already. Raises PlaceChanged where another one stands there by now; FileGone where its
    bytes are not kept any more, it was found to be unsafe, or the call asks for it no more;
    CallClosed, TransitionNotAllowed.
    """
    application, now = draft_held(document.application)
    former = application.documents.select_for_update(of=["self"], no_key=True).get(pk=document.pk)
    if former.removed_at is None:
        return former
    if not former.can_be_put_back or former.place.removed_at:
        raise FileGone
    there = application.documents.current().at_place_of(former)
    if there.exclude(pk=seen).exists():
        raise PlaceChanged
    there.update(removed_at=timezone.now())
    former.removed_at, former.is_set_aside = None, False
    former.save(update_fields=["removed_at", "is_set_aside"])
    touch(application, at=now)
    _record(former, ApplicationVerb.RESTORE_FILE, by=by)
    return former


@transaction.atomic
def leave_aside(document: Document, *, by: User) -> None:
    """Keep what stands in the place; the file that was kept aside is an earlier one from now on.

    A second time does nothing. Raises CallClosed, TransitionNotAllowed.
    """
    application, _now = draft_held(document.application)
    waiting = application.documents.filter(pk=document.pk, is_set_aside=True)
    if waiting.update(is_set_aside=False):
        _record(document, ApplicationVerb.KEEP_FILE, by=by)


def _record(document: Document, verb: ApplicationVerb, *, by: User) -> None:
    application = document.application
    record_application_event(
        application, verb, by=by, from_state=application.state, reason=document.name
    )
