"""The guided editor: a page per section of a draft, its autosave and its preview."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from portal.common.digest import digest_of
from portal.common.keeping import tell_saved
from programs.actions.call_section import save_section, tried_section
from programs.actions.errors import SectionChanged
from programs.enums import CallSection
from programs.forms.call_section import FORMS, SectionForms
from programs.models import Call, CallComment, CallEvent
from programs.queries import findings_of
from programs.queries.approval import comments_on
from programs.queries.call import last_writing_in
from programs.queries.content import content_of_call
from programs.queries.difference import Difference, differences
from programs.queries.lint import Finding
from programs.queries.section import section_content
from programs.views.call import public_page
from programs.views.own_call import own_call, way_back
from programs.workflow import TransitionNotAllowed

# Sections that are written on a page of their own kind
ELSEWHERE = {
    CallSection.QUESTIONS: "programs:call-questions",
    CallSection.ATTACHMENTS: "programs:call-attachments",
}


@dataclass
class Section:
    """A section in the list: where it is written, and what is said about it."""

    code: CallSection
    url: str
    findings: list[Finding] = field(default_factory=list)
    comments: list[CallComment] = field(default_factory=list)

    @property
    def title(self) -> str:
        return str(self.code.label)

    @property
    def status(self) -> str:
        """done, missing or comment, as its badge says it."""
        if any(finding.blocks for finding in self.findings):
            return "missing"
        return "comment" if self.comments else "done"


def _address(call: Call, section: CallSection) -> str:
    if section in FORMS:
        return reverse("programs:call-section", args=[call.pk, section])
    if section == CallSection.BRIEFINGS:
        return f"{reverse('programs:briefing-create')}?call={call.amends_id or call.pk}"
    return reverse(ELSEWHERE[section], args=[call.pk])


def sections_of(call: Call, findings: list[Finding]) -> list[Section]:
    """All sections in their order, with what the linter and the foundation say about each."""
    comments = list(comments_on(call))
    return [
        Section(
            code,
            _address(call, code),
            [finding for finding in findings if finding.anchor == code],
            [comment for comment in comments if comment.section == code],
        )
        for code in CallSection
    ]


def _own(request: HttpRequest, pk: int, section: str) -> Call:
    if section not in FORMS:
        raise Http404
    return own_call(request, pk)


@login_required
@require_http_methods(["GET", "POST"])
def call_section(request: HttpRequest, pk: int, section: str) -> HttpResponse:
    call = _own(request, pk, section)
    if back := way_back(request, call):
        return back
    given = request.POST if request.method == "POST" else None
    forms = SectionForms(section, copy(call), given)
    if given is None:
        return _page(request, call, forms, seen=digest_of(section_content(call, section)))
    outcome = _Save(request, call, forms)
    if "application/json" in request.headers.get("Accept", ""):
        return outcome.as_json()
    return outcome.as_page()


class _Save:
    """One attempt to save a section, and the two ways to tell how it went."""

    def __init__(self, request: HttpRequest, call: Call, forms: SectionForms) -> None:
        self.request, self.call, self.forms = request, call, forms
        # Whoever presses that theirs is to stand has what was shown beside it before them
        self.seen = request.POST.get("met" if "mine" in request.POST else "seen", "")
        self.met = ""
        self.refusal, self.theirs, self.writing = "", [], None
        if not forms.is_valid():
            self.refusal = "invalid"
            return
        try:
            self.seen = save_section(call, seen=self.seen, by=request.user, **_written(forms))
        except SectionChanged:
            self.refusal = "changed"
            self.theirs = _differences(call, forms)
            self.writing = last_writing_in(call, forms.section)
            self.met = digest_of(section_content(_again(call), forms.section))
            if not self.theirs:  # nothing that a reader sees
                self.seen = self.met
        except TransitionNotAllowed:
            self.refusal = "frozen"

    def as_json(self) -> JsonResponse:
        status = {"": HTTPStatus.OK, "invalid": HTTPStatus.UNPROCESSABLE_ENTITY}
        at = timezone.localtime().strftime("%H:%M:%S")
        answer = {"refusal": self.refusal, "errors": self.forms.error_count}
        if not self.refusal:
            answer |= {"seen": self.seen, "at": at}
        return JsonResponse(answer, status=status.get(self.refusal, HTTPStatus.CONFLICT))

    def as_page(self) -> HttpResponse:
        if self.refusal == "frozen":
            messages.error(self.request, _("Not saved: a colleague has submitted this call."))
        if self.refusal:
            others = {"met": self.met, "theirs": self.theirs, "writing": self.writing}
            return _page(self.request, self.call, self.forms, seen=self.seen, **others)
        tell_saved(self.request, _("The draft is saved."))
        if "onward" in self.request.POST:
            self._tell_missing()
            following = neighbours_of(self.call, self.forms.section, [])["following"]
            return redirect(following.url if following else self._overview)
        return redirect(self._overview if "done" in self.request.POST else self.request.path)

    def _tell_missing(self) -> None:
        """What this section still lacks, with the way back to it: its own page says it no more."""
        section = self.forms.section
        found = findings_of(_again(self.call))
        count = sum(finding.blocks and finding.anchor == section for finding in found)
        if not count:
            return
        words = ngettext(
            "%(count)s thing is still missing in “%(section)s”.",
            "%(count)s things are still missing in “%(section)s”.",
            count,
        ) % {"count": count, "section": CallSection(section).label}
        back = format_html('<a href="{}">{}</a>', self.request.path, _("Go back and fill it in"))
        messages.warning(self.request, format_html("{} {}", words, back))

    @property
    def _overview(self) -> str:
        return reverse("programs:call-draft", args=[self.call.pk])


def _written(forms: SectionForms) -> dict[str, Any]:
    return {"section": forms.section, "fields": forms.fields, "rows": forms.rows}


def _again(call: Call) -> Call:
    return Call.objects.select_related("agency", "program").get(pk=call.pk)


def _differences(call: Call, forms: SectionForms) -> list[Difference]:
    """What the colleague saved (before) beside what was typed (after)."""
    theirs = content_of_call(_again(call))
    try:
        typed = tried_section(call, look=content_of_call, **_written(forms))
    except TransitionNotAllowed:  # and then submitted it: the next save says so
        return []
    return differences(theirs, typed)


def neighbours_of(call: Call, section: str, findings: list[Finding]) -> dict[str, Any]:
    """The section with what is said about it, and its neighbours: what its page needs beside it."""
    steps = [step for step in sections_of(call, findings) if step.code != CallSection.BRIEFINGS]
    place = [step.code for step in steps].index(CallSection(section))
    return {
        "here": steps[place],
        "steps": steps,
        "previous": steps[place - 1] if place else None,
        "following": steps[place + 1] if place + 1 < len(steps) else None,
    }


def _page(
    request: HttpRequest,
    call: Call,
    forms: SectionForms,
    *,
    seen: str,
    met: str = "",
    theirs: Sequence[Difference] = (),
    writing: CallEvent | None = None,
) -> HttpResponse:
    """`theirs` is what a colleague saved meanwhile, with its digest `met`; `writing` when and by
    whom."""
    context = {
        "call": call,
        "forms": forms,
        "form": forms.form,
        "formset": forms.formset,
        "seen": seen,
        "met": met,
        "theirs": theirs,
        "writing": writing,
        "is_own": writing is not None and writing.actor == request.user,
        **neighbours_of(call, forms.section, findings_of(call)),
    }
    return TemplateResponse(request, "programs/call_section.html", context)


@login_required
@require_POST
def call_section_preview(request: HttpRequest, pk: int, section: str) -> HttpResponse:
    """The public page as it would be with what is typed; nothing is saved."""
    call = _own(request, pk, section)
    forms = SectionForms(section, copy(call), request.POST)
    if not forms.is_valid() or not request.user.has_perm("programs.edit_call", call):
        return HttpResponse(status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        return tried_section(
            call, look=lambda tried: public_page(request, tried.code).render(), **_written(forms)
        )
    except TransitionNotAllowed:
        return HttpResponse(status=HTTPStatus.CONFLICT)
