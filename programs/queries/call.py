"""Calls: whose they are, and what happened to them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.contrib.auth.models import AnonymousUser
from django.db.models import (
    BooleanField,
    CharField,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast, Coalesce, JSONArray, JSONObject

from portal.accounts.models import User
from programs.enums import CallState, CallVerb
from programs.models import Attachment, Call, CallEvent, CallVersion, CallZone
from programs.rules import is_foundation
from zones.models import Agency


def calls_visible_to(user: User | AnonymousUser) -> QuerySet[Call]:
    """Published calls for everybody; all calls of their agency for its members; all for staff."""
    if not user.is_authenticated:
        return Call.objects.published()
    if is_foundation(user):
        return Call.objects.all()
    own = Call.objects.filter(agency__members__user=user)
    return (Call.objects.published() | Call.objects.filter(pk__in=own)).distinct()


def agencies_of(user: User) -> QuerySet[Agency]:
    """The agencies that the user works for, with their zones."""
    return Agency.objects.of(user).select_related("zone")


def calls_of_agencies_of(user: User) -> QuerySet[Call]:
    return Call.objects.filter(agency__in=Agency.objects.of(user))


MOST_OFFERED = 100


def calls_offered_to(user: User, *, asked: Iterable[int] = ()) -> QuerySet[Call]:
    """The newest calls of one's agencies, to choose from, and those of them that are asked for by
    their keys; without working copies."""
    own = calls_of_agencies_of(user).originals().kept()
    newest = own.order_by("-created_at", "-pk").values("pk")[:MOST_OFFERED]
    chosen = Q(pk__in=newest) | Q(pk__in=own.filter(pk__in=list(asked)).values("pk"))
    return Call.objects.filter(chosen).as_choices()


def calls_to_begin_with(user: User) -> QuerySet[Call]:
    """What was published by the person's agencies, the latest first: for a copy as a start."""
    published = calls_of_agencies_of(user).originals().published()
    return published.order_by("-published_at", "-pk")


def attachments_visible_to(user: User | AnonymousUser) -> QuerySet[Attachment]:
    """The files of the calls that one may read, and those that an amendment took out of them.

    What was published stays readable for ever; what was removed before it was published is gone, and
    what was found to be unsafe is withheld, and what is on its way to the virus check is not there yet.
    """
    own_key = JSONArray(JSONObject(key=Cast(OuterRef("key"), CharField())))
    published = CallVersion.objects.filter(
        call=OuterRef("call"), content__attachments__contains=own_key
    )
    return Attachment.objects.offered().filter(
        Q(removed_at=None) | Exists(published), call__in=calls_visible_to(user)
    )


def attachments_of_version(version: CallVersion) -> list[Attachment]:
    """The files of a call as it was published then, in their order and with their names of then."""
    rows = {attachment["key"]: attachment for attachment in version.content["attachments"]}
    kept = {
        str(row.key): row for row in Attachment.objects.filter(call=version.call_id, key__in=rows)
    }
    found = []
    for key, row in rows.items():
        attachment = kept[key]
        attachment.label_ko, attachment.label_en = row["label_ko"], row["label_en"]
        found.append(attachment)
    return found


def early_closing_of(call: Call) -> CallEvent | None:
    """When and why staff closed the call before its time; no statement where nobody did.

    From the event, as closings of former times are no amendments.
    """
    return call.events.filter(verb="close").last() if call.closed_at else None


def cancellation_of(call: Call) -> CallEvent | None:
    """When and why the call was cancelled; no statement where it was not."""
    return call.events.filter(verb=CallVerb.CANCEL).last() if call.is_cancelled else None


def cancel_reason_of(call: str) -> Subquery:
    """As a column: why the call was cancelled that stands at this path, None where it was not."""
    events = CallEvent.objects.filter(call=OuterRef(call), verb=CallVerb.CANCEL)
    return Subquery(events.order_by("-pk").values("reason")[:1])


@dataclass(frozen=True)
class CallHappening:
    """A line of a call's history for its agency and the foundation."""

    title: str
    actor: User | None
    happened_at: datetime
    reason: str


def happenings_of(call: Call) -> list[CallHappening]:
    """What happened to a call, oldest first; what one person wrote without a break in one line."""
    events = call.events.select_related("actor")
    lines = []
    for (verb, _actor), found in groupby(events, key=lambda event: (event.verb, event.actor_id)):
        if verb == CallVerb.WRITE:
            written = list(found)
            sections = dict.fromkeys(str(event.get_section_display()) for event in written)
            last = written[-1]
            title = f"{last.title}: {', '.join(sections)}"
            lines.append(CallHappening(title, last.actor, last.happened_at, ""))
        else:
            lines += [
                CallHappening(_titled(event), event.actor, event.happened_at, event.reason)
                for event in found
            ]
    return lines


def _titled(event: CallEvent) -> str:
    return f"{event.title}: {event.get_section_display()}" if event.section else event.title


def last_return_of(call: Call) -> CallEvent | None:
    """When and why the foundation sent a draft back, if that is how it became a draft again."""
    if not call.is_editable:
        return None
    returned = call.events.filter(verb__in=[CallVerb.SEND_BACK, CallVerb.TAKE_BACK]).last()
    return returned if returned and returned.verb == CallVerb.SEND_BACK else None


def zones_to_ask(call: Call) -> list[CallZone]:
    """Zones of the call with a contact, where the call has none of its own."""
    if call.has_contact:
        return []
    rows = call.call_zones.select_related("zone").order_by("zone__slug")
    return [row for row in rows if row.has_contact]


def with_last_return(calls: QuerySet[Call]) -> QuerySet[Call]:
    """As `last_return_of`, in one statement: `is_sent_back`."""
    returns = CallEvent.objects.filter(
        call=OuterRef("pk"), verb__in=[CallVerb.SEND_BACK, CallVerb.TAKE_BACK]
    )
    last = Subquery(returns.order_by("-happened_at", "-pk").values("verb")[:1])
    is_sent_back = Q(state=CallState.DRAFT, last_return=CallVerb.SEND_BACK)
    return calls.alias(last_return=Coalesce(last, Value(""))).annotate(
        is_sent_back=ExpressionWrapper(is_sent_back, output_field=BooleanField())
    )


def last_writing_in(call: Call, section: str) -> CallEvent | None:
    """Who wrote last in a section (CallSection), and when they began to."""
    written = call.events.filter(verb=CallVerb.WRITE, section=section)
    return written.select_related("actor").last()
