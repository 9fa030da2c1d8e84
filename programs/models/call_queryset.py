"""Which calls: published, open, closed, found."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import RawSQL
from django.utils import timezone

from portal.common.nested import KeptRows, rows_of
from portal.common.search import search_query, words_of
from programs.enums import WRITING_VERBS, CallState, CallStatus, ClosingMode
from zones.models import Agency, Zone

# All seats, or all the money, are asked for: such a call is closed until there are more
IS_FULL = Q(
    closing_mode=ClosingMode.SEATS, seat_count__isnull=False, taken_count__gte=F("seat_count")
) | Q(closing_mode=ClosingMode.BUDGET, budget_won__isnull=False, taken_won__gte=F("budget_won"))


def has_ended(now: datetime) -> Q:
    """Calls that nothing opens again at the moment `now` (UTC) but an amendment."""
    return Q(closes_at__lte=now) | Q(closed_at__isnull=False) | Q(state=CallState.CANCELLED)


def is_over(now: datetime) -> Q:
    """Calls that take nobody new at the moment `now` (UTC)."""
    return has_ended(now) | IS_FULL


def has_status(status: str, now: datetime) -> Q:
    """Calls that are upcoming, open or closed (CallStatus) at the moment `now`, if published."""
    return {
        CallStatus.UPCOMING: Q(opens_at__gt=now) & ~is_over(now),
        CallStatus.OPEN: Q(opens_at__lte=now) & ~is_over(now),
        CallStatus.CLOSED: is_over(now),
    }[CallStatus(status)]


def _holding(word: str) -> RawSQL:
    """Keys of the calls that hold a word in their text, their files or the name of a zone."""
    pieces = search_query(word).source_expressions[0].value
    return RawSQL("SELECT * FROM calls_holding(%s, %s::tsquery)", (word, pieces))


# Each word costs its looks into three indexes; who pastes a page gets calls that fit its beginning
MOST_WORDS = 12


# What a card or a row of a list shows of a call: a tenth of what it says
CARD_FIELDS = (
    "code", "title_ko", "title_en", "summary_ko", "summary_en", "stage", "state", "is_example",
    "budget_won", "taken_won", "seat_count", "taken_count", "closing_mode", "opens_at", "closes_at",
    "closed_at", "cancelled_at", "published_at", "agency__slug", "agency__name_ko", "agency__name_en",
)  # fmt: skip


# All that the counts beside the filters look at
ZONE_ROWS = KeptRows(
    lambda: rows_of(
        Zone.objects.filter(call_zones__call=models.OuterRef("pk")), "slug", "name_ko", "name_en"
    )
)
COUNTED = (
    "id", "stage", "agency", "program", "applicant_kinds", "state", "cancelled_at", "opens_at",
    "closes_at", "closed_at", "closing_mode", "seat_count", "taken_count", "budget_won", "taken_won",
)  # fmt: skip


class CallQuerySet(models.QuerySet["Call"]):
    def originals(self) -> Self:
        """Without the working copies that amend a published call."""
        return self.filter(amends=None)

    def kept(self) -> Self:
        """Without drafts that were put away, and those that were published in their call."""
        return self.exclude(state__in=[CallState.DISCARDED, CallState.MERGED])

    def published(self) -> Self:
        """The only statement of "published": approved, and the moment has come.

        A cancelled call stays public if it was; one cancelled before stays unknown.
        """
        is_public = Q(state=CallState.APPROVED, published_at__lte=timezone.now())
        was_public = Q(state=CallState.CANCELLED, published_at__lte=F("cancelled_at"))
        return self.filter(is_public | was_public)

    def approvable_by(self, user: models.Model) -> Self:
        """Calls that wait for approval and are not the user's own: `rules.is_own_call` for many."""
        waiting = self.filter(state=CallState.SUBMITTED)
        mine = Q(created_by=user) | Q(submitted_by=user) | Q(agency__in=Agency.objects.of(user))
        wrote = Q(events__actor=user, events__verb__in=WRITING_VERBS)
        return waiting.exclude(mine).exclude(pk__in=self.model.objects.filter(wrote).values("pk"))

    def upcoming(self) -> Self:
        return self.of_status(CallStatus.UPCOMING)

    def open(self) -> Self:
        return self.of_status(CallStatus.OPEN)

    def closed(self) -> Self:
        return self.of_status(CallStatus.CLOSED)

    def ended(self) -> Self:
        return self.published().filter(has_ended(timezone.now()))

    def underway_at(self, now: datetime) -> Self:
        """`Call.is_underway_at` for many: who is in one may write."""
        begun = self.filter(state=CallState.APPROVED, opens_at__lte=now)
        return begun.filter(~has_ended(now))

    def of_status(self, status: str) -> Self:
        return self.published().filter(has_status(status, timezone.now()))

    def matching(self, text: str) -> Self:
        """Calls that hold all words of `text`, each in the call itself, in one of its files, or in
        the name of its agency or a zone of it."""
        words = list(dict.fromkeys(words_of(text)))[:MOST_WORDS]
        if not words:
            return self.filter(models.Value(False))
        found = self
        for word in words:
            agencies = Agency.objects.filter(
                Q(name_ko__icontains=word) | Q(name_en__icontains=word)
            )
            found = found.filter(Q(pk__in=_holding(word)) | Q(agency__in=agencies.order_by()))
        return found

    def with_urgency(self) -> Self:
        """`urgency`: 0 for open calls, 1 for upcoming ones, 2 for closed ones."""
        now = timezone.now()
        rank = models.Case(
            models.When(is_over(now), then=2),
            models.When(opens_at__gt=now, then=1),
            default=0,
            output_field=models.IntegerField(),
        )
        return self.annotate(urgency=rank)

    def by_urgency(self) -> Self:
        """Open calls by closing moment, then upcoming ones by opening, then closed, newest first."""
        return self.with_urgency().order_by(
            "urgency",
            models.Case(models.When(urgency=0, then=F("closes_at"))).asc(nulls_last=True),
            models.Case(models.When(urgency=1, then=F("opens_at"))).asc(nulls_last=True),
            F("published_at").desc(nulls_last=True),
            "-pk",
        )

    def with_parties(self) -> Self:
        """Calls with programme, agency and zones, in one statement."""
        return self._with_zones().select_related("agency", "program")

    def as_cards(self) -> Self:
        """All that a card or a row of a list shows, in one statement, and nothing else."""
        return self._with_zones().select_related("agency").only(*CARD_FIELDS)

    def as_choices(self) -> Self:
        """All that a list of choices says of a call, the newest first."""
        return self.only("code", "title_ko", "title_en").order_by("-created_at", "-pk")

    def _with_zones(self) -> Self:
        return self.annotate(zone_rows=ZONE_ROWS)


class CallManager(models.Manager.from_queryset(CallQuerySet)):  # type: ignore[misc]
    """Without the pieces for the search, which only the database looks at."""

    def get_queryset(self) -> CallQuerySet:
        return super().get_queryset().defer("search")
