"""Applications: who may read them, what they lack, what happened to them."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.common.models import DatabaseNow
from portal.common.nested import rows_of
from programs.enums import (
    APPLICANT_VERBS,
    PORTAL_VERBS,
    TOLD_VERBS,
    ApplicationState,
    ApplicationVerb,
)
from programs.models import (
    Application,
    ApplicationEvent,
    Call,
    Document,
    Question,
    RequiredDocument,
    Submission,
    Upload,
)
from programs.models.application import RECEIVED
from programs.queries.application_section import labels_of_questions, title_of_section
from programs.queries.blinding import blinded, hiders_of, judged_blind_by, named_blindly
from programs.queries.conflict import barred_from
from programs.queries.consent import consent_lines
from programs.queries.form import lines_of_answers
from programs.queries.plan.tables import tables_of
from programs.queries.review import assignments_read_by
from programs.rules import is_foundation
from zones.models import Company
from zones.queries import named

# Saves of one sitting, as the editor makes them by itself, are one event
SITTING = timedelta(hours=1)


def applications_of(user: User) -> QuerySet[Application]:
    """Applications of the companies that the user belongs to."""
    return Application.objects.filter(company__members__user=user)


def with_own_applications(calls: QuerySet[Call], user: User | AnonymousUser) -> QuerySet[Call]:
    """Calls with what `own_applications_in` tells, in the same statement."""
    if not user.is_authenticated:
        return calls
    own = (
        applications_of(user).filter(call=OuterRef("pk")).exclude(state=ApplicationState.DISCARDED)
    )
    rows = rows_of(
        own.with_public_outcome().order_by("pk"),
        "id",
        "state",
        "public_outcome",
        company_name=F("company__name"),
    )
    return calls.annotate(own_application_rows=rows)


def own_applications_in(call: Call) -> list[Application]:
    """What the reader's companies have in the call, but for drafts that were given up: as far as a
    link to it says it (state, and the company's name)."""
    found = []
    for row in vars(call).get("own_application_rows", []):
        company = Company(name=row["company_name"])
        application = Application(id=row["id"], state=row["state"], company=company)
        vars(application)["public_outcome"] = row["public_outcome"]
        found.append(application)
    return found


def with_moment(applications: QuerySet[Application]) -> QuerySet[Application]:
    """With the moment of their reading by the database's clock, for `at_its_moment`."""
    return applications.select_related("call").annotate(seen_at=DatabaseNow())


def at_its_moment(application: Application) -> Application:
    """Whether its call is open is asked of the database's clock, not of the web host's, which may
    hide a button or show one in vain."""
    application.call.seen_at = application.seen_at  # type: ignore[attr-defined]
    return application


def applications_visible_to(user: User | AnonymousUser) -> QuerySet[Application]:
    """Whose content the user may read.

    The applicant always; the foundation, and the assigned reviewers while their panel reviews, only
    what was received, and only after the call has ended: while a call is merely full, who is in it
    may still revise. Who is in conflict with an application reads it in no such role, and who judges
    it blind in that of a reviewer alone. This holds for superusers too.
    """
    if not user.is_authenticated:
        return Application.objects.none()
    visible = Q(company__in=Company.objects.of(user))
    if _reads_as_staff(user):
        visible |= _open_to_readers(user) & ~Q(pk__in=judged_blind_by(user))
    reviewed = assignments_read_by(user).values("application")
    visible |= _open_to_readers(user) & Q(pk__in=reviewed)
    return Application.objects.filter(visible)


def _reads_as_staff(user: User) -> bool:
    return is_foundation(user) or user.has_perm("programs.view_application")


def _open_to_readers(user: User) -> Q:
    """Received, of ended calls, and not kept from the user by a conflict."""
    return RECEIVED & Q(call__in=Call.objects.ended()) & ~Q(pk__in=barred_from(user))


def applications_handled_by(user: User) -> QuerySet[Application]:
    """What a person sees of others' applications in the admin: of those that are visible to them
    what was received, of ended calls.

    Of their own companies' nothing: they read these as any applicant does, without the reviewers.
    Nor of a blind panel in which they judge: they read these at the desk of reviewers. Written
    apart from `applications_visible_to`, since lists ask it again and again and need a third of it.
    """
    if not user.is_authenticated:
        return Application.objects.none()
    handled = Application.objects.filter(_open_to_readers(user))
    if not _reads_as_staff(user):
        handled = handled.filter(pk__in=assignments_read_by(user).values("application"))
    others = handled.exclude(company__in=Company.objects.of(user))
    return others.exclude(pk__in=judged_blind_by(user))


def documents_visible_to(user: User | AnonymousUser) -> QuerySet[Document]:
    """Files of visible applications; whoever is not the applicant sees those of the submission
    that counts, no drafts and none that was replaced. Nobody sees one that waits for its scan or
    was found to be unsafe."""
    documents = Document.objects.released().filter(application__in=applications_visible_to(user))
    if not user.is_authenticated:
        return documents
    own = Q(application__in=applications_of(user))
    last = Submission.objects.filter(application=OuterRef("application")).values("pk")[:1]
    return documents.filter(own | Q(submissions=Subquery(last))).distinct()


def originals_visible_to(user: User) -> QuerySet[Document]:
    """Files that the user may have as they were sent. Who reads an application as its reviewer and
    in no other role sees pages that carry their mark instead (`programs.watermark`)."""
    visible = documents_visible_to(user)
    if _reads_as_staff(user):
        return visible.exclude(application__in=judged_blind_by(user))
    return visible.filter(application__company__in=Company.objects.of(user))


def former_documents_of(
    application: Application,
) -> dict[RequiredDocument | Question, list[Document]]:
    """Files that stood in a place before, or came while a colleague's stood there, by their place;
    the newest first."""
    former = application.documents.former().select_related(
        "required_document", "question", "uploaded_by"
    )
    found: dict[RequiredDocument | Question, list[Document]] = {}
    for document in former:
        found.setdefault(document.place, []).append(document)
    return found


def uploads_of(user: User) -> QuerySet[Upload]:
    """Files that this person is sending to applications of their companies."""
    return Upload.objects.filter(started_by=user, application__in=applications_of(user))


def uploads_under_way(user: User, *, at: datetime) -> QuerySet[Upload]:
    """Those that this person can go on with at a moment by the database's clock."""
    uploads = uploads_of(user).open()
    return uploads.filter(application__call__in=Call.objects.underway_at(at))


def applicants_visible_to_agency(call: Call, user: User) -> QuerySet[Application]:
    """Who applied, for somebody of the agency that posted the call: nobody before it has closed."""
    if not call.has_ended:
        return Application.objects.none()
    received = call.applications.received().exclude(pk__in=barred_from(user))
    received = received.exclude(pk__in=judged_blind_by(user))
    return received.with_public_outcome().select_related("company")


def submission_with(*, number: str, sha256: str) -> Submission | None:
    """The submission that a receipt speaks of; None unless number and digest both fit."""
    return Submission.objects.filter(number=number.strip().upper(), sha256=sha256).first()


def content_of_submission(application: Application, *, is_blind: bool = False) -> dict[str, Any]:
    """What was received last, as staff and reviewers read it: content, plan, consents and files;
    for reviewers of a blind panel without saying whose it is."""
    submission = application.submissions.first()
    if submission is None:
        return {
            "submission": None,
            "content": {},
            "answers": [],
            "plan": [],
            "consents": [],
            "documents": [],
        }
    content = json.loads(submission.content)
    documents = submission.documents.select_related("required_document", "question")
    if is_blind:
        content = blinded(content, hiders_of([application], [content])[0])
        documents = [named_blindly(document) for document in documents]
    return {
        "submission": submission,
        "content": content,
        "answers": lines_of_answers(content.get("answers", [])),
        "consents": consent_lines(content),
        "plan": tables_of(content),
        "documents": documents,
    }


@dataclass(frozen=True)
class Happening:
    """One entry of a timeline."""

    at: datetime
    title: str
    who: str
    text: str


def timeline_of(application: Application, *, for_staff: bool = False) -> list[Happening]:
    """What happened, newest first.

    The applicant reads of the foundation without names and nothing of single reviewers.
    """
    events = application.events.select_related("actor").order_by("-happened_at", "-pk")
    if not for_staff:
        events = events.filter(verb__in=TOLD_VERBS)
    is_any_written = any(event.section for event in events)
    labels = labels_of_questions(application.call) if is_any_written else {}
    return [
        Happening(
            at=event.happened_at,
            title=str(ApplicationVerb(event.verb).label),
            who=who_did(event, for_staff=for_staff),
            text=title_of_section(event.section, labels) if event.section else event.reason,
        )
        for event in events
    ]


def last_writing_in(application: Application, section: str, *, by: User) -> ApplicationEvent | None:
    """Who wrote last in a section (its code), and when they began to.

    Who goes on writing is written down once a sitting, so of several people who wrote in one
    sitting a colleague is named rather than oneself.
    """
    written = application.events.filter(verb=ApplicationVerb.WRITE, section=section)
    last = written.select_related("actor").last()
    if last is None or last.actor != by:
        return last
    since = last.happened_at - SITTING
    others = written.exclude(actor=by).filter(happened_at__gt=since)
    return others.select_related("actor").last() or last


def who_did(event: ApplicationEvent, *, for_staff: bool = False) -> str:
    """The name of who did it; the applicant reads of the foundation without names."""
    if event.verb in PORTAL_VERBS:
        return _("the portal")
    if event.actor and (for_staff or event.verb in APPLICANT_VERBS):
        return named(event.actor, event.by_consultant)
    return _("the foundation")


def requested_won_of(application: Application) -> int:
    """What the submission that counts asks for, in won."""
    submission = application.submissions.first()
    asked = json.loads(submission.content)["requested_won"] if submission else None
    return asked or application.requested_won or 0
