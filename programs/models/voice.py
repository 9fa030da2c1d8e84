"""What companies find difficult, who deals with it, and what the public reads of it."""

from datetime import date, datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.common.business_days import office_end_after
from portal.common.models import Event, kept_history, localized, never_changed, only_moves, paired
from portal.common.search import searchable
from programs import workflow
from programs.enums import SummaryState, VoiceReminderKind, VoiceState, VoiceTheme
from zones.models import Zone

LONGEST_TITLE = 100
LONGEST_VOICE = 3000
LONGEST_ANSWER = 5000
LONGEST_SUMMARY = 2000
# 건의민원: 민원 처리에 관한 법률 시행령 제15조, as a suggestion; a voice is no petition
ANSWER_DAYS = 14

OPEN = (VoiceState.RECEIVED, VoiceState.ASSIGNED)


def suggested_due_day(now: datetime) -> date:
    """The day in Korea that is fourteen business days after a moment (UTC)."""
    return timezone.localdate(office_end_after(now, days=ANSWER_DAYS))


# Those that somebody deals with by their day, then those that nobody does, then the rest
MOST_URGENT_FIRST = (
    Case(
        When(state=VoiceState.ASSIGNED, then=0),
        When(state=VoiceState.RECEIVED, then=1),
        When(state=VoiceState.ANSWERED, then=2),
        default=3,
    ),
    Case(When(state=VoiceState.ASSIGNED, then=F("due_on"))),
    Case(When(state__in=OPEN, then=F("reported_at"))),
    "-reported_at",
    "-pk",
)


class VoiceQuerySet(models.QuerySet["Voice"]):
    def overdue(self, today: date) -> Self:
        """Not answered although their day in Korea has gone by."""
        return self.filter(state=VoiceState.ASSIGNED, due_on__lt=today)

    def due_until(self, day: date) -> Self:
        """To be answered on this day in Korea or before, those overdue included."""
        return self.filter(state=VoiceState.ASSIGNED, due_on__lte=day)

    def answered_late(self) -> Self:
        return self.filter(state=VoiceState.ANSWERED, answered_on__gt=F("due_on"))

    def matching(self, text: str) -> Self:
        text = searchable(text)
        return self.filter(Q(title__icontains=text) | Q(text__icontains=text))

    def most_urgent_first(self) -> Self:
        return self.order_by(*MOST_URGENT_FIRST)


@kept_history("VoiceHistory")
class Voice(models.Model):
    """현장의 소리(애로사항): a difficulty that a company reports, or that staff take down from it."""

    company = models.ForeignKey(
        "zones.Company",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="voices",
        verbose_name=_("company"),
    )
    briefing = models.ForeignKey(
        "programs.Briefing",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="voices",
        verbose_name=_("where it was said"),
    )
    zone = models.ForeignKey(
        "zones.Zone",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="voices",
        verbose_name=_("zone"),
    )
    theme = models.CharField(pgettext_lazy("voice", "theme"), max_length=20, choices=VoiceTheme)
    title = models.CharField(_("in one line"), max_length=LONGEST_TITLE)
    text = models.TextField(_("what is difficult"), max_length=LONGEST_VOICE)
    names_company = models.BooleanField(
        _("The zone office that deals with it may read the name of our company"), default=False
    )
    is_taken_down = models.BooleanField(_("taken down by staff"), default=False)
    heard_by = models.ForeignKey(
        "zones.Agency",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("agency that took it down"),
    )
    reported_at = models.DateTimeField(pgettext_lazy("voice", "reported at"), default=timezone.now)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=pgettext_lazy("voice", "reported by"),
    )
    state = models.CharField(
        _("state"), max_length=20, choices=VoiceState, default=VoiceState.RECEIVED, editable=False
    )
    agency = models.ForeignKey(
        "zones.Agency",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="voices",
        verbose_name=_("agency that deals with it"),
        help_text=_("None where the foundation does it itself."),
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="owned_voices",
        verbose_name=_("person in charge"),
    )
    due_on = models.DateField(_("answer due on"), null=True, blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    is_example = models.BooleanField(
        _("example"), default=False, help_text=_("Invented for the demonstration.")
    )

    objects = VoiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("voice of the field")
        verbose_name_plural = _("voices of the field")
        ordering = ["-reported_at", "-pk"]
        indexes = [models.Index(fields=["state", "due_on"], name="programs_voice_by_due_day")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(text=""), name="programs_voice_has_texts"
            ),
            models.CheckConstraint(
                condition=Q(company__isnull=False) | Q(briefing__isnull=False),
                name="programs_voice_has_origin",
                violation_error_message=_("Name the company, or the session where it was said."),
            ),
            models.CheckConstraint(
                condition=Q(is_taken_down=True) | Q(briefing=None, heard_by=None),
                name="programs_voice_heard_by_staff",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[VoiceState.RECEIVED, VoiceState.WITHDRAWN])
                & Q(owner=None, due_on=None, agency=None)
                | ~Q(state=VoiceState.RECEIVED) & Q(owner__isnull=False, due_on__isnull=False),
                name="programs_voice_owner_has_due_day",
            ),
            models.CheckConstraint(
                condition=Q(state=VoiceState.ANSWERED, answered_on__isnull=False)
                | ~Q(state=VoiceState.ANSWERED) & Q(answered_on=None),
                name="programs_voice_answered_has_day",
            ),
        ]
        triggers = [only_moves(workflow.VOICE)]

    def __str__(self) -> str:
        return self.title

    def is_overdue_on(self, today: date) -> bool:
        return self.state == VoiceState.ASSIGNED and self.due_on is not None and self.due_on < today

    @property
    def is_overdue(self) -> bool:
        return self.is_overdue_on(timezone.localdate())

    @property
    def is_late(self) -> bool:
        """Answered after its day, or overdue."""
        if self.answered_on and self.due_on:
            return self.answered_on > self.due_on
        return self.is_overdue


