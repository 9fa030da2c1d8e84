from datetime import date
from typing import Any

from django.utils import timezone

from portal.accounts.models import User
from programs.demo.content import moment, read
from programs.demo.people import company_of
from programs.enums import VoiceState, VoiceVerb
from programs.models import Voice, VoiceAnswer, VoiceEvent, VoiceSummary
from zones.models import Agency, Zone

SUMMARY_TEXTS = ("title", "difficulty", "outcome")


def load_voices(today: date) -> None:
    """Examples in all states; a voice has no natural key but its title, and stays as it is."""
    for row in read("voices"):
        if not Voice.objects.filter(title=row["title"]).exists():
            _load(row, today=today)


def _load(row: dict[str, Any], *, today: date) -> None:
    by = _user(row.get("taken_down_by") or row["company"])
    answers = row.get("answers", [])
    voice = Voice.objects.create(
        company=company_of(_user(row["company"])),
        zone=Zone.objects.get(slug=row["zone"]) if row["zone"] else None,
        theme=row["theme"],
        title=row["title"],
        text=row["text"],
        names_company=row.get("names_company", False),
        is_taken_down="taken_down_by" in row,
        reported_at=moment(row["reported_at"], today=today),
        reported_by=by,
        state=_state_of(row),
        owner=_user(row["owner"]) if "owner" in row else None,
        agency=Agency.objects.get(slug=row["agency"]) if "agency" in row else None,
        due_on=_day(row.get("due_on"), today=today),
        answered_on=_day(answers[0]["at"], today=today) if answers else None,
        is_example=True,
    )
    verb = VoiceVerb.TAKE_DOWN if voice.is_taken_down else VoiceVerb.REPORT
    _record(voice, verb, by=by, at=voice.reported_at)
    for answer in answers:
        _answer(voice, answer, today=today)
    if "summary" in row:
        _summarize(voice, row["summary"], today=today)
    if voice.state == VoiceState.WITHDRAWN:
        _record(voice, VoiceVerb.WITHDRAW, by=by, at=moment("-1d 10:00", today=today))


def _state_of(row: dict[str, Any]) -> VoiceState:
    if row.get("is_withdrawn"):
        return VoiceState.WITHDRAWN
    if row.get("answers"):
        return VoiceState.ANSWERED
    return VoiceState.ASSIGNED if "owner" in row else VoiceState.RECEIVED


def _answer(voice: Voice, row: dict[str, Any], *, today: date) -> None:
    by, at = _user(row["by"]), moment(row["at"], today=today)
    VoiceAnswer.objects.create(
        voice=voice, text=row["text"], answered_by=by, answered_at=at, agency=voice.agency
    )
    _record(voice, VoiceVerb.ANSWER, by=by, at=at)


def _summarize(voice: Voice, row: dict[str, Any], *, today: date) -> None:
    texts = {
        f"{name}_{code}": row[f"{name}_{code}"] for name in SUMMARY_TEXTS for code in ("ko", "en")
    }
    by, owner = _user(row["by"]), voice.reported_by
    proposed, agreed, published = (
        moment(row.get(name), today=today) for name in ("at", "agreed_at", "published_at")
    )
    VoiceSummary.objects.create(
        voice=voice,
        state=row["state"],
        shows_zone=row["shows_zone"],
        proposed_at=proposed,
        proposed_by=by,
        agreed_at=agreed,
        agreed_by=owner if agreed else None,
        published_at=published,
        published_by=by if published else None,
        **texts,
    )
    _record(voice, VoiceVerb.PROPOSE_SUMMARY, by=by, at=proposed)
    if agreed:
        _record(voice, VoiceVerb.AGREE, by=owner, at=agreed)
    if published:
        _record(voice, VoiceVerb.PUBLISH, by=by, at=published)


def _record(voice: Voice, verb: VoiceVerb, *, by: User, at) -> None:
    VoiceEvent.objects.create(
        voice=voice, verb=verb, actor=by, happened_at=at, to_state=voice.state
    )


def _day(text: str | None, *, today: date) -> date | None:
    at = moment(text, today=today)
    return timezone.localdate(at) if at else None


def _user(email: str) -> User:
    return User.objects.get(email=email)
