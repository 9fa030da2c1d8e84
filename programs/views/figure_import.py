"""The sheet of figures as XLSX: out, and back in with a preview."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from portal.common.bodies import takes_files
from portal.common.digest import digest_of
from programs.actions.errors import FigureNotOpen, FiguresChanged
from programs.actions.figure import Entry, Period, write_figures
from programs.exports.figure_sheet import sheet_xlsx
from programs.exports.guests import XLSX
from programs.forms.figure import FigureSheetUploadForm, SheetForm
from programs.imports import SheetFault
from programs.imports.figures import figures_in
from programs.queries.figure import SheetLine, sheet_content, sheet_of
from programs.views.download import saved_as
from programs.views.figure_sheet import own_agency

SALT = "programs.import-figures"
SECONDS = 3600  # between the look and the act


@dataclass(frozen=True)
class ShownChange:
    line: SheetLine
    after: Entry


@login_required
@require_safe
def figure_sheet_xlsx(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    agency = own_agency(request, slug, year)
    response = HttpResponse(
        sheet_xlsx(sheet_of(agency.zone, year)),
        content_type=XLSX,
        headers=saved_as(f"{slug}-{year}", "xlsx"),
    )
    response.headers["Cache-Control"] = "private, no-store"
    return response


@login_required
@require_http_methods(["GET", "POST"])
@takes_files
def figure_sheet_import(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    agency = own_agency(request, slug, year)
    lines = sheet_of(agency.zone, year)
    if request.POST.get("checked"):
        return _write(request, agency, year)
    form = FigureSheetUploadForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            entries = figures_in(form.cleaned_data["file"], lines=lines)
        except SheetFault as fault:
            for words in str(fault).splitlines():
                form.add_error("file", words)
        else:
            context = _preview(request, lines, entries)
    page = {"form": form, "agency": agency, "zone": agency.zone, "year": year, **context}
    return TemplateResponse(request, "programs/figure_import.html", page)


def _preview(
    request: HttpRequest, lines: list[SheetLine], entries: dict[str, Entry]
) -> dict[str, Any]:
    changes = [
        ShownChange(line, after)
        for line in lines
        if (after := entries.get(line.code)) and line.is_open and _differs(line, after)
    ]
    said = {
        "by": request.user.pk,
        "seen": digest_of(sheet_content(lines)),
        "entries": {one.line.code: [str(one.after.value), one.after.note] for one in changes},
    }
    return {
        "is_read": True,
        "changes": changes,
        "checked": signing.dumps(said, salt=SALT, compress=True),
    }


def _differs(line: SheetLine, after: Entry) -> bool:
    figure = line.figure
    return figure is None or (figure.value, figure.note) != (after.value, after.note)


def _write(request: HttpRequest, agency: Any, year: int) -> HttpResponse:
    """What was shown, and nothing where somebody saved something else meanwhile."""
    again = redirect("programs:figure-sheet-import", slug=agency.zone.slug, year=year)
    try:
        said = signing.loads(request.POST["checked"], salt=SALT, max_age=SECONDS)
    except signing.BadSignature:
        said = None
    if said is None or said["by"] != request.user.pk:
        messages.error(request, _("Too much time has passed. Read the list in once more."))
        return again
    shared = SheetForm(None, lines=sheet_of(agency.zone, year), year=year, seen="").initial
    entries = {code: Entry(Decimal(value), note) for code, (value, note) in said["entries"].items()}
    try:
        written = write_figures(
            agency,
            year=year,
            entries=entries,
            period=Period(shared["period_from"], shared["period_to"]),
            sources=shared["sources"],
            seen=said["seen"],
            by=request.user,
        )
    except (FiguresChanged, FigureNotOpen):
        messages.error(
            request, _("Somebody has saved figures meanwhile. Read the list in once more.")
        )
        return again
    words = ngettext(
        "%(count)s figure of the list is saved as a draft.",
        "%(count)s figures of the list are saved as drafts.",
        len(written),
    )
    messages.success(request, words % {"count": len(written)})
    return redirect("programs:figure-sheet", slug=agency.zone.slug, year=year)
