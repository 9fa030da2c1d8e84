"""What stays of a session: its agency keeps it on one page, everybody downloads it."""

from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.common.bodies import takes_files
from portal.common.keeping import tell_saved
from portal.common.posting import require_post_from
from programs.actions.errors import FileGone, TooManyMaterials
from programs.actions.material import (
    add_material,
    label_material,
    link_recording,
    move_material,
    remove_material,
)
from programs.file_checks import MATERIAL_ENDINGS
from programs.forms.material import MaterialLabelForm, MaterialUploadForm, RecordingForm
from programs.models import Briefing, Material, Recording
from programs.queries.material import materials_visible_to
from programs.views.download import NOTHING_RUNS, download_of
from programs.views.own_briefing import own_briefing


@login_required
@require_http_methods(["GET", "POST"])
@takes_files
def briefing_materials(request: HttpRequest, pk: int) -> HttpResponse:
    briefing = own_briefing(request, pk)
    is_sent = request.method == "POST"
    form = MaterialUploadForm(request.POST, request.FILES) if is_sent else MaterialUploadForm()
    if is_sent and form.is_valid() and _added(request, briefing, form):
        return redirect("programs:briefing-materials", pk=pk)
    return _page(request, briefing, form=form)


def _page(
    request: HttpRequest,
    briefing: Briefing,
    *,
    form: MaterialUploadForm | None = None,
    wrong: MaterialLabelForm | None = None,
    recording_form: RecordingForm | None = None,
) -> HttpResponse:
    """`wrong` is the form of one file that was sent and comes back with what was typed."""
    forms = [
        wrong if wrong and wrong.instance.pk == material.pk else _label_form(material)
        for material in briefing.materials.current()
    ]
    context = {
        "briefing": briefing,
        "form": form or MaterialUploadForm(),
        "forms": forms,
        "wrong": wrong,
        "recording_form": recording_form or _recording_form(briefing),
        "endings": MATERIAL_ENDINGS,
        "most_bytes": settings.ATTACHMENT_MAX_BYTES,
    }
    return TemplateResponse(request, "programs/briefing_materials.html", context)


def _label_form(material: Material, sent: object = None) -> MaterialLabelForm:
    return MaterialLabelForm(sent, instance=material, auto_id=f"id_{material.pk}_%s")


def _recording_form(briefing: Briefing) -> RecordingForm:
    recording = Recording.objects.filter(briefing=briefing).first()
    return RecordingForm(initial={"url": recording.url if recording else ""})


def _added(request: HttpRequest, briefing: Briefing, form: MaterialUploadForm) -> bool:
    """Whether all files were added; those that were stay, and each other says why not."""
    for upload in form.cleaned_data["files"]:
        if refusal := _refusal(request, briefing, upload):
            form.add_error("files", refusal)
        else:
            messages.success(request, _("%(name)s is added.") % {"name": upload.name})
    return form.is_valid()


def _refusal(request: HttpRequest, briefing: Briefing, upload: UploadedFile) -> str | None:
    try:
        add_material(briefing, by=request.user, upload=upload)
    except ValidationError as error:
        reason = " ".join(error.messages)
    except TooManyMaterials as error:
        reason = _("A session has at most %(most)s files. Remove one first.") % {"most": error.most}
    else:
        return None
    return f"{upload.name}: {reason}"


@login_required
@require_post_from("programs:briefing-materials", "pk")
def briefing_recording(request: HttpRequest, pk: int) -> HttpResponse:
    briefing = own_briefing(request, pk)
    form = RecordingForm(request.POST)
    if not form.is_valid():
        return _page(request, briefing, recording_form=form)
    url = form.cleaned_data["url"]
    link_recording(briefing, by=request.user, url=url)
    words = _("The recording is linked.") if url else _("No recording is linked.")
    tell_saved(request, words)
    return redirect("programs:briefing-materials", pk=pk)


@login_required
@require_post_from("programs:briefing-materials", "pk")
def briefing_material_label(request: HttpRequest, pk: int, material_pk: int) -> HttpResponse:
    briefing = own_briefing(request, pk)
    material = get_object_or_404(briefing.materials.all(), pk=material_pk)
    form = _label_form(material, request.POST)
    if not form.is_valid():
        return _page(request, briefing, wrong=form)
    try:
        label_material(material, by=request.user, **form.cleaned_data)
    except FileGone:
        _tell_gone(request, material)
    else:
        messages.success(request, _("%(name)s is labelled.") % {"name": material.name})
    return redirect("programs:briefing-materials", pk=pk)


@login_required
@require_post_from("programs:briefing-materials", "pk")
def briefing_material_move(request: HttpRequest, pk: int, material_pk: int) -> HttpResponse:
    material = get_object_or_404(own_briefing(request, pk).materials.all(), pk=material_pk)
    try:
        is_moved = move_material(material, up=request.POST.get("to") == "up", by=request.user)
    except FileGone:
        _tell_gone(request, material)
    else:
        words = _("%(name)s is moved.") if is_moved else _("%(name)s stands at this end already.")
        messages.info(request, words % {"name": material.name})
    return redirect("programs:briefing-materials", pk=pk)


@login_required
@require_post_from("programs:briefing-materials", "pk")
def briefing_material_remove(request: HttpRequest, pk: int, material_pk: int) -> HttpResponse:
    material = get_object_or_404(own_briefing(request, pk).materials.all(), pk=material_pk)
    remove_material(material, by=request.user)
    messages.success(request, _("%(name)s is removed.") % {"name": material.name})
    return redirect("programs:briefing-materials", pk=pk)


def _tell_gone(request: HttpRequest, material: Material) -> None:
    words = {"name": material.name}
    messages.error(request, _("Not saved: a colleague has removed %(name)s meanwhile.") % words)


@require_safe
def material_download(request: HttpRequest, pk: int, material_pk: int) -> HttpResponse:
    """The file as a download, for whoever may see the session; never rendered in our origin."""
    visible = materials_visible_to(request.user).filter(briefing=pk)
    material = get_object_or_404(visible, pk=material_pk)
    etag = f'"{material.sha256}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        file, kind = material.file, material.content_type
        response = download_of(request, file, name=material.name, content_type=kind)
        if response.status_code == HTTPStatus.NOT_FOUND:
            return response
    # Caches ask again each time: it may be removed or withheld, and before its session is public
    # it is kept by none
    response.headers["Cache-Control"] = "no-cache" if material.is_public else "private, no-store"
    response.headers["ETag"] = etag
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = NOTHING_RUNS
    return response
