"""Places at briefings, and the signed addresses by which guests reach theirs without an account."""

from datetime import timedelta

from django.db.models import (
    BooleanField,
    Count,
    ExpressionWrapper,
    F,
    Max,
    OuterRef,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import User
from portal.common.tokens import UnknownToken, token_of, value_of
from programs.enums import RegistrationState, SeatMode
from programs.models import Briefing, BriefingEvent, Registration, RegistrationLink
from programs.models.briefing import about_cancelled_calls

REGISTRATION_SALT = "programs.registration"
LINK_SALT = "programs.registration-link"
LINK_LASTS = timedelta(days=3)


def registration_path(registration: Registration, page: str = "registration-detail") -> str:
    """The address of a guest's own page; whoever has it acts for the guest."""
    token = token_of([registration.pk, registration.edition], salt=REGISTRATION_SALT)
    return reverse(f"programs:{page}", args=[token])


def registration_with(token: str) -> Registration:
    """The place that a link of a mail stands for, with `calls_are_cancelled` and its `changed_at`.

    Raises UnknownToken where it is forged or renewed, and once the guest is forgotten.
    """
    key = value_of(token, salt=REGISTRATION_SALT)
    found = with_fate(Registration.objects.filter(forgotten_at=None))
    found = with_last_change(found).select_related("briefing__agency", "company", "user")
    registration = found.filter(pk=key[0], edition=key[1]).first()
    if registration is None:
        raise UnknownToken
    return registration


def link_path(link: RegistrationLink) -> str:
    """The address of the form behind a guest's first mail; it names nobody."""
    token = token_of(link.pk, salt=LINK_SALT)
    return reverse("programs:guest-register", args=[link.briefing_id, token])


def link_with(token: str, briefing_pk: int) -> RegistrationLink:
    """Raises UnknownToken, after three days, too."""
    pk = value_of(token, salt=LINK_SALT)
    lasting = RegistrationLink.objects.filter(sent_at__gt=timezone.now() - LINK_LASTS)
    link = lasting.filter(pk=pk, briefing=briefing_pk).first()
    if link is None:
        raise UnknownToken
    return link


def with_fate(registrations: QuerySet[Registration]) -> QuerySet[Registration]:
    """`calls_are_cancelled`: whether all calls of the briefing were."""
    fate = ExpressionWrapper(about_cancelled_calls("briefing"), output_field=BooleanField())
    return registrations.annotate(calls_are_cancelled=fate)


def with_last_change(registrations: QuerySet[Registration]) -> QuerySet[Registration]:
    """`changed_at`: when something happened to the place last."""
    happened = BriefingEvent.objects.filter(registration=OuterRef("pk")).order_by()
    last = happened.values("registration").annotate(last=Max("happened_at")).values("last")
    return registrations.annotate(changed_at=Coalesce(Subquery(last), F("registered_at")))


def registrations_of(user: User) -> QuerySet[Registration]:
    """With `calls_are_cancelled`, whether all calls of the briefing were."""
    return with_fate(Registration.objects.filter(user=user).select_related("briefing"))


def line_before(registration: Registration) -> int:
    """How many wait for a seat of the same kind before this one."""
    waiting = Registration.objects.filter(
        briefing=registration.briefing_id,
        mode=registration.mode,
        state=RegistrationState.WAITING,
    )
    return waiting.filter(place__lt=registration.place).count()


def miscounted_briefings() -> QuerySet[Briefing]:
    """Whose counters of seats are not what their registrations say; the database keeps them equal."""
    taking = Registration.objects.taking_a_seat().filter(is_walk_in=False)

    def number(mode: SeatMode) -> Coalesce:
        rows = taking.filter(briefing=OuterRef("pk"), mode=mode).order_by().values("briefing")
        return Coalesce(Subquery(rows.annotate(number=Count("pk")).values("number")), 0)

    counted = Briefing.objects.annotate(hall=number(SeatMode.HALL), online=number(SeatMode.ONLINE))
    return counted.exclude(seats_taken=F("hall"), online_taken=F("online")).order_by("pk")
