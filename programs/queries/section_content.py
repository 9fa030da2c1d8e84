"""What each field of a section of an application says, as JSON can hold it: for saving it without
overwriting a colleague (`queries.merging`)."""

from collections.abc import Collection
from typing import Any

from portal.accounts.models import User
from programs.models import Answer, Application, ApplicationConsent
from programs.validators import is_answered


def head_content(application: Application) -> dict[str, Any]:
    return {"title": application.title, "requested_won": application.requested_won}


def answers_content(application: Application, questions: Collection[int]) -> dict[str, Any]:
    """The answers to these questions; what is empty says the same as what was never written."""
    found = Answer.objects.filter(application=application, question__in=questions)
    answers = {answer.question_id: answer.value for answer in found}
    return {
        str(pk): answers[pk] if is_answered(answers.get(pk)) else None for pk in sorted(questions)
    }


def consents_content(application: Application, person: User) -> dict[str, list[Any]]:
    """This person's last answer to each topic: the version of its text, and whether it was given."""
    own = ApplicationConsent.objects.filter(application=application, person=person)
    latest = own.select_related("text").latest_of_each()
    return {answer.text.topic: [answer.text.version, answer.is_given] for answer in latest}
