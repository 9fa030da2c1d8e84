import secrets
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.common.models import Event, kept_history, only_moves
from programs import workflow
from programs.enums import RegistrationState, SeatMode

# No place any more
ENDED = (RegistrationState.CANCELLED, RegistrationState.LAPSED)
# A seat that is offered is nobody else's until the offer lapses
TAKING = (RegistrationState.SEATED, RegistrationState.OFFERED)

# Crockford's base 32: no I, L, O, U, so that nobody misreads a number aloud or on paper
TICKET_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
TICKET_LENGTH = 10


def ticket_code() -> str:
    """A number that nobody guesses (50 bits), short enough to be read to somebody at a desk."""
    return "".join(secrets.choice(TICKET_LETTERS) for _letter in range(TICKET_LENGTH))


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def active(self) -> Self:
        return self.exclude(state__in=ENDED)

    def taking_a_seat(self) -> Self:
        return self.filter(state__in=TAKING)

    def unanswered(self, *, at: datetime) -> Self:
        """Offers whose time is over at a moment by the database's clock (UTC)."""
        return self.filter(state=RegistrationState.OFFERED, answer_by__lte=at)


# Who it is stays out of the history, which nobody can change: guests are forgotten after a time
@kept_history(
    "RegistrationHistory",
    exclude=["attendee_name", "phone", "email", "organisation", "code", "edition"],
)
class Registration(models.Model):
    """참가 신청: a seat at a briefing, or a place on its waiting list."""

    briefing = models.ForeignKey(
        "programs.Briefing",
        on_delete=models.PROTECT,
        related_name="registrations",
        verbose_name=_("briefing"),
    )
    # A guest without an account acts by the link of a mail
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="registrations",
        verbose_name=pgettext_lazy("briefing", "registered by"),
    )
    company = models.ForeignKey(
        "zones.Company",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="registrations",
        verbose_name=_("company"),
    )
    attendee_name = models.CharField(_("name of the guest"), max_length=80)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    organisation = models.CharField(_("organisation"), max_length=160, blank=True)
    language = models.CharField(_("language of mails"), max_length=5, default="ko")
    mode = models.CharField(
        pgettext_lazy("briefing", "takes part"),
        max_length=10,
        choices=SeatMode,
        default=SeatMode.HALL,
    )
    state = models.CharField(_("state"), max_length=20, choices=RegistrationState, editable=False)
    answer_by = models.DateTimeField(_("answer by"), null=True, blank=True, editable=False)
    # 1, 2, 3 … at each briefing, given while it is held: the order of those who wait
    place = models.PositiveIntegerField(_("place in line"), editable=False)
    # What the guest shows at the desk, good for nothing else
    code = models.CharField(
        _("ticket number"), max_length=TICKET_LENGTH, unique=True, default=ticket_code
    )
    # A later edition makes the former links of its mails unknown
    edition = models.PositiveSmallIntegerField(default=1, editable=False)
    is_walk_in = models.BooleanField(_("came without registration"), default=False, editable=False)
    registered_at = models.DateTimeField(
        pgettext_lazy("briefing", "registered at"), default=timezone.now
    )

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["briefing", "place"]
        constraints = [
            models.UniqueConstraint(
                fields=["briefing", "user"],
                condition=~Q(state__in=ENDED),
                name="programs_registration_one_per_person",
            ),
            models.UniqueConstraint(
                fields=["briefing", "email"],
                condition=~Q(state__in=ENDED) & ~Q(email=""),
                name="programs_registration_one_per_address",
            ),
            models.CheckConstraint(
                condition=Q(email=Lower("email")), name="programs_registration_address_is_small"
            ),
            models.CheckConstraint(
                condition=Q(state=RegistrationState.OFFERED, answer_by__isnull=False)
                | ~Q(state=RegistrationState.OFFERED) & Q(answer_by=None),
                name="programs_registration_offer_has_its_time",
            ),
            models.UniqueConstraint(
                fields=["briefing", "place"], name="programs_registration_one_per_place"
            ),
        ]
        triggers = [only_moves(workflow.REGISTRATION)]

    def __str__(self) -> str:
        return f"{self.attendee_name} · {self.briefing}"


class BriefingEvent(Event):
    """What happened to a briefing or to a registration for it."""

    briefing = models.ForeignKey(
        "programs.Briefing", on_delete=models.PROTECT, related_name="events"
    )
    registration = models.ForeignKey(
        Registration, on_delete=models.PROTECT, null=True, related_name="events"
    )
