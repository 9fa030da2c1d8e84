"""Where an agency adds pictures to a story and says what is seen in them."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.common.bodies import takes_files
from portal.common.posting import require_post_from
from programs.actions.errors import FileGone, TooManyPictures
from programs.actions.picture import add_picture, describe_picture, move_picture, remove_picture
from programs.file_checks import PICTURE_ENDINGS
from programs.forms.story import PictureUploadForm, PictureWordsForm
from programs.models import Picture, Story
from programs.views.agency_story import own_story


@login_required
@require_http_methods(["GET", "POST"])
@takes_files
def story_pictures(request: HttpRequest, pk: int) -> HttpResponse:
    story = own_story(request, pk)
    is_sent = request.method == "POST"
    form = PictureUploadForm(request.POST, request.FILES) if is_sent else PictureUploadForm()
    if is_sent and form.is_valid() and _is_added(request, story, form):
        return redirect("programs:story-pictures", pk=pk)
    return _page(request, story, form=form)


def _is_added(request: HttpRequest, story: Story, form: PictureUploadForm) -> bool:
    words = dict(form.cleaned_data)
    try:
        picture = add_picture(story, by=request.user, upload=words.pop("photo"), **words)
    except ValidationError as error:
        form.add_error("photo", error)
    except TooManyPictures as refusal:
        words = _("A story has at most %(most)s pictures. Remove one first.")
        form.add_error("photo", words % {"most": refusal.most})
    else:
        messages.success(request, _("%(name)s is added.") % {"name": picture.name})
    return form.is_valid()


def _page(
    request: HttpRequest,
    story: Story,
    *,
    form: PictureUploadForm | None = None,
    wrong: PictureWordsForm | None = None,
) -> HttpResponse:
    """`wrong` is the form of one picture that was sent and comes back with what was typed."""
    forms = [
        wrong if wrong and wrong.instance.pk == picture.pk else _words_form(picture)
        for picture in story.pictures.current()
    ]
    context = {
        "story": story,
        "form": form or PictureUploadForm(),
        "forms": forms,
        "wrong": wrong,
        "endings": PICTURE_ENDINGS,
        "most_bytes": settings.PICTURE_MAX_BYTES,
    }
    return TemplateResponse(request, "programs/story_pictures.html", context)


def _words_form(picture: Picture, sent: object = None) -> PictureWordsForm:
    return PictureWordsForm(sent, instance=picture, auto_id=f"id_{picture.pk}_%s")


@login_required
@require_post_from("programs:story-pictures", "pk")
def picture_describe(request: HttpRequest, pk: int, picture_pk: int) -> HttpResponse:
    story = own_story(request, pk)
    picture = get_object_or_404(story.pictures.all(), pk=picture_pk)
    form = _words_form(picture, request.POST)
    if not form.is_valid():
        return _page(request, story, wrong=form)
    try:
        describe_picture(picture, by=request.user, **form.cleaned_data)
    except FileGone:
        _tell_gone(request, picture)
    else:
        messages.success(
            request, _("The words beside %(name)s are saved.") % {"name": picture.name}
        )
    return redirect("programs:story-pictures", pk=pk)


@login_required
@require_post_from("programs:story-pictures", "pk")
def picture_move(request: HttpRequest, pk: int, picture_pk: int) -> HttpResponse:
    picture = get_object_or_404(own_story(request, pk).pictures.all(), pk=picture_pk)
    try:
        is_moved = move_picture(picture, up=request.POST.get("to") == "up", by=request.user)
    except FileGone:
        _tell_gone(request, picture)
    else:
        words = _("%(name)s is moved.") if is_moved else _("%(name)s stands at this end already.")
        messages.info(request, words % {"name": picture.name})
    return redirect("programs:story-pictures", pk=pk)


@login_required
@require_post_from("programs:story-pictures", "pk")
def picture_remove(request: HttpRequest, pk: int, picture_pk: int) -> HttpResponse:
    picture = get_object_or_404(own_story(request, pk).pictures.all(), pk=picture_pk)
    remove_picture(picture, by=request.user)
    messages.success(request, _("%(name)s is removed.") % {"name": picture.name})
    return redirect("programs:story-pictures", pk=pk)


def _tell_gone(request: HttpRequest, picture: Picture) -> None:
    words = {"name": picture.name}
    messages.error(request, _("Not saved: a colleague has removed %(name)s meanwhile.") % words)
