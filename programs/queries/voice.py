"""Voices of the field: whose they are, who reads what of them, and what happened to them."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import BooleanField, Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from portal.accounts.models import User
from programs.enums import COMPANY_VERBS, SummaryState, VoiceState, VoiceVerb
from programs.models import Briefing, Voice, VoiceSummary
from programs.models.registration import ENDED
from programs.models.voice import VoiceQuerySet
from zones.models import Agency, AgencyMember, Company


def voices_handled_by(user: User) -> VoiceQuerySet:
    """All for the foundation, but those of companies that the person belongs to."""
    return Voice.objects.exclude(company__in=Company.objects.of(user))


def voices_of_agencies_of(user: User) -> VoiceQuerySet:
    """What the person's agencies deal with or took down, until the company takes it back.

    `company_is_known`: whether the agency may read which company it was: it has said so, or the
    agency has heard it itself.
    """
    mine = Agency.objects.of(user)
    known = Q(names_company=True) | Q(heard_by__in=mine)
    return (
        voices_handled_by(user)
        .filter(Q(agency__in=mine) | Q(heard_by__in=mine))
        .exclude(state=VoiceState.WITHDRAWN)
        .annotate(
            company_is_known=Case(
                When(known, then=Value(True)), default=Value(False), output_field=BooleanField()
            )
        )
    )


def voices_of(company: Company) -> VoiceQuerySet:
    """The company's own, and what staff took down from it."""
    return company.voices.order_by("-reported_at", "-pk")


def with_summary_question(voices: VoiceQuerySet) -> VoiceQuerySet:
    """`asks_agreement`: whether a summary waits for the company's yes or no."""
    waiting = VoiceSummary.objects.filter(voice=OuterRef("pk"), state=SummaryState.PROPOSED)
    return voices.annotate(asks_agreement=Exists(waiting))


def published_summaries() -> QuerySet[VoiceSummary]:
    """What everybody reads, newest first, with theme and zone alone of its voice."""
    shown = ("voice__theme", "voice__is_example")
    zone = ("voice__zone__slug", "voice__zone__name_ko", "voice__zone__name_en")
    own = [field.name for field in VoiceSummary._meta.concrete_fields]
    found = VoiceSummary.objects.published().select_related("voice__zone")
    return found.only(*own, *shown, *zone).order_by("-published_at", "-pk")


def newest_event_of(voice: Voice) -> int:
    """The key of what happened last: a page that shows it says so when it writes."""
    return voice.events.order_by("-pk").values_list("pk", flat=True).first() or 0


def guests_of(briefing: Briefing) -> QuerySet[Company]:
    """Companies that have a place at the briefing or came, whom its agency knows from the list."""
    came = Q(attendances__isnull=False, attendances__undone_at=None)
    there = briefing.registrations.filter(~Q(state__in=ENDED) | came)
    return Company.objects.filter(registrations__in=there).distinct().order_by("name")


def people_in_charge(voice: Voice) -> list[tuple[Agency | None, list[User]]]:
    """Who can be given a voice: the foundation's people first, then those of each agency; nobody of
    the company that says it."""
    active = User.objects.filter(is_active=True)
    if voice.company_id:
        active = active.exclude(company_memberships__company=voice.company_id)
    staff = active.filter(groups__name="foundation", is_staff=True).order_by("name", "pk")
    found: list[tuple[Agency | None, list[User]]] = [(None, list(staff))]
    members = AgencyMember.objects.filter(user__in=active).select_related("agency", "user")
    of_agency: dict[Agency, list[User]] = {}
    for member in members.order_by("agency__name_ko", "user__name", "pk"):
        of_agency.setdefault(member.agency, []).append(member.user)
    return [*found, *of_agency.items()]


@dataclass(frozen=True)
class VoiceHappening:
    """One line of what happened; `state` colours it on the page."""

    at: datetime
    title: str
    who: str
    text: str = ""
    state: str = ""


def timeline_of_voice(voice: Voice, *, for_staff: bool = False) -> list[VoiceHappening]:
    """What happened to it, oldest first. The company reads of staff without names."""
    return [
        VoiceHappening(
            at=event.happened_at,
            title=str(VoiceVerb(event.verb).label),
            who=_who(event, for_staff=for_staff),
            text=event.reason if for_staff or event.verb in COMPANY_VERBS else "",
        )
        for event in voice.events.select_related("actor")
    ]


def _who(event, *, for_staff: bool) -> str:
    if event.actor and (for_staff or event.verb in COMPANY_VERBS):
        return event.actor.name
    return _("the foundation or its agency")
