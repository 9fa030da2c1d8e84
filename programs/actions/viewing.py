"""Reviewers look at documents: written down once an hour, drawn one page at a time."""

from datetime import timedelta

from django.db import OperationalError, connection, transaction
from django.utils import timezone

from portal.accounts.models import User
from programs.actions.errors import DrawingUnderWay
from programs.actions.reading import record_reading
from programs.bare_process import on_disk
from programs.enums import ReadPlace
from programs.models import Document, Reading, Reviewer
from programs.queries.document_pages import mark_of
from programs.watermark import Drawn, draw_page

VIEWINGS, DRAWINGS = 6101, 6102  # what the locks are for
SAME_SITTING = timedelta(hours=1)
WAIT = timedelta(seconds=2)
LOCK = "SELECT pg_advisory_xact_lock(%s, hashtext(%s))"


@transaction.atomic
def record_viewing(document: Document, *, by: User, address: str | None) -> Reading | None:
    """Log that somebody looks at a document; None where it was logged within the hour.

    Its pages come by many requests at once, which are counted one by one.
    """
    if _was_seen(document, by=by):
        return None
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [VIEWINGS, str(by.pk)])
    if _was_seen(document, by=by):
        return None
    return record_reading(
        document.application, by=by, place=ReadPlace.DOCUMENT, address=address, document=document
    )


@transaction.atomic
def draw_for(reviewer: Reviewer, document: Document, *, number: int, width: int) -> Drawn:
    """A page with the reviewer's mark of this minute; nothing is kept of it.

    One at a time for each person, on whatever web host: drawing takes a processor, and their
    browser asks for many. Raises DrawingUnderWay after a short wait, Unreadable, FileNotFoundError.
    """
    _take_turn(reviewer.user)
    mark = mark_of(reviewer, at=timezone.now())
    with document.file.open() as stored, on_disk(stored) as file:
        return draw_page(
            file, content_type=document.content_type, number=number, width=width, mark=mark
        )


def _was_seen(document: Document, *, by: User) -> bool:
    since = timezone.now() - SAME_SITTING
    looks = Reading.objects.filter(document=document, reader=by, place=ReadPlace.DOCUMENT)
    return looks.filter(reason="", read_at__gt=since).exists()


def _take_turn(user: User) -> None:
    """Until the transaction ends. Raises DrawingUnderWay."""
    with connection.cursor() as cursor:
        wait = f"{WAIT // timedelta(milliseconds=1)}ms"
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [wait])
        try:
            cursor.execute(LOCK, [DRAWINGS, str(user.pk)])
        except OperationalError as error:
            raise DrawingUnderWay from error
