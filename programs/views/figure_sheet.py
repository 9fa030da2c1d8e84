"""Where an agency enters the figures of its zone, with evidence, and hands them over."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from portal.common.bodies import takes_files
from portal.common.digest import digest_of
from portal.common.keeping import tell_saved
from portal.common.posting import require_post_from
from programs.actions.errors import (
    FigureNotOpen,
    FiguresChanged,
    NoEvidence,
    NoSource,
    NotCorrectable,
    NothingToSubmit,
    Refused,
    TooMuchEvidence,
)
from programs.actions.figure import (
    begin_correction,
    submit_figures,
    take_back_figures,
    write_figures,
)
from programs.actions.figure_evidence import add_evidence, remove_evidence
from programs.file_checks import DOCUMENT_ENDINGS
from programs.forms.figure import (
    CorrectionForm,
    EvidenceForm,
    SheetForm,
    initial_of_correction,
)
from programs.models import FigureEvidence
from programs.queries.figure import (
    agencies_with_zones_of,
    evidence_visible_to,
    sheet_content,
    sheet_of,
    sheets_of,
)
from programs.views.download import download_of
from zones.enums import FigureState
from zones.models import Agency, Figure

FIRST_YEAR = 2005  # the first zone was designated
SUBMIT_REFUSALS = {
    NothingToSubmit: gettext_lazy("There is no draft to hand over."),
    NoEvidence: gettext_lazy(
        "Add a file that shows the figures; remove one that was found to be unsafe."
    ),
    NoSource: gettext_lazy("Say where the figures are from, and save."),
}


def own_agency(request: HttpRequest, slug: str, year: int) -> Agency:
    """The agency of the zone that the person works for, for a year that is over."""
    if not FIRST_YEAR <= year <= timezone.localdate().year:
        raise Http404
    agencies = agencies_with_zones_of(request.user).filter(zone__slug=slug)
    return get_object_or_404(agencies.order_by("pk")[:1])


@login_required
@require_safe
def figure_desk(request: HttpRequest) -> HttpResponse:
    agencies = list(agencies_with_zones_of(request.user))
    if not agencies:
        raise PermissionDenied
    this_year = timezone.localdate().year
    sheets = [(agency, sheets_of(agency.zone, latest=this_year)) for agency in agencies]
    return TemplateResponse(request, "programs/figure_desk.html", {"sheets": sheets})


@login_required
@require_http_methods(["GET", "POST"])
def figure_sheet(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    agency = own_agency(request, slug, year)
    lines = sheet_of(agency.zone, year)
    stands = digest_of(sheet_content(lines))
    form = SheetForm(request.POST or None, lines=lines, year=year, seen=stands)
    if request.method == "POST" and form.is_valid() and _saved(request, form, agency, year):
        return redirect("programs:figure-sheet", slug=slug, year=year)
    return _page(request, agency, year, form=form)


def _saved(request: HttpRequest, form: SheetForm, agency: Agency, year: int) -> bool:
    try:
        write_figures(
            agency,
            year=year,
            entries=form.entries,
            period=form.period,
            sources=form.cleaned_data["sources"],
            seen=form.cleaned_data["seen"],
            by=request.user,
        )
    except FiguresChanged:
        form.tell_of_colleague()
        return False
    except FigureNotOpen:
        form.add_error(None, _("One of the figures was handed over meanwhile."))
        return False
    tell_saved(request, _("The figures are saved. Nobody but you and your colleagues reads them."))
    return True


def _page(
    request: HttpRequest,
    agency: Agency,
    year: int,
    *,
    form: SheetForm | None = None,
    evidence_form: EvidenceForm | None = None,
) -> HttpResponse:
    if form is None:
        lines = sheet_of(agency.zone, year)
        form = SheetForm(None, lines=lines, year=year, seen=digest_of(sheet_content(lines)))
    states = {line.figure.state for line in form.lines if line.figure}
    context: dict[str, Any] = {
        "agency": agency,
        "zone": agency.zone,
        "year": year,
        "form": form,
        "evidence_form": evidence_form or EvidenceForm(),
        "evidence": FigureEvidence.objects.current().filter(zone=agency.zone, year=year),
        "returned": _returned(form),
        "can_submit": bool(states & {FigureState.DRAFT, FigureState.RETURNED}),
        "can_take_back": FigureState.SUBMITTED in states,
        "endings": DOCUMENT_ENDINGS,
        "most_bytes": settings.DOCUMENT_MAX_BYTES,
    }
    return TemplateResponse(request, "programs/figure_sheet.html", context)


def _returned(form: SheetForm) -> list[Any]:
    """Why the foundation gave figures back, by figure."""
    back = [
        line.figure
        for line in form.lines
        if line.figure and line.figure.state == FigureState.RETURNED
    ]
    return [
        (figure, figure.events.filter(verb="return").order_by("-pk").first()) for figure in back
    ]


@login_required
@require_post_from("programs:figure-sheet", "slug", "year")
def figure_submit(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    agency = own_agency(request, slug, year)
    try:
        handed_over = submit_figures(agency, year=year, by=request.user)
    except Refused as refusal:
        messages.error(request, str(SUBMIT_REFUSALS[type(refusal)]))
    else:
        words = ngettext(
            "%(count)s figure is handed over. The foundation compares it with the evidence.",
            "%(count)s figures are handed over. The foundation compares them with the evidence.",
            len(handed_over),
        )
        messages.success(request, words % {"count": len(handed_over)})
    return redirect("programs:figure-sheet", slug=slug, year=year)


@login_required
@require_post_from("programs:figure-sheet", "slug", "year")
def figure_take_back(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    agency = own_agency(request, slug, year)
    if take_back_figures(agency, year=year, by=request.user):
        messages.success(request, _("Taken back: you can change the figures again."))
    else:
        messages.info(request, _("Nothing waits for approval any more."))
    return redirect("programs:figure-sheet", slug=slug, year=year)


@login_required
@require_http_methods(["GET", "POST"])
def figure_correct(request: HttpRequest, slug: str, year: int, indicator: str) -> HttpResponse:
    agency = own_agency(request, slug, year)
    own = Figure.objects.current().filter(zone=agency.zone, year=year)
    of_indicator = own.filter(version__indicator__code=indicator).select_related(
        "version__indicator"
    )
    figure = get_object_or_404(of_indicator.order_by("-version__number")[:1])
    form = CorrectionForm(request.POST or None, initial=initial_of_correction(figure))
    if request.method == "POST" and form.is_valid():
        try:
            begin_correction(figure, agency=agency, by=request.user, **form.cleaned_data)
        except NotCorrectable:
            form.add_error(None, _("A correction of this figure is under way already."))
        else:
            tell_saved(request, _("The correction is a draft. Add evidence and hand it over."))
            return redirect("programs:figure-sheet", slug=slug, year=year)
    context = {"agency": agency, "year": year, "figure": figure, "form": form}
    return TemplateResponse(request, "programs/figure_correct.html", context)


@login_required
@takes_files
@require_post_from("programs:figure-sheet", "slug", "year")
def figure_evidence(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    agency = own_agency(request, slug, year)
    form = EvidenceForm(request.POST, request.FILES)
    if form.is_valid():
        for upload in form.cleaned_data["files"]:
            _add(request, form, agency, year, upload)
    if form.errors:
        return _page(request, agency, year, evidence_form=form)
    return redirect("programs:figure-sheet", slug=slug, year=year)


def _add(request: HttpRequest, form: EvidenceForm, agency: Agency, year: int, upload: Any) -> None:
    try:
        add_evidence(agency, year=year, upload=upload, by=request.user)
    except ValidationError as error:
        form.add_error("files", f"{upload.name}: {' '.join(error.messages)}")
    except TooMuchEvidence as error:
        words = _("At most %(most)s files. Remove one first.") % {"most": error.most}
        form.add_error("files", words)
    else:
        messages.success(request, _("%(name)s is added.") % {"name": upload.name})


@login_required
@require_post_from("programs:figure-sheet", "slug", "year")
def figure_evidence_remove(
    request: HttpRequest, slug: str, year: int, file_pk: int
) -> HttpResponse:
    agency = own_agency(request, slug, year)
    own = FigureEvidence.objects.filter(zone=agency.zone, year=year)
    evidence = get_object_or_404(own, pk=file_pk)
    remove_evidence(evidence, by=request.user)
    messages.success(request, _("%(name)s is removed.") % {"name": evidence.name})
    return redirect("programs:figure-sheet", slug=slug, year=year)


@login_required
@require_safe
def figure_evidence_download(
    request: HttpRequest, slug: str, year: int, file_pk: int
) -> HttpResponse:
    """For the agency, and for the foundation, which compares the figures with it."""
    visible = evidence_visible_to(request.user).filter(zone__slug=slug, year=year)
    evidence = get_object_or_404(visible, pk=file_pk)
    response = download_of(
        request, evidence.file, name=evidence.name, content_type=evidence.content_type
    )
    response.headers["Cache-Control"] = "private, no-store"
    return response
