"""Questions about calls, and the answers that everybody reads. Who asked is in none of these."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from django.db.models import Count, IntegerField, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from portal.accounts.models import User
from programs.models import Call, Inquiry, Reply
from programs.models.inquiry import answer_due_at
from zones.models import Agency


@dataclass(frozen=True)
class WaitingInquiry:
    """A question as the agency sees it: without its asker."""

    pk: int
    text: str
    asked_at: datetime

    @property
    def due_at(self) -> datetime:
        return answer_due_at(self.asked_at)

    @property
    def is_overdue(self) -> bool:
        return self.due_at < timezone.now()


@dataclass
class PublicReply:
    """An answer that stands, with the answers that it corrects, the latest first."""

    reply: Reply
    former: list[Reply] = field(default_factory=list)


def waiting_inquiries_of(call: Call) -> list[WaitingInquiry]:
    """The call's questions without an answer, the oldest first."""
    rows = call.inquiries.waiting().values_list("pk", "text", "asked_at")
    return [WaitingInquiry(*row) for row in rows]


def standing_replies(replies: Iterable[Reply]) -> list[PublicReply]:
    """The replies that no later one corrects, newest first, each with those that it corrects."""
    by_pk = {reply.pk: reply for reply in replies}
    corrected = {reply.corrects_id for reply in by_pk.values()}
    standing = []
    for reply in by_pk.values():
        if reply.pk in corrected:
            continue
        found = PublicReply(reply)
        former = by_pk.get(reply.corrects_id or 0)
        while former:
            found.former.append(former)
            former = by_pk.get(former.corrects_id or 0)
        standing.append(found)
    return sorted(standing, key=lambda found: found.reply.published_at, reverse=True)


def replies_of(call: Call) -> list[PublicReply]:
    return standing_replies(call.replies.all())


def inquiries_of(user: User, call: Call) -> QuerySet[Inquiry]:
    """What this person asked about the call, the newest first."""
    return call.inquiries.filter(asker=user).select_related("reply").order_by("-asked_at", "-pk")


def inquiries_of_agencies_of(user: User) -> QuerySet[Inquiry]:
    return Inquiry.objects.filter(call__agency__in=Agency.objects.of(user))


def replies_of_agencies_of(user: User) -> QuerySet[Reply]:
    return Reply.objects.filter(call__agency__in=Agency.objects.of(user))


def overdue_before(now: datetime) -> datetime:
    """Questions asked before this moment should have been answered by `now`."""
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    while answer_due_at(midnight - timedelta(days=1)) >= now:
        midnight -= timedelta(days=1)
    return timezone.make_aware(datetime.combine(midnight.date(), time()))


def with_inquiry_counts(calls: QuerySet[Call]) -> QuerySet[Call]:
    """Calls with `inquiry_count`, the questions that wait, and `overdue_inquiry_count`;
    `first_asked_at` is when the oldest of them was asked, for `Call.answer_due_at`."""
    waiting = Inquiry.objects.waiting().filter(call=OuterRef("pk")).order_by().values("call")
    late = Q(asked_at__lt=overdue_before(timezone.now()))
    counts = {"inquiry_count": Count("pk"), "overdue_inquiry_count": Count("pk", filter=late)}
    return calls.annotate(
        **{
            name: Coalesce(
                Subquery(waiting.annotate(number=count).values("number")),
                0,
                output_field=IntegerField(),
            )
            for name, count in counts.items()
        },
        first_asked_at=Subquery(waiting.annotate(first=Min("asked_at")).values("first")),
    )
