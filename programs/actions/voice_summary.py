"""The public summary of a voice: proposed by the foundation, read by the company before anybody,
published once it has agreed, and gone from the public pages as soon as it agrees no more.

All of it happens while the voice is held: nothing is published between a company's no and its
commit.
"""

from typing import Any

from django.db import transaction

from portal.accounts.models import User
from programs import workflow
from programs.actions.clock import database_now
from programs.actions.errors import NobodyToAgree, SummaryChanged
from programs.actions.notifications import notify, own_people_of
from programs.actions.voice import (
    company_page_of,
    record_voice_event,
    refuse_changed,
    refuse_own_voice,
    staff_page_of,
    voice_held,
)
from programs.enums import SummaryState, VoiceVerb
from programs.models import Voice, VoiceSummary
from zones.actions.consultants import refuse_consultant

STAMPS = ("agreed_at", "agreed_by", "published_at", "published_by")


@transaction.atomic
def propose_summary(
    voice: Voice, *, by: User, seen: int | None = None, **texts: Any
) -> VoiceSummary:
    """Write what everybody would read, and ask the company; another text is asked anew, and takes
    a former one off the public pages.

    `texts` are title, difficulty and outcome in both languages, and shows_zone. Raises VoiceChanged,
    NobodyToAgree, OwnVoice, TransitionNotAllowed while the voice is not answered.
    """
    held = voice_held(voice)
    summary = VoiceSummary.objects.filter(voice=held).first()
    if summary and summary.state == SummaryState.PROPOSED and _says(summary, texts):
        return summary  # a second click
    refuse_changed(held, seen)
    refuse_own_voice(held, by)
    if held.company is None:
        raise NobodyToAgree
    workflow.target_of(workflow.VOICE, "summarize", held.state)
    if summary is None:
        summary = VoiceSummary(voice=held)
    else:
        summary.state = workflow.target_of(workflow.SUMMARY, "propose", summary.state)
        summary.edition += 1
    for name, value in [*texts.items(), *dict.fromkeys(STAMPS).items()]:
        setattr(summary, name, value)
    summary.proposed_at, summary.proposed_by = database_now(), by
    summary.save()
    record_voice_event(held, VoiceVerb.PROPOSE_SUMMARY, by=by, from_state=held.state)
    path = company_page_of(held)
    notify(own_people_of(held.company), "summary_proposed", path=path, voice=held, summary=summary)
    return summary


def _says(summary: VoiceSummary, texts: dict[str, Any]) -> bool:
    return all(getattr(summary, name) == value for name, value in texts.items())


@transaction.atomic
def agree_to_summary(voice: Voice, *, by: User, edition: int) -> VoiceSummary:
    """The company agrees to the text that it read; who proposed it is told.

    Raises SummaryChanged where it has another text by now, TransitionNotAllowed, OutsideConsultant
    (`zones.actions.errors`).
    """
    held, summary = _held_for_company(voice, by=by)
    if summary.edition != edition:
        raise SummaryChanged
    summary.state = workflow.target_of(workflow.SUMMARY, "agree", summary.state)
    summary.agreed_at, summary.agreed_by = database_now(), by
    summary.save(update_fields=["state", "agreed_at", "agreed_by"])
    record_voice_event(held, VoiceVerb.AGREE, by=by, from_state=held.state)
    path = staff_page_of(held)
    notify([summary.proposed_by], "summary_agreed", path=path, voice=held)
    return summary


@transaction.atomic
def decline_summary(voice: Voice, *, by: User) -> VoiceSummary:
    """The company does not agree, or no more: what is public is so no more with this commit.

    Who proposed it is told. Raises TransitionNotAllowed, OutsideConsultant (`zones.actions.errors`).
    """
    held, summary = _held_for_company(voice, by=by)
    summary.state = workflow.target_of(workflow.SUMMARY, "decline", summary.state)
    for stamp in STAMPS:
        setattr(summary, stamp, None)
    summary.save(update_fields=["state", *STAMPS])
    record_voice_event(held, VoiceVerb.DECLINE, by=by, from_state=held.state)
    path = staff_page_of(held)
    notify([summary.proposed_by], "summary_declined", path=path, voice=held)
    return summary


def _held_for_company(voice: Voice, *, by: User) -> tuple[Voice, VoiceSummary]:
    held = voice_held(voice)
    if held.company is not None:
        refuse_consultant(held.company, by)
    return held, VoiceSummary.objects.get(voice=held)


@transaction.atomic
def publish_summary(voice: Voice, *, by: User) -> VoiceSummary:
    """Everybody reads it from now on; the company is told. Raises TransitionNotAllowed unless it has
    agreed, OwnVoice."""
    held = voice_held(voice)
    refuse_own_voice(held, by)
    summary = VoiceSummary.objects.get(voice=held)
    summary.state = workflow.target_of(workflow.SUMMARY, "publish", summary.state)
    summary.published_at, summary.published_by = database_now(), by
    summary.save(update_fields=["state", "published_at", "published_by"])
    record_voice_event(held, VoiceVerb.PUBLISH, by=by, from_state=held.state)
    if held.company is not None:
        readers = own_people_of(held.company)
        path = company_page_of(held)
        notify(readers, "summary_published", path=path, voice=held, summary=summary)
    return summary


@transaction.atomic
def unpublish_summary(voice: Voice, *, by: User, reason: str) -> VoiceSummary:
    """The foundation takes it off the public pages; the company's agreement stands.

    Raises TransitionNotAllowed, OwnVoice.
    """
    held = voice_held(voice)
    refuse_own_voice(held, by)
    summary = VoiceSummary.objects.get(voice=held)
    summary.state = workflow.target_of(workflow.SUMMARY, "unpublish", summary.state)
    summary.published_at = summary.published_by = None
    summary.save(update_fields=["state", "published_at", "published_by"])
    record_voice_event(held, VoiceVerb.UNPUBLISH, by=by, from_state=held.state, reason=reason)
    return summary
