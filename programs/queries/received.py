"""Whether the rows around the submissions of a call still say what was received."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.db.models import Prefetch

from programs.enums import ApplicationState
from programs.models import Application, ApplicationEvent, Call, Document, Submission
from programs.validators import storable
from programs.workflow import APPLICATION
from zones.models import Company

COMPANY = (
    "name", "applicant_kind", "business_number", "corporate_number",
    "representative_name", "size", "founded_on",
    "address", "phone",
)  # fmt: skip
# The last try of the gate has the moment first, and reads the company while it holds the call
READ_WITHIN = timedelta(minutes=1)
# A draft that was given up is begun anew by a start, as the first one
MOVES = (*APPLICATION, "start")
# Of an application, what its history must end with
KEPT = ("call_id", "company_id", "state", "submitted_at", "received_won")


def company_content(company: Any) -> dict[str, Any]:
    """What a submission says of its company, or of a kept version of it."""
    return {name: storable(getattr(company, name)) for name in COMPANY}


def document_content(document: Document) -> dict[str, Any]:
    """What a submission says of a file, with the place in the call that it was given for."""
    place = "question" if document.question_id else "required_document"
    return {
        place: getattr(document, f"{place}_id"),
        "name": document.name,
        "size": document.size,
        "sha256": document.sha256,
    }


def faults_of_applications(call: Call) -> Iterator[str]:
    """Applications that are not as events, submissions and their own history account for."""
    moves = ApplicationEvent.objects.filter(verb__in=MOVES).order_by("pk")
    applications = call.applications.order_by("pk").prefetch_related(
        Prefetch("events", queryset=moves, to_attr="moves"), "submissions"
    )
    kept = _last_versions(call)
    for application in applications.iterator(chunk_size=100):
        if kept.get(application.pk) != tuple(getattr(application, name) for name in KEPT):
            yield f"application {application.pk}: it is not as its history has it"
        for fault in _faults_of_application(application, end=call.ended_at):
            yield f"application {application.pk}: {fault}"


def _last_versions(call: Call) -> dict[int, tuple[Any, ...]]:
    history = apps.get_model("programs", "ApplicationHistory").objects
    rows = history.filter(pgh_obj_id__in=call.applications.values("pk"))
    last = rows.order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id")
    return {key: tuple(values) for key, *values in last.values_list("pgh_obj_id", *KEPT)}


def _faults_of_application(application: Application, *, end: datetime | None) -> Iterator[str]:
    moves = application.moves
    state = moves[-1].to_state if moves else ApplicationState.DRAFT
    if application.state != state:
        yield f"it is {application.state}, by its events it is {state}"
    for move in moves:
        if end and move.verb == "withdraw" and move.happened_at >= end:
            yield "it was withdrawn after the end"
    received = {submission.number for submission in application.submissions.all()}
    told = {move.reason for move in moves if move.verb == "submit"}
    for number in sorted(told - received):
        yield f"{number} was received, and is not stored with it"
    for number in sorted(received - told):
        yield f"{number} is stored with it, and no event says that it was received"
    last = next(iter(application.submissions.all()), None)
    if application.submitted_at != (last and last.received_at):
        yield "the moment of its receipt is not that of its last submission"
    if last and application.received_won not in (None, _content(last).get("requested_won")):
        yield "the support that it asks for is not that of its last submission"


def faults_of_contents(call: Call) -> Iterator[str]:
    """Submissions whose call, company or files are not those that their content names."""
    submissions = Submission.objects.filter(application__call=call).order_by("received_at")
    rows = submissions.select_related("application__company").prefetch_related("documents")
    for submission in rows.iterator(chunk_size=100):
        content = _content(submission)
        if content.get("call") != call.code:
            yield f"{submission.number}: the content names another call"
        if not _is_of_company(content.get("company"), submission):
            yield f"{submission.number}: the content names another company"
        yield from _faults_of_files(content.get("documents"), submission)


def _content(submission: Submission) -> dict[str, Any]:
    """The content, an empty one where it was changed to something that is none."""
    try:
        content = json.loads(submission.content)
    except (ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}


def _is_of_company(said: Any, submission: Submission) -> bool:
    """Whether the company ever was as the content says, at the time: it may be corrected later.

    Its first version counts whenever it was made, for what is brought in from elsewhere.
    """
    if not isinstance(said, dict) or not said.get("name"):
        return False
    versions = _versions_of(submission.application.company)
    then = [row for at, row in versions if at <= submission.received_at + READ_WITHIN]
    names = [name for name in COMPANY if name in said]
    return any(all(row[name] == said[name] for name in names) for row in [*then, versions[0][1]])


def _versions_of(company: Company) -> list[tuple[datetime, dict[str, Any]]]:
    """What was kept of the company, oldest first; never nothing."""
    history = apps.get_model("zones", "CompanyHistory").objects.filter(pgh_obj_id=company.pk)
    kept = [(row.pgh_created_at, company_content(row)) for row in history.order_by("pgh_id")]
    return kept or [(company.created_at, company_content(company))]


def _faults_of_files(said: Any, submission: Submission) -> Iterator[str]:
    documents = list(submission.documents.all())
    stored = Counter(_text(document_content(document)) for document in documents)
    named = Counter(map(_text, said if isinstance(said, list) else []))
    for _row in (named - stored).elements():
        yield f"{submission.number}: a file that the content names is gone or another"
    for _row in (stored - named).elements():
        yield f"{submission.number}: a file that the content does not name"
    if any(document.application_id != submission.application_id for document in documents):
        yield f"{submission.number}: a file of another application"


def _text(row: Any) -> str:
    return json.dumps(row, sort_keys=True)
