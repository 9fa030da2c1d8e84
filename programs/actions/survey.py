"""The survey after a session: each guest once, and nobody's name beside an answer."""

from collections.abc import Mapping

from django.db import transaction

from portal.accounts.models import User
from programs.actions.clock import database_now
from programs.actions.errors import AlreadyReturned, SurveyClosed
from programs.models import Registration, SurveyAnswer, SurveyReturn
from programs.queries.survey import takes_survey, was_there


@transaction.atomic
def return_survey(
    registration: Registration, *, by: User | None, marks: Mapping[str, int], comment: str = ""
) -> None:
    """Take a guest's answer. That they answered is kept, apart from what they answered; there is no
    event, as its moment would lead from one to the other. `by` is None where they come by the link
    of a mail.

    Raises SurveyClosed, also to those who only waited for a seat; AlreadyReturned.
    """
    is_open = takes_survey(registration.briefing, at=database_now())
    if not is_open or not was_there(registration):
        raise SurveyClosed
    _returned, is_first = SurveyReturn.objects.get_or_create(registration=registration)
    if not is_first:
        raise AlreadyReturned
    SurveyAnswer.objects.create(briefing=registration.briefing, comment=comment, **marks)
