"""Telling those in charge which voices they have to answer soon, or should have answered."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from portal.accounts.models import User
from portal.common.business_days import is_business_day, next_business_day
from programs.actions.notifications import foundation, notify
from programs.enums import VoiceReminderKind
from programs.models import Voice, VoiceReminder
from programs.models.voice import VoiceQuerySet


def tell_of_due_voices(today: date) -> int:
    """On a business day in Korea: mail what is due until the next one, and what is overdue; each
    once for a due day. One transaction and one mail for each person; returns for how many.
    """
    if not is_business_day(today):
        return 0
    owners = _untold(today).order_by("owner").values_list("owner", flat=True).distinct()
    return sum(_tell_owner(owner_id, today) for owner_id in owners)


def _untold(today: date) -> VoiceQuerySet:
    told = VoiceReminder.objects.filter(voice=OuterRef("pk"), due_on=OuterRef("due_on"))
    untold_due = Q(due_on__gte=today) & ~Exists(told.filter(kind=VoiceReminderKind.DUE))
    untold_late = Q(due_on__lt=today) & ~Exists(told.filter(kind=VoiceReminderKind.OVERDUE))
    soon = next_business_day(today + timedelta(days=1))
    return Voice.objects.due_until(soon).filter(untold_due | untold_late)


@transaction.atomic
def _tell_owner(owner_id: int, today: date) -> bool:
    """Whether there was something to tell: another worker may have been here meanwhile."""
    list(Voice.objects.filter(owner=owner_id).order_by("pk").select_for_update(no_key=True))
    found = _untold(today).filter(owner=owner_id).select_related("agency", "owner")
    voices = list(found.order_by("due_on", "pk"))
    if not voices:
        return False
    kinds = {True: VoiceReminderKind.OVERDUE, False: VoiceReminderKind.DUE}
    VoiceReminder.objects.bulk_create(
        VoiceReminder(voice=voice, due_on=voice.due_on, kind=kinds[voice.is_overdue_on(today)])
        for voice in voices
        if voice.due_on
    )
    _mail(voices, today)
    return True


def _mail(voices: list[Voice], today: date) -> None:
    """To the person in charge; what is an agency's to who still works there, else the foundation."""
    for reader, path, own in _readers(voices):
        late = [voice for voice in own if voice.is_overdue_on(today)]
        due = [voice for voice in own if not voice.is_overdue_on(today)]
        notify(reader, "voices_due", path=path, late=late, due=due, count=len(own))


def _readers(voices: list[Voice]) -> Iterable[tuple[Iterable[User], str, list[Voice]]]:
    at_desk: list[Voice] = []
    of_foundation: list[Voice] = []
    left: list[Voice] = []
    for voice in voices:
        owner = voice.owner
        if owner is None or not owner.is_active:
            left.append(voice)
        elif voice.agency is None:
            (of_foundation if owner.is_staff else left).append(voice)
        else:
            is_there = voice.agency.members.filter(user=owner).exists()
            (at_desk if is_there else left).append(voice)
    admin, desk = reverse("admin:programs_voice_changelist"), reverse("programs:agency-voices")
    one = [voices[0].owner] if voices[0].owner else []
    readers = [(one, desk, at_desk), (one, admin, of_foundation), (foundation(), admin, left)]
    return [found for found in readers if found[2]]