class VoiceAnswer(models.Model):
    """답변: what the foundation or an agency wrote to the company; never changed."""

    voice = models.ForeignKey(Voice, on_delete=models.PROTECT, related_name="answers")
    text = models.TextField(_("answer"), max_length=LONGEST_ANSWER)
    agency = models.ForeignKey(
        "zones.Agency",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("agency"),
    )
    answered_at = models.DateTimeField(_("answered at"), default=timezone.now)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("answered by"),
    )

    class Meta:
        verbose_name = _("answer to a voice")
        verbose_name_plural = _("answers to voices")
        ordering = ["answered_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="programs_voiceanswer_has_text")
        ]
        triggers = [never_changed()]

    def __str__(self) -> str:
        return self.text[:60]


class VoiceSummaryQuerySet(models.QuerySet["VoiceSummary"]):
    def published(self) -> Self:
        return self.filter(state=SummaryState.PUBLISHED)

    def matching(self, text: str) -> Self:
        """Summaries whose own words contain the text; nothing else of the voice is looked at."""
        text = searchable(text)
        fields = ("title", "difficulty", "outcome")
        found = Q()
        for name in fields:
            found |= Q(**{f"{name}_ko__icontains": text}) | Q(**{f"{name}_en__icontains": text})
        return self.filter(found)

    def of_zone(self, slug: str) -> Self:
        """Only those that say their zone."""
        return self.filter(shows_zone=True, voice__zone__slug=slug)


@kept_history("VoiceSummaryHistory")
class VoiceSummary(models.Model):
    """공개 요약: what everybody reads of a voice, without names, once its company has agreed."""

    voice = models.OneToOneField(Voice, on_delete=models.PROTECT, related_name="summary")
    title_ko = models.CharField(_("title (Korean)"), max_length=LONGEST_TITLE)
    title_en = models.CharField(_("title (English)"), max_length=LONGEST_TITLE, blank=True)
    difficulty_ko = models.TextField(_("difficulty (Korean)"), max_length=LONGEST_SUMMARY)
    difficulty_en = models.TextField(
        _("difficulty (English)"), max_length=LONGEST_SUMMARY, blank=True
    )
    outcome_ko = models.TextField(_("what was done (Korean)"), max_length=LONGEST_SUMMARY)
    outcome_en = models.TextField(
        _("what was done (English)"), max_length=LONGEST_SUMMARY, blank=True
    )
    shows_zone = models.BooleanField(
        _("say the zone"),
        default=True,
        help_text=_("Not where few companies are of this kind there: the zone would name it."),
    )
    state = models.CharField(
        _("state of the summary"),
        max_length=20,
        choices=SummaryState,
        default=SummaryState.PROPOSED,
        editable=False,
    )
    # Counts the texts: an agreement is to the one that was read
    edition = models.PositiveIntegerField(
        pgettext_lazy("voice", "edition"), default=1, editable=False
    )
    proposed_at = models.DateTimeField(_("proposed at"), default=timezone.now)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("proposed by"),
    )
    agreed_at = models.DateTimeField(_("agreed at"), null=True, blank=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("agreed by"),
    )
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("published by"),
    )
    title = localized("title")
    difficulty = localized("difficulty")
    outcome = localized("outcome")

    objects = VoiceSummaryQuerySet.as_manager()

    class Meta:
        verbose_name = _("public summary of a voice")
        verbose_name_plural = _("public summaries of voices")
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title_ko="") & ~Q(difficulty_ko="") & ~Q(outcome_ko=""),
                name="programs_voicesummary_has_texts",
            ),
            paired("agreed_at", "agreed_by", name="programs_voicesummary_agreed_pair"),
            paired("published_at", "published_by", name="programs_voicesummary_published_pair"),
            models.CheckConstraint(
                condition=Q(
                    state__in=[SummaryState.AGREED, SummaryState.PUBLISHED],
                    agreed_at__isnull=False,
                )
                | Q(state__in=[SummaryState.PROPOSED, SummaryState.DECLINED], agreed_at=None),
                name="programs_voicesummary_agreed_has_stamp",
            ),
            models.CheckConstraint(
                condition=Q(state=SummaryState.PUBLISHED, published_at__isnull=False)
                | ~Q(state=SummaryState.PUBLISHED) & Q(published_at=None),
                name="programs_voicesummary_published_has_stamp",
            ),
        ]
        triggers = [only_moves(workflow.SUMMARY)]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("programs:summary-detail", args=[self.pk])

    @property
    def zone(self) -> Zone | None:
        """The zone, where the summary says it."""
        return self.voice.zone if self.shows_zone else None


class VoiceReminder(models.Model):
    """A mail to the person in charge that a voice is due; of each kind one for a due day."""

    voice = models.ForeignKey(Voice, on_delete=models.CASCADE, related_name="reminders")
    kind = models.CharField(_("kind"), max_length=12, choices=VoiceReminderKind)
    due_on = models.DateField(_("answer due on"))
    sent_at = models.DateTimeField(_("sent at"), default=timezone.now)

    class Meta:
        verbose_name = _("reminder of a voice")
        verbose_name_plural = _("reminders of voices")
        constraints = [
            models.UniqueConstraint(
                fields=["voice", "kind", "due_on"], name="programs_voicereminder_once"
            )
        ]
        triggers = [never_changed()]

    def __str__(self) -> str:
        return f"{self.voice_id} · {self.kind}"


class VoiceEvent(Event):
    """What happened to a voice or its summary."""

    voice = models.ForeignKey(Voice, on_delete=models.PROTECT, related_name="events")
