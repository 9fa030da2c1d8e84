"""Voices of the field: reported or taken down, given to somebody, answered, taken back.

Each verb holds the voice's row, so that two people who act at once act one after the other.
"""

from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import User
from programs import workflow
from programs.actions.clock import database_now
from programs.actions.errors import OwnVoice, TooManyVoices, VoiceChanged
from programs.actions.notifications import foundation, notify, own_people_of
from programs.enums import SummaryState, VoiceState, VoiceVerb
from programs.models import Briefing, Voice, VoiceAnswer, VoiceEvent, VoiceSummary
from programs.models.voice import OPEN, suggested_due_day
from programs.queries.voice import newest_event_of
from zones.actions.consultants import refuse_consultant
from zones.models import Agency, Company, Zone

MOST_OPEN = 20


def record_voice_event(
    voice: Voice, verb: VoiceVerb, *, by: User, from_state: str = "", reason: str = ""
) -> VoiceEvent:
    return VoiceEvent.objects.create(
        voice=voice,
        actor=by,
        verb=verb,
        from_state=from_state,
        to_state=voice.state,
        reason=reason,
    )


def voice_held(voice: Voice) -> Voice:
    """The voice's row, held until commit. Needs a transaction."""
    return Voice.objects.select_for_update(no_key=True).get(pk=voice.pk)


def refuse_changed(voice: Voice, seen: int | None) -> None:
    """`seen` is the key of the newest event that the person's page had shown, None where no page was.

    While the voice is held. Raises VoiceChanged where there is a newer one.
    """
    if seen is not None and newest_event_of(voice) != seen:
        raise VoiceChanged


def refuse_own(company: Company | None, user: User) -> None:
    """Raises OwnVoice for whoever belongs to the company in any role."""
    if company is not None and company.members.filter(user=user).exists():
        raise OwnVoice


def refuse_own_voice(voice: Voice, user: User) -> None:
    """Raises OwnVoice for whoever belongs to its company, or has reported it for a company that
    they have left since."""
    if voice.reported_by_id == user.pk and not voice.is_taken_down:
        raise OwnVoice
    refuse_own(voice.company, user)


@transaction.atomic
def report_voice(
    company: Company,
    *,
    by: User,
    theme: str,
    title: str,
    text: str,
    zone: Zone | None = None,
    names_company: bool = False,
) -> Voice:
    """Take what a company finds difficult; the foundation is told without its name.

    The same of the same person, as a second click sends it, is taken once. Raises TooManyVoices,
    OutsideConsultant (`zones.actions.errors`).
    """
    company = Company.objects.select_for_update(no_key=True).get(pk=company.pk)
    refuse_consultant(company, by)
    waiting = company.voices.filter(state__in=OPEN)
    said = {"theme": theme, "zone": zone, "title": title, "text": text}
    if twin := waiting.filter(reported_by=by, is_taken_down=False, **said).first():
        return twin
    if waiting.filter(is_taken_down=False).count() >= MOST_OPEN:
        raise TooManyVoices(MOST_OPEN)
    voice = Voice.objects.create(
        company=company, reported_by=by, names_company=names_company, **said
    )
    record_voice_event(voice, VoiceVerb.REPORT, by=by)
    _tell_foundation(voice)
    return voice


@transaction.atomic
def take_down_voice(
    *,
    by: User,
    theme: str,
    title: str,
    text: str,
    zone: Zone | None = None,
    company: Company | None = None,
    briefing: Briefing | None = None,
    heard_by: Agency | None = None,
) -> Voice:
    """Take down what was said at a luncheon or a visit; a company that is named is told of it.

    `heard_by` is the agency whose member writes, None for the foundation. A second click takes it
    once. Raises OwnVoice, IntegrityError where neither company nor briefing is named.
    """
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    refuse_own(company, by)
    said = {
        "theme": theme,
        "zone": zone,
        "title": title,
        "text": text,
        "company": company,
        "briefing": briefing,
        "heard_by": heard_by,
    }
    mine = Voice.objects.filter(reported_by=by, is_taken_down=True, state=VoiceState.RECEIVED)
    if twin := mine.filter(**said).first():
        return twin
    voice = Voice.objects.create(reported_by=by, is_taken_down=True, **said)
    record_voice_event(voice, VoiceVerb.TAKE_DOWN, by=by)
    _tell_foundation(voice)
    _tell_company(voice, "voice_taken_down")
    return voice


@transaction.atomic
def assign_voice(
    voice: Voice,
    *,
    by: User,
    owner: User,
    due_on: date,
    agency: Agency | None = None,
    seen: int | None = None,
) -> Voice:
    """Give a voice to somebody of the foundation (no `agency`) or of an agency, with a day in Korea
    until which to answer; who is new to it is told.

    The same once more changes nothing. Raises VoiceChanged, OwnVoice, TransitionNotAllowed.
    """
    held = voice_held(voice)
    wanted = (owner.pk, agency.pk if agency else None, due_on)
    if (held.owner_id, held.agency_id, held.due_on) == wanted and held.state in OPEN:
        return held
    refuse_changed(held, seen)
    refuse_own_voice(held, by)
    refuse_own_voice(held, owner)
    before, former_owner = held.state, held.owner_id
    held.state = workflow.target_of(workflow.VOICE, "assign", before)
    held.owner, held.agency, held.due_on = owner, agency, due_on
    held.save(update_fields=["state", "owner", "agency", "due_on"])
    record_voice_event(held, VoiceVerb.ASSIGN, by=by, from_state=before)
    if owner.pk != former_owner and owner != by:
        _tell_owner(held, "voice_assigned")
    return held


