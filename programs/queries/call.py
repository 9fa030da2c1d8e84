"""Calls: whose they are, what they show, what they still lack."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

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
from portal.common.nested import objects_from, rows_of
from programs.enums import CallState, CallVerb
from programs.models import (
    Adjustment,
    Amendment,
    Attachment,
    Briefing,
    Call,
    CallEvent,
    CallVersion,
    CostShare,
    Criterion,
    Question,
    Reply,
    RequiredDocument,
)
from programs.queries.inquiry import standing_replies
from programs.rules import is_foundation
from zones.models import Agency

PART_FIELDS = ("position", "label_ko", "label_en", "help_ko", "help_en")


def calls_visible_to(user: User | AnonymousUser) -> QuerySet[Call]:
    """Published calls for everybody; all calls of their agency for its members; all for staff."""
    if not user.is_authenticated:
        return Call.objects.published()
    if is_foundation(user):
        return Call.objects.all()
    own = Call.objects.filter(agency__members__user=user)
    return (Call.objects.published() | Call.objects.filter(pk__in=own)).distinct()


def calls_of_agencies_of(user: User) -> QuerySet[Call]:
    return Call.objects.filter(agency__in=Agency.objects.of(user))


def calls_to_begin_with(user: User) -> QuerySet[Call]:
    """What was published by the person's agencies, the latest first: for a copy as a start."""
    published = calls_of_agencies_of(user).originals().published()
    return published.order_by("-published_at", "-pk")


def attachments_visible_to(user: User | AnonymousUser) -> QuerySet[Attachment]:
    """The files of the calls that one may read, and those that an amendment took out of them.

    What was published stays readable for ever; what was removed before it was published is gone.
    """
    own_key = JSONArray(JSONObject(key=Cast(OuterRef("key"), CharField())))
    published = CallVersion.objects.filter(
        call=OuterRef("call"), content__attachments__contains=own_key
    )
    return Attachment.objects.filter(
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
    """When and why staff closed the call before its time; no statement where nobody did."""
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


def with_parts(calls: QuerySet[Call]) -> QuerySet[Call]:
    """Calls with questions, documents, files, criteria and briefings, all in one statement."""
    parent = OuterRef("pk")
    return calls.annotate(
        question_rows=rows_of(
            Question.objects.filter(call=parent),
            *PART_FIELDS, "kind", "is_required", "max_length", "unit", "options",
        ),
        document_rows=rows_of(
            RequiredDocument.objects.filter(call=parent),
            *PART_FIELDS, "is_required", "applicant_kinds", "max_age_days",
        ),
        attachment_rows=rows_of(
            Attachment.objects.current().filter(call=parent),
            "id", "label_ko", "label_en", "name", "size",
        ),
        criterion_rows=rows_of(Criterion.objects.filter(call=parent), *PART_FIELDS, "weight"),
        adjustment_rows=rows_of(
            Adjustment.objects.filter(call=parent), *PART_FIELDS, "kind", "points", "ground"
        ),
        share_rows=rows_of(
            CostShare.objects.filter(call=parent), "size", "government_percent", "cash_percent"
        ),
        reply_rows=rows_of(
            Reply.objects.filter(call=parent),
            "id", "question", "text", "published_at", "corrects_id",
        ),
        amendment_rows=rows_of(
            Amendment.objects.filter(call=parent), "number", "kind", "reason", "published_at"
        ),
        briefing_rows=rows_of(
            Briefing.objects.announced().filter(calls=parent),  # with their call, drafts too
            "id", "title_ko", "title_en", "starts_at", "ends_at", "is_day_only",
            "venue_ko", "venue_en", "cancelled_at",
        ),
    )  # fmt: skip


def parts_of(call: Call) -> dict[str, list[Any]]:
    """The parts that `with_parts` brought, as objects."""
    rows: Any = call
    return {
        "questions": objects_from(Question, rows.question_rows),
        "required_documents": objects_from(RequiredDocument, rows.document_rows),
        "attachments": objects_from(Attachment, rows.attachment_rows),
        "criteria": objects_from(Criterion, rows.criterion_rows),
        "adjustments": objects_from(Adjustment, rows.adjustment_rows),
        "cost_shares": objects_from(CostShare, rows.share_rows),
        "replies": standing_replies(objects_from(Reply, rows.reply_rows)),
        "amendments": objects_from(Amendment, rows.amendment_rows),
        "briefings": objects_from(Briefing, rows.briefing_rows),
    }
