"""Drafts that begin as a copy: of last year's call, or of a published call that is to change."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from programs import workflow
from programs.actions.call import next_code, record_call_event
from programs.actions.content import fill_call, share_attachments, write_parts
from programs.actions.errors import AmendmentWaiting, TooFarAhead
from programs.enums import AmendmentKind
from programs.models import Call
from programs.models.call_content import MOMENTS
from programs.queries.amendment import waiting_amendment_of
from programs.queries.content import content_of_call
from programs.validators import year_faults
from zones.models import Agency

# What belongs to the one notice and not to the next
CONTACT = ("contact_name", "contact_phone", "contact_email")
OF_THE_NOTICE = ("notice_number", "iris_number", "short_notice_reason")


def _moment(text: str | None) -> datetime | None:
    return timezone.localtime(datetime.fromisoformat(text)) if text else None


def _moved(content: dict[str, Any], *, to: datetime) -> dict[str, Any]:
    """The content with its publication at `to`; the other moments keep their days of distance."""
    published_at = datetime.fromisoformat(content["published_at"])
    days = timezone.localdate(to) - timezone.localdate(published_at)
    moved = {
        name: (datetime.fromisoformat(content[name]) + days).isoformat()
        for name in MOMENTS
        if content[name]
    }
    return content | moved | {name: "" for name in OF_THE_NOTICE}


@transaction.atomic
def copy_call(source: Call, *, agency: Agency, by: User) -> Call:
    """A new draft of `agency` with all that `source` says, published tomorrow at the same time.

    Opening and closing keep their distance in days; numbers of the notice are left out, and the
    contact of another agency. Raises
    TooFarAhead where that leads out of this century.
    """
    tomorrow = timezone.localtime() + timedelta(days=1)
    content = _moved(content_of_call(source), to=tomorrow) | {"agency": agency.slug}
    if source.agency != agency:
        content |= dict.fromkeys(CONTACT, "")
    if year_faults({name: _moment(content[name]) for name in MOMENTS}):
        raise TooFarAhead
    return _draft_of(source, content, by=by, verb="copy")


@transaction.atomic
def start_amendment(call: Call, *, kind: AmendmentKind, reason: str, by: User) -> Call:
    """The working copy in which a published call is changed; the call stays as it is until then.

    Who begins the same again gets the copy that is there. Raises AmendmentWaiting where another
    one is being written, TransitionNotAllowed where the call is not approved.
    """
    call = Call.objects.select_for_update(no_key=True).get(pk=call.pk)
    workflow.target_of(workflow.CALL, "amend", call.state)
    if waiting := waiting_amendment_of(call):
        begun = (waiting.created_by_id, waiting.amendment_kind, waiting.amendment_reason)
        if begun != (by.pk, kind, reason):
            raise AmendmentWaiting
        return waiting
    return _draft_of(
        call,
        content_of_call(call),
        by=by,
        verb="start_amendment",
        amends=call,
        amendment_kind=kind,
        amendment_reason=reason,
    )


def _draft_of(source: Call, content: dict[str, Any], *, by: User, verb: str, **fields: Any) -> Call:
    draft = fill_call(Call(created_by=by, copied_from=source, **fields), content)
    draft.code = next_code(draft)
    draft.save()
    write_parts(draft, content)
    share_attachments(source, draft, by=by)
    record_call_event(draft, verb, by=by, from_state="", reason=draft.amendment_reason)
    return draft
