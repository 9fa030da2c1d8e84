"""The survey after a session: who may answer, and what staff and agency read of it."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from programs.enums import RegistrationState
from programs.models import Briefing, Registration
from programs.models.survey import HIGHEST, LOWEST, MARKS

# Of fewer answers nobody sees anything: each could be put to a name
FEWEST_ANSWERS = 5
SURVEY_DAYS = timedelta(days=30)


def takes_survey(briefing: Briefing, *, at: datetime) -> bool:
    """Whether guests may answer at a moment (UTC): from the start to 30 days after the end."""
    is_over = at > briefing.ends_at + SURVEY_DAYS
    return briefing.cancelled_at is None and briefing.starts_at <= at and not is_over


def was_there(registration: Registration) -> bool:
    """Had a seat, in the hall or online, or came without one; who only waited was not."""
    has_seat = registration.state == RegistrationState.SEATED
    return has_seat or registration.attendances.standing().exists()


@dataclass(frozen=True)
class MarkResult:
    """What was said to one question: how many gave each mark, the highest first, and the mean."""

    label: str
    counts: list[tuple[int, int]]
    mean: float


@dataclass(frozen=True)
class SurveyResults:
    """`marks` and `comments` are empty as long as too few have answered."""

    count: int
    marks: list[MarkResult]
    comments: list[str]

    @property
    def are_shown(self) -> bool:
        return self.count >= FEWEST_ANSWERS


def survey_results(briefing: Briefing) -> SurveyResults:
    """In one statement; comments in the order of keys that were drawn by lot."""
    answers = list(briefing.survey_answers.order_by("id"))
    if len(answers) < FEWEST_ANSWERS:
        return SurveyResults(len(answers), [], [])
    fields = type(answers[0])._meta
    marks = [
        _result(str(fields.get_field(mark).verbose_name), [getattr(one, mark) for one in answers])
        for mark in MARKS
    ]
    return SurveyResults(len(answers), marks, [one.comment for one in answers if one.comment])


def _result(label: str, given: list[int]) -> MarkResult:
    counts = Counter(given)
    in_order = [(mark, counts[mark]) for mark in range(HIGHEST, LOWEST - 1, -1)]
    return MarkResult(label, in_order, round(sum(given) / len(given), 1))
