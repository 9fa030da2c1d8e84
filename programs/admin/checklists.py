"""Checklists as XLSX: out with a reason, back in with a preview, and written after a second look."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.common.client import client_address
from programs.actions.reading import record_readings
from programs.actions.screening import (
    MOST_AT_ONCE,
    Judged,
    Marks,
    save_checklists,
)
from programs.admin.screening import SCREENING_REFUSALS
from programs.admin.workplace import Workplace
from programs.enums import CheckVerdict, ScreeningReason
from programs.exports.checks import checks_xlsx
from programs.exports.guests import XLSX
from programs.forms.handling import ChecklistsForm, ExportForm
from programs.forms.screening import drafts_shown
from programs.imports import MarkedPoint, SheetFault, digest_of_file, marks_in
from programs.models import Application
from programs.queries.screening import checklist_of
from programs.rules import is_foundation

SALT = "programs.import-checklists"
SECONDS = 3600  # between the look and the act
MOST_SHOWN = 200
MOST_SIGNED = 1_000_000  # letters that the second click sends back


@dataclass(frozen=True)
class ShownChange:
    """One point of a preview: what stands there, and what the list says."""

    application: Application
    row: int
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Compared:
    """A list beside what stands: what it would change, and what it cannot."""

    shown: list[ShownChange]
    marks: dict[int, Marks]
    left_out: list[str]


class ChecklistPages(Workplace):
    actions = (*Workplace.actions, "export_checklists")

    def get_urls(self):
        site = self.admin_site.admin_view
        return [
            path(
                "import-checklists/",
                site(self.import_checklists),
                name="programs_application_import_checklists",
            ),
            *super().get_urls(),
        ]

    @admin.action(
        description=gettext_lazy("Export the checklists of the chosen ones as XLSX"),
        permissions=["handle"],
    )
    def export_checklists(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        def act(things: list[Application], form: ExportForm) -> HttpResponse:
            record_readings(
                things,
                by=request.user,
                address=client_address(request),
                reason=form.cleaned_data["reason"],
            )
            response = HttpResponse(checks_xlsx(things), content_type=XLSX)
            response.headers["Content-Disposition"] = 'attachment; filename="checklists.xlsx"'
            response.headers["Cache-Control"] = "private, no-store"
            return response

        return self._many(
            request,
            queryset,
            action="export_checklists",
            title=_("Export the checklists"),
            make_form=ExportForm,
            why_not=lambda application: _why_not(request, application),
            act=act,
        )

    def import_checklists(self, request: HttpRequest) -> HttpResponse:
        if not is_foundation(request.user):
            raise PermissionDenied
        if request.POST.get("checked"):
            return self._write_checklists(request)
        form = ChecklistsForm(request.POST or None, request.FILES or None)
        context: dict[str, Any] = {}
        if request.method == "POST" and form.is_valid():
            file = form.cleaned_data["file"]
            try:
                context = _preview(
                    request, self._compared(request, marks_in(file)), sha256=digest_of_file(file)
                )
            except SheetFault as fault:
                form.add_error("file", str(fault))
        page = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Read checklists in"),
            "form": form,
            **context,
        }
        template = "admin/programs/application/import_checklists.html"
        return TemplateResponse(request, template, page)

    def _compared(self, request: HttpRequest, marks: Mapping[int, list[MarkedPoint]]) -> Compared:
        """Raises SheetFault for a point that the checklist of its application does not have."""
        if len(marks) > MOST_AT_ONCE:
            words = _("At most %(most)s applications at once.") % {"most": MOST_AT_ONCE}
            raise SheetFault(words)
        compared = Compared([], {}, [])
        found = {application.pk: application for application in self._known(request, marks)}
        for key, marked in marks.items():
            if key not in found:
                words = _("Row %(number)s: no application that you see has the key %(key)s.")
                number = marked[0].row.number
                compared.left_out.append(words % {"number": number, "key": key})
            elif refusal := _why_not(request, found[key]):
                compared.left_out.append(f"{found[key]}: {refusal}")
            else:
                _compare(found[key], marked, compared)
        return compared

    def _known(self, request: HttpRequest, keys: Any) -> QuerySet[Application]:
        visible = self.get_queryset(request).filter(pk__in=list(keys))
        return visible.select_related("company", "call").order_by("pk")

    def _write_checklists(self, request: HttpRequest) -> HttpResponse:
        try:
            said = signing.loads(request.POST["checked"], salt=SALT, max_age=SECONDS)
        except signing.BadSignature:
            said = None
        if said is None or said["by"] != request.user.pk:
            messages.error(request, _("Too much time has passed. Read the list in once more."))
            return redirect("admin:programs_application_import_checklists")
        marks = {int(key): _marks_from(rows) for key, rows in said["marks"].items()}
        known = self._known(request, marks)
        may = [one for one in known if request.user.has_perm("programs.screen_application", one)]
        done, refused = save_checklists(may, by=request.user, marks=marks)
        words = ngettext(
            "%(count)s checklist is marked by the list %(digest)s. Nothing is decided yet.",
            "%(count)s checklists are marked by the list %(digest)s. Nothing is decided yet.",
            len(done),
        )
        messages.success(request, words % {"count": len(done), "digest": said["sha256"][:12]})
        for application, refusal in refused[:MOST_SHOWN]:
            words = SCREENING_REFUSALS.get(type(refusal), refusal)
            messages.warning(request, f"{application}: {words}")
        if gone := len(marks) - len(may):
            words = _("%(count)s could not be marked any more.") % {"count": gone}
            messages.warning(request, words)
        return redirect("admin:programs_application_changelist")


def _why_not(request: HttpRequest, application: Application) -> str:
    """Why the person may not mark its checklist, as its page would have it."""
    if request.user.has_perm("programs.screen_application", application):
        return ""
    return _("Its check is done, or you may not check it.")


def _compare(application: Application, marked: list[MarkedPoint], compared: Compared) -> None:
    points = {point.name: point for point in checklist_of(application)}
    drafts = drafts_shown(application.screening_drafts.all())
    judged, seen = {}, {}
    for one in marked:
        point = points.get(one.name)
        if point is None:
            column = list(one.row.columns)[1]
            raise one.row.fault(column, _("The checklist of this application has no such point."))
        before = drafts.get(point.place, Judged(""))
        if one.judged == before:
            continue
        judged[point.place], seen[point.place] = one.judged, before
        compared.shown.append(
            ShownChange(
                application, one.row.number, point.label, _in_words(before), _in_words(one.judged)
            )
        )
    if judged:
        compared.marks[application.pk] = Marks(judged, seen)


def _in_words(judged: Judged) -> str:
    words = [
        str(CheckVerdict(judged.verdict).label) if judged.verdict else "",
        str(ScreeningReason(judged.reason_code).label) if judged.reason_code else "",
        judged.note,
    ]
    return " · ".join(word for word in words if word) or "–"


def _preview(request: HttpRequest, compared: Compared, *, sha256: str) -> dict[str, Any]:
    """Raises SheetFault where the second click would send too much."""
    said = {
        "by": request.user.pk,
        "sha256": sha256,
        "marks": {key: _as_rows(marks) for key, marks in compared.marks.items()},
    }
    checked = signing.dumps(said, salt=SALT, compress=True)
    if len(checked) > MOST_SIGNED:
        raise SheetFault(_("Too much at once. Read the list in in parts."))
    return {
        "changes": compared.shown[:MOST_SHOWN],
        "more": max(0, len(compared.shown) - MOST_SHOWN),
        "count": len(compared.shown),
        "left_out": compared.left_out[:MOST_SHOWN],
        "is_read": True,
        "sha256": sha256,
        "checked": checked,
    }


Rows = list[list[list[str]]]


def _as_rows(marks: Marks) -> Rows:
    return [
        [list(place), _texts(judged), _texts(marks.seen[place])]
        for place, judged in marks.judged.items()
    ]


def _texts(judged: Judged) -> list[str]:
    return [judged.verdict, judged.reason_code, judged.note]


def _marks_from(rows: Rows) -> Marks:
    places = [(subject, key) for (subject, key), _judged, _seen in rows]
    judged = [Judged(*said) for _place, said, _seen in rows]
    seen = [Judged(*said) for _place, _judged, said in rows]
    return Marks(dict(zip(places, judged, strict=True)), dict(zip(places, seen, strict=True)))
