"""What came of an example session that is over: guests, arrivals, questions and the survey."""

from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from portal.accounts.models import User
from portal.common.text import organisation_key
from programs.actions.session_question import answer_session_questions, ask_in_session
from programs.actions.survey import return_survey
from programs.demo.content import moment, read
from programs.demo.people import company_of
from programs.demo.reviews import without_mails
from programs.enums import RegistrationState
from programs.models import Attendance, Briefing, BriefingEvent, Registration
from programs.models.survey import MARKS


def load_sessions(today: date) -> None:
    """A session that has guests stays as it is."""
    for row in read("sessions"):
        briefing = Briefing.objects.get(title_ko=row["briefing"])
        if not briefing.registrations.exists():
            with without_mails():
                _load(briefing, row, today=today)


def _load(briefing: Briefing, row: dict[str, Any], *, today: date) -> None:
    by = User.objects.get(email=row["by"])
    at = moment(row["registered_at"], today=today)
    guests = [
        _seated(briefing, guest, place=place, at=at)
        for place, guest in enumerate(row["guests"], start=1)
    ]
    for guest, said in zip(guests, row["guests"], strict=True):
        if said["arrived"]:
            _arrived(guest, said["arrived"], by=by)
        if "marks" in said:
            marks = dict(zip(MARKS, said["marks"], strict=True))
            return_survey(guest, by=guest.user, marks=marks, comment=said.get("comment", ""))
    asked = [
        ask_in_session(guests[one["guest"]], by=guests[one["guest"]].user, text=one["text"])
        for one in row["questions"]
    ]
    for reply in row["replies"]:
        answer_session_questions(
            briefing,
            by=by,
            questions=[asked[place].pk for place in reply["questions"]],
            question=reply["question"],
            text=reply["text"],
        )


def _seated(
    briefing: Briefing, guest: dict[str, Any], *, place: int, at: datetime | None
) -> Registration:
    """As the action does, before the registration closed."""
    user = User.objects.filter(email=guest.get("user")).first()
    company = company_of(user) if user else None
    registration = Registration.objects.create(
        briefing=briefing,
        user=user,
        company=company,
        attendee_name=guest["name"],
        email=user.email if user else guest["email"],
        organisation=guest["organisation"],
        organisation_key=organisation_key(company.name if company else guest["organisation"]),
        state=RegistrationState.SEATED,
        place=place,
        registered_at=at,
    )
    BriefingEvent.objects.create(
        briefing=briefing,
        registration=registration,
        actor=user,
        verb="register",
        to_state=registration.state,
        happened_at=at,
    )
    return registration


def _arrived(guest: Registration, hour: str, *, by: User) -> None:
    """As the action does on the day."""
    day = timezone.localdate(guest.briefing.starts_at)
    at = timezone.make_aware(datetime.combine(day, time.fromisoformat(hour)))
    Attendance.objects.create(registration=guest, arrived_at=at, recorded_at=at, recorded_by=by)
    BriefingEvent.objects.create(
        briefing=guest.briefing, registration=guest, actor=by, verb="check_in", happened_at=at
    )
