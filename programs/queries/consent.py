"""Consents in an application: what a person is asked, what each one answered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from portal.accounts.models import User
from programs.enums import ApplicationSection, ConsentTopic
from programs.models import Application, ApplicationConsent, ConsentText
from programs.validators import Fault


@dataclass(frozen=True)
class AskedConsent:
    """A text in force, and this person's answer to it; `earlier` is one to an older version."""

    text: ConsentText
    answer: ApplicationConsent | None
    earlier: ApplicationConsent | None

    @property
    def anchor(self) -> str:
        return f"id_{self.text.topic}"

    @property
    def fault(self) -> str:
        """Why it keeps the application from being received; an optional one never does."""
        if not self.text.is_required or (self.answer and self.answer.is_given):
            return ""
        if self.answer:
            return _("Without this consent the application cannot be received.")
        if self.earlier:
            return _("The text has changed. Read it and answer it again.")
        return _("Read the text and answer it.")


def consents_asked_of(application: Application, *, person: User) -> list[AskedConsent]:
    """The texts in force, with their words, and this person's answers, in two statements."""
    texts = ConsentText.objects.current()
    if not texts:
        return []
    own = ApplicationConsent.objects.filter(application=application, person=person)
    answers = {one.text.topic: one for one in own.select_related("text").latest_of_each()}
    return [answer_to(text, answers.get(text.topic)) for text in texts]


def answer_to(text: ConsentText, last: ApplicationConsent | None) -> AskedConsent:
    """A text in force beside the person's last answer to its topic."""
    if last is not None and last.text_id == text.pk:
        return AskedConsent(text, answer=last, earlier=None)
    return AskedConsent(text, answer=None, earlier=last)


def faults_of_consents(asked: Iterable[AskedConsent]) -> list[Fault]:
    """The required consents that the person has not given; empty where all are there."""
    return [
        Fault(one.text.get_topic_display(), one.fault, one.anchor, ApplicationSection.CONSENTS)
        for one in asked
        if one.fault
    ]


@dataclass(frozen=True)
class ConsentLine:
    """One answer in a submission, as a person reads it."""

    label: str
    version: int
    is_given: bool
    answered_at: datetime
    person: str


def consent_lines(content: Mapping[str, Any]) -> list[ConsentLine]:
    """The consents in a submission; none in those of before consents were asked."""
    return [
        ConsentLine(
            label=str(ConsentTopic(row["code"]).label),
            version=row["version"],
            is_given=row["is_given"],
            answered_at=datetime.fromisoformat(row["answered_at"]),
            person=row["person"],
        )
        for row in content.get("consents", [])
    ]
