"""Consents in an application: what a person is asked, what each one answered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.common.business_days import closing_day
from programs.enums import FORMER_TOPICS, ApplicationSection, ConsentTopic
from programs.models import Application, ApplicationConsent, Call, ConsentText
from programs.validators import Fault


@dataclass(frozen=True)
class AskedConsent:
    """A text in force, and this person's answer to it; `earlier` is one to an older version.

    Where the application was received, a consent that was given to an older version stands.
    """

    text: ConsentText
    answer: ApplicationConsent | None
    earlier: ApplicationConsent | None
    is_received: bool = False

    @property
    def counting(self) -> ApplicationConsent | None:
        """The answer that counts."""
        return self.answer or (self.earlier if self.is_kept else None)

    @property
    def is_kept(self) -> bool:
        """Whether the consent to an older version stands."""
        return bool(self.is_received and not self.answer and self.earlier and self.earlier.is_given)

    @property
    def is_outdated(self) -> bool:
        """Whether the answer to an older version has to be given anew."""
        return bool(self.earlier and not self.is_kept)

    @property
    def anchor(self) -> str:
        return f"id_{self.text.topic}"

    @property
    def fault(self) -> str:
        """Why it keeps the application from being received; an optional one never does."""
        if not self.text.is_required or (self.counting and self.counting.is_given):
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
    is_received = application.is_received
    return [answer_to(text, answers.get(text.topic), is_received=is_received) for text in texts]


def answer_to(
    text: ConsentText, last: ApplicationConsent | None, *, is_received: bool
) -> AskedConsent:
    """A text in force beside the person's last answer to its topic, in an application that was
    received or not."""
    if last is not None and last.text_id == text.pk:
        return AskedConsent(text, answer=last, earlier=None)
    return AskedConsent(text, answer=None, earlier=last, is_received=is_received)


@dataclass(frozen=True)
class TextChange:
    """A version of a text beside the one that its reader knows: lines taken out, and put in.

    `is_coming` says that nobody is asked it yet.
    """

    text: ConsentText
    before: str
    after: str
    is_coming: bool = False

    @property
    def label(self) -> str:
        return self.text.get_topic_display()


def text_changes(
    application: Application, asked: Iterable[AskedConsent], coming: Iterable[ConsentText]
) -> list[TextChange]:
    """What a person should know of texts who has not submitted yet: which have changed since they
    answered, and which will before the call closes; in one statement, in none where there is
    nothing to tell. `asked` and `coming` may be without their words.

    Who has submitted needs neither: their consent stands.
    """
    if application.is_received:
        return []
    force = {one.text.topic: one.text for one in asked}
    known = [(one.text, one.earlier.text) for one in asked if one.earlier]
    ahead = [
        (text, force.get(text.topic))
        for text in coming
        if text.is_required and _applies_before_closing(text, application.call)
    ]
    named = {text.pk for pair in known + ahead for text in pair if text}
    words = ConsentText.objects.in_bulk(named)
    changes = [_change(words[text.pk], words[former.pk]) for text, former in known]
    return changes + [
        _change(words[text.pk], words[former.pk] if former else None, is_coming=True)
        for text, former in ahead
    ]


def _applies_before_closing(text: ConsentText, call: Call) -> bool:
    return call.closes_at is None or text.applies_from <= closing_day(call.closes_at)


def _change(text: ConsentText, known: ConsentText | None, *, is_coming: bool = False) -> TextChange:
    """In the language of the reader, line by line."""
    lines, former = text.body.splitlines(), known.body.splitlines() if known else []
    return TextChange(
        text=text,
        before="\n".join(line for line in former if line not in lines).strip(),
        after="\n".join(line for line in lines if line not in former).strip(),
        is_coming=is_coming,
    )


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


def topic_label(code: str) -> str:
    """What a consent is about, in the reader's language; also of one that is asked no more."""
    return str(FORMER_TOPICS.get(code) or ConsentTopic(code).label)


def consent_lines(content: Mapping[str, Any]) -> list[ConsentLine]:
    """The consents in a submission; none in those of before consents were asked."""
    return [
        ConsentLine(
            label=topic_label(row["code"]),
            version=row["version"],
            is_given=row["is_given"],
            answered_at=datetime.fromisoformat(row["answered_at"]),
            person=row["person"],
        )
        for row in content.get("consents", [])
    ]
