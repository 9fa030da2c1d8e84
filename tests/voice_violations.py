"""Rows of voices that contradict themselves."""

from django.utils import timezone

from programs.models import VoiceReminder
from tests.factories.accounts import UserFactory
from tests.factories.programs import BriefingFactory
from tests.factories.voices import DUE, VoiceAnswerFactory, VoiceFactory, VoiceSummaryFactory
from tests.factories.zones import AgencyFactory


def changed(row, **fields):
    type(row).objects.filter(pk=row.pk).update(**fields)


def reminded_twice():
    voice = VoiceFactory(assigned=True)
    for _time in range(2):
        VoiceReminder.objects.create(voice=voice, kind="due", due_on=voice.due_on)


VOICE_VIOLATIONS = [
    ("programs_voice_has_texts", lambda: VoiceFactory(title="")),
    ("programs_voice_has_texts", lambda: VoiceFactory(text="")),
    ("programs_voice_has_origin", lambda: VoiceFactory(company=None)),
    ("programs_voice_heard_by_staff", lambda: VoiceFactory(briefing=BriefingFactory())),
    ("programs_voice_heard_by_staff", lambda: VoiceFactory(heard_by=AgencyFactory())),
    ("programs_voice_owner_has_due_day", lambda: changed(VoiceFactory(), owner=UserFactory())),
    ("programs_voice_owner_has_due_day", lambda: changed(VoiceFactory(), due_on=DUE)),
    ("programs_voice_owner_has_due_day", lambda: changed(VoiceFactory(), agency=AgencyFactory())),
    (
        "programs_voice_owner_has_due_day",
        lambda: changed(VoiceFactory(assigned=True), due_on=None),
    ),
    ("programs_voice_owner_has_due_day", lambda: VoiceFactory(state="assigned")),
    (
        "programs_voice_answered_has_day",
        lambda: changed(VoiceFactory(answered=True), answered_on=None),
    ),
    (
        "programs_voice_answered_has_day",
        lambda: changed(VoiceFactory(assigned=True), answered_on=DUE),
    ),
    ("programs_voiceanswer_has_text", lambda: VoiceAnswerFactory(text="")),
    ("programs_voicesummary_has_texts", lambda: VoiceSummaryFactory(title_ko="")),
    ("programs_voicesummary_has_texts", lambda: VoiceSummaryFactory(difficulty_ko="")),
    ("programs_voicesummary_has_texts", lambda: VoiceSummaryFactory(outcome_ko="")),
    (
        "programs_voicesummary_agreed_pair",
        lambda: changed(VoiceSummaryFactory(agreed=True), agreed_by=None),
    ),
    (
        "programs_voicesummary_published_pair",
        lambda: changed(VoiceSummaryFactory(published=True), published_by=None),
    ),
    (
        "programs_voicesummary_agreed_has_stamp",
        lambda: changed(VoiceSummaryFactory(published=True), agreed_at=None, agreed_by=None),
    ),
    (
        "programs_voicesummary_agreed_has_stamp",
        lambda: changed(VoiceSummaryFactory(), agreed_at=timezone.now(), agreed_by=UserFactory()),
    ),
    (
        "programs_voicesummary_published_has_stamp",
        lambda: changed(
            VoiceSummaryFactory(agreed=True),
            published_at=timezone.now(),
            published_by=UserFactory(),
        ),
    ),
    (
        "programs_voicesummary_published_has_stamp",
        lambda: changed(VoiceSummaryFactory(published=True), published_at=None, published_by=None),
    ),
    ("programs_voicereminder_once", reminded_twice),
]
