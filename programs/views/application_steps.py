"""The way through an application: its sections with their addresses, and what each lacks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programs.enums import ApplicationSection, PlanSection
from programs.models import Application
from programs.queries.application_section import Section
from programs.validators import Fault

CHECK = "check"
# Sections with a page of their own; all others are programs:application-section
ELSEWHERE = {
    ApplicationSection.DOCUMENTS: "programs:document-list",
    **{section: f"programs:application-{section}" for section in PlanSection.values},
    CHECK: "programs:application-check",
}


@dataclass(frozen=True)
class Step:
    """A page on the way: a section, or the check at the end."""

    code: str
    title: str
    url: str
    is_done: bool


@dataclass(frozen=True)
class Task:
    """What is missing or wrong, with the address of its very field."""

    label: str
    message: str
    url: str


def address_of(application: Application, code: str) -> str:
    """Where a section is written; without a code, the overview of all."""
    if not code:
        return reverse("programs:application-edit", args=[application.pk])
    if code in ELSEWHERE:
        return reverse(ELSEWHERE[code], args=[application.pk])
    return reverse("programs:application-section", args=[application.pk, code])


def tasks_of(application: Application, faults: Iterable[Fault]) -> list[Task]:
    return [
        Task(fault.label, fault.message, _address_of_fault(application, fault)) for fault in faults
    ]


def _address_of_fault(application: Application, fault: Fault) -> str:
    address = address_of(application, fault.section)
    return f"{address}#{fault.anchor}" if fault.anchor else address


def steps_of(application: Application, sections: Iterable[Section]) -> list[Step]:
    steps = [
        Step(one.code, one.title, address_of(application, one.code), one.is_done)
        for one in sections
    ]
    check = _("Check and submit")
    # Done is what was submitted, not what could be
    is_done = application.is_received and not application.has_unsubmitted_changes
    return [*steps, Step(CHECK, check, address_of(application, CHECK), is_done)]


def _progress_in_words(done: int, count: int) -> str:
    words = ngettext(
        "%(done)s of %(all)s section is complete",
        "%(done)s of %(all)s sections are complete",
        count,
    )
    return words % {"done": done, "all": count}


def progress_of(application: Application, *, sections: Sequence[Section]) -> dict[str, Any]:
    """How far the draft is, for a page that is open: the codes of the steps that are done, the
    number of sections that are, and that in words."""
    place = steps_around(application, "", sections=sections)
    done = [step.code for step in place["steps"] if step.is_done]
    return {"done": done, "count": place["done_count"], "words": place["progress"]}


def steps_around(
    application: Application, code: str, *, sections: Sequence[Section]
) -> dict[str, Any]:
    """What a page needs beside its own: all steps, and those before and after."""
    steps = steps_of(application, sections)
    done_count, section_count = sum(step.is_done for step in steps[:-1]), len(steps) - 1
    codes = [step.code for step in steps]
    place = codes.index(code) if code in codes else None
    return {
        "steps": steps,
        "here": code,
        "step": steps[place] if place is not None else None,
        "previous": steps[place - 1] if place else None,
        "following": steps[place + 1] if place is not None and place + 1 < len(steps) else None,
        "done_count": done_count,
        "section_count": section_count,
        "progress": _progress_in_words(done_count, section_count),
    }
