"""Two closed example calls: one reviewed with a public result, one on its way.

By the portal's own actions, so that everything holds that they promise; without their mails, as
nobody waits for them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.testing import InMemoryConnector

from portal.accounts.models import User
from programs.actions.challenge import decide_challenge, file_challenge
from programs.actions.conflict import find_conflicts_of_call
from programs.actions.screening import Judged, save_checklist, screen_application
from programs.actions.seal import seal_call
from programs.actions.supplement import (
    add_supplement_file,
    answer_supplement,
    ask_supplement,
    close_supplement,
)
from programs.demo.applications import example_pdf, receive
from programs.demo.content import read
from programs.demo.panels import judge
from programs.demo.people import load_company, load_person
from programs.enums import CheckVerdict
from programs.models import Application, Call, Reviewer, ReviewerTie
from programs.queries.screening import checklist_of


def load_reviews(today: date) -> None:
    """A call that has panels stays as it is."""
    content = read("reviews")
    for row in content["companies"]:
        load_person({**row, "email": row["owner"]}, password=None)
        load_company(row["company"] | {"owner": row["owner"]})
    for row in content["ties"]:
        _load_tie(dict(row), today=today)
    with without_mails():
        for row in content["reviews"]:
            call = Call.objects.get(code=row["call"])
            if not call.panels.exists():
                _review(call, row, words=content, today=today)


@contextmanager
def without_mails() -> Iterator[None]:
    """Jobs are queued nowhere: nobody waits for mails, and conflicts are found at once."""
    with app.replace_connector(InMemoryConnector()):
        yield


def _load_tie(row: dict[str, Any], *, today: date) -> None:
    reviewer = Reviewer.objects.get(user__email=row.pop("reviewer"))
    days = {name: today + timedelta(days=row.pop(f"{name}_days")) for name in ("from", "until")}
    ReviewerTie.objects.get_or_create(
        reviewer=reviewer,
        organisation=row.pop("organisation"),
        defaults=row | {f"{name}_on": day for name, day in days.items()},
    )


def _review(call: Call, row: dict[str, Any], *, words: dict[str, Any], today: date) -> None:
    by = User.objects.get(email=row["by"])
    received = [(receive(call, case, today=today), case) for case in row["applications"]]
    cases = [(application, case) for application, case in received if application]
    find_conflicts_of_call(call)
    seal_call(call)
    for application, case in cases:
        if "challenge" in case:
            _challenge(application, case, by=by)
    to_judge = {
        application: case
        for application, case in cases
        if _is_eligible(application, case, by=by, reason=words["checked"])
    }
    judge(call, to_judge, row, words=words, today=today)


def _challenge(application: Application, case: dict[str, Any], *, by: User) -> None:
    said = case["challenge"]
    filed = file_challenge(
        application,
        by=_owner(case),
        person=said["person"],
        organisation=said["organisation"],
        reason=said["reason"],
    )
    if said.get("waits"):
        return
    upheld = said["upheld"] and Reviewer.objects.get(user__email=said["upheld"])
    decide_challenge(
        filed, by=by, is_upheld=bool(upheld), answer=said["answer"], reviewer=upheld or None
    )


def _is_eligible(application: Application, case: dict[str, Any], *, by: User, reason: str) -> bool:
    """What has no `share` of the points is still to be checked."""
    if "supplement" in case:
        _supplement(application, case, by=by)
    refused = case.get("refused")
    if "share" not in case and not refused:
        return False
    judged = {point.place: Judged(CheckVerdict.PASSES) for point in checklist_of(application)}
    if refused:
        place = (refused["subject"], refused["key"])
        judged[place] = Judged(CheckVerdict.FAILS, refused["code"], refused["reason"])
    save_checklist(application, by=by, judged=judged, seen={})
    screen_application(
        application,
        by=by,
        is_eligible=not refused,
        reason_code=refused["code"] if refused else "",
        reason=refused["reason"] if refused else reason,
    )
    application.refresh_from_db()
    return not refused


def _supplement(application: Application, case: dict[str, Any], *, by: User) -> None:
    said = case["supplement"]
    due_on = timezone.localdate() + timedelta(days=said["days"])
    asked = ask_supplement(application, by=by, asks=said["asks"], due_on=due_on)
    if "answer" not in said:
        return
    owner, name = _owner(case), said["file"]
    upload = SimpleUploadedFile(name, example_pdf(name), content_type="application/pdf")
    add_supplement_file(asked, by=owner, upload=upload)
    close_supplement(answer_supplement(asked, by=owner, answer=said["answer"]), by=by)


def _owner(case: dict[str, Any]) -> User:
    return User.objects.get(email=case["owner"])
