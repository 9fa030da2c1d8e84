import secrets
from datetime import datetime
from typing import Self

import pgtrigger
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


def seats_counted() -> pgtrigger.Trigger:
    """The briefing's row counts the seats that are taken or offered, whoever writes a registration.

    The checks of that row refuse one more than there are. Who walks in takes the seat of somebody
    who stayed away, so it is not counted.
    """
    taking = ", ".join(f"'{state}'" for state in TAKING)

    def taken(row: str, mode: str) -> str:
        return (
            f"(CASE WHEN {row}.state IN ({taking}) AND {row}.mode = '{mode}'"
            f" AND NOT {row}.is_walk_in THEN 1 ELSE 0 END)"
        )

    return pgtrigger.Trigger(
        name="seats_counted",
        level=pgtrigger.Row,
        when=pgtrigger.After,
        operation=pgtrigger.Insert
        | pgtrigger.UpdateOf("state", "mode", "is_walk_in")
        | pgtrigger.Delete,
        declare=[("hall", "integer := 0"), ("online", "integer := 0")],
        func=f"""
            IF TG_OP <> 'INSERT' THEN
                hall := hall - {taken("OLD", SeatMode.HALL)};
                online := online - {taken("OLD", SeatMode.ONLINE)};
            END IF;
            IF TG_OP <> 'DELETE' THEN
                hall := hall + {taken("NEW", SeatMode.HALL)};
                online := online + {taken("NEW", SeatMode.ONLINE)};
            END IF;
            IF hall <> 0 OR online <> 0 THEN
                UPDATE programs_briefing
                   SET seats_taken = seats_taken + hall, online_taken = online_taken + online
                 WHERE id = COALESCE(NEW.briefing_id, OLD.briefing_id);
            END IF;
            RETURN NULL;
        """,
    )


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def active(self) -> Self:
        return self.exclude(state__in=ENDED)

    def taking_a_seat(self) -> Self:
        return self.filter(state__in=TAKING)

    def of_organisation(self, key: str, company_id: int | None = None) -> Self:
        """Of a company, or of guests who write its name (`organisation_key`)."""
        if company_id is None:
            return self.filter(organisation_key=key)
        return self.filter(Q(company=company_id) | Q(company=None, organisation_key=key))

    def mailable(self) -> Self:
        """Who can be written to: not who is forgotten, nor who closed their account."""
        return self.exclude(email="").exclude(user__is_active=False)

    def unanswered(self, *, at: datetime) -> Self:
        """Offers whose time is over at a moment by the database's clock (UTC)."""
        return self.filter(state=RegistrationState.OFFERED, answer_by__lte=at)


# Who it is stays out of the history, which nobody can change: guests are forgotten after a time
@kept_history(
    "RegistrationHistory",
    exclude=[
        "attendee_name",
        "phone",
        "email",
        "organisation",
        "organisation_key",
        "code",
        "edition",
    ],
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
    # What a cap per company goes by (portal.common.text.organisation_key)
    organisation_key = models.CharField(max_length=160, blank=True, editable=False)
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

    # A guest's name and addresses are kept no longer
    forgotten_at = models.DateTimeField(_("forgotten at"), null=True, blank=True, editable=False)

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
        triggers = [only_moves(workflow.REGISTRATION), seats_counted()]

    def __str__(self) -> str:
        return f"{self.attendee_name} · {self.briefing}"

    @property
    def is_active(self) -> bool:
        return self.state not in ENDED

    @property
    def sees_online_link(self) -> bool:
        """Only who has a place online, not who waits for one."""
        return self.state == RegistrationState.SEATED and self.mode == SeatMode.ONLINE

    @property
    def has_ticket(self) -> bool:
        """Who has a seat in the hall shows it at the desk."""
        return self.state == RegistrationState.SEATED and self.mode == SeatMode.HALL

    @property
    def organisation_name(self) -> str:
        return self.company.name if self.company else self.organisation


class BriefingEvent(Event):
    """What happened to a briefing or to a registration for it."""

    briefing = models.ForeignKey(
        "programs.Briefing", on_delete=models.PROTECT, related_name="events"
    )
    registration = models.ForeignKey(
        Registration, on_delete=models.PROTECT, null=True, related_name="events"
    )
    # Without an actor: whoever has the link of the registration's mail, not the portal itself
    is_by_link = models.BooleanField(_("through the link"), default=False)