@transaction.atomic
def answer_voice(voice: Voice, *, by: User, text: str, seen: int | None = None) -> VoiceAnswer:
    """Write to the company; it is told. A further answer stands beside the former ones.

    Of two who answer at once the second is refused and reads the first; a second click is one
    answer. Raises VoiceChanged, OwnVoice, TransitionNotAllowed.
    """
    held = voice_held(voice)
    last = held.answers.last()
    if last and held.state == VoiceState.ANSWERED and (last.text, last.answered_by) == (text, by):
        return last
    refuse_changed(held, seen)
    refuse_own_voice(held, by)
    before = held.state
    held.state = workflow.target_of(workflow.VOICE, "answer", before)
    if before != VoiceState.ANSWERED:
        held.answered_on = timezone.localdate(database_now())
    held.save(update_fields=["state", "answered_on"])
    answer = VoiceAnswer.objects.create(
        voice=held, text=text, answered_by=by, agency=_agency_of(held, by)
    )
    record_voice_event(held, VoiceVerb.ANSWER, by=by, from_state=before)
    _tell_company(held, "voice_answered", answer=answer)
    return answer


def _agency_of(voice: Voice, user: User) -> Agency | None:
    """In whose name they answer: the agency that deals with it where they are of it."""
    agency = voice.agency
    return agency if agency and agency.members.filter(user=user).exists() else None


@transaction.atomic
def ask_again(voice: Voice, *, by: User, text: str) -> Voice:
    """The answer did not help: it goes back to who answered, with what is missing and a new day.

    Raises TransitionNotAllowed, OutsideConsultant (`zones.actions.errors`).
    """
    held = voice_held(voice)
    _refuse_stranger(held, by)
    before = held.state
    held.state = workflow.target_of(workflow.VOICE, "ask_again", before)
    held.due_on, held.answered_on = suggested_due_day(database_now()), None
    held.save(update_fields=["state", "due_on", "answered_on"])
    record_voice_event(held, VoiceVerb.ASK_AGAIN, by=by, from_state=before, reason=text)
    _tell_owner(held, "voice_asked_again", words=text)
    return held


@transaction.atomic
def withdraw_voice(voice: Voice, *, by: User) -> Voice:
    """The company takes it back: nobody deals with it any more, and no summary stays public.

    Raises TransitionNotAllowed, OutsideConsultant (`zones.actions.errors`).
    """
    held = voice_held(voice)
    _refuse_stranger(held, by)
    before = held.state
    held.state = workflow.target_of(workflow.VOICE, "withdraw", before)
    held.save(update_fields=["state"])
    VoiceSummary.objects.filter(voice=held).exclude(state=SummaryState.DECLINED).update(
        state=SummaryState.DECLINED,
        agreed_at=None,
        agreed_by=None,
        published_at=None,
        published_by=None,
    )
    record_voice_event(held, VoiceVerb.WITHDRAW, by=by, from_state=before)
    if held.owner_id:
        _tell_owner(held, "voice_withdrawn")
    return held


def _refuse_stranger(voice: Voice, user: User) -> None:
    if voice.company is not None:
        refuse_consultant(voice.company, user)


def company_page_of(voice: Voice) -> str:
    return reverse("programs:company-voice", args=[voice.company_id, voice.pk])


def staff_page_of(voice: Voice) -> str:
    return reverse("admin:programs_voice_change", args=[voice.pk])


def page_for_owner(voice: Voice) -> str:
    """Where whoever deals with it works: the agency's desk, or the admin of the foundation."""
    if voice.agency_id:
        return reverse("programs:agency-voice", args=[voice.pk])
    return staff_page_of(voice)


def _tell_foundation(voice: Voice) -> None:
    """Of the title alone, and nobody of the company that says it, nor who wrote it down."""
    readers = foundation().exclude(pk=voice.reported_by_id)
    if voice.company is not None:
        readers = readers.exclude(pk__in=voice.company.members.values("user"))
    notify(readers, "voice_received", path=staff_page_of(voice), voice=voice)


def _tell_company(voice: Voice, template: str, **said: Any) -> None:
    if voice.company is not None:
        readers = own_people_of(voice.company)
        notify(readers, template, path=company_page_of(voice), voice=voice, **said)


def _tell_owner(voice: Voice, template: str, **said: Any) -> None:
    if voice.owner is not None:
        notify([voice.owner], template, path=page_for_owner(voice), voice=voice, **said)
