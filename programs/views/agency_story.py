"""Where an agency writes its stories, publishes and withdraws them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.common.digest import digest_of
from portal.common.keeping import tell_saved
from portal.common.posting import require_post_from
from programs.actions.errors import StoryChanged, StoryIncomplete
from programs.actions.story import begin_story, publish_story, withdraw_story, write_story
from programs.forms.story import StoryForm, WithdrawStoryForm
from programs.models import Story
from programs.queries import agencies_of
from programs.queries.story import (
    stories_of_agencies_of,
    story_compared,
    story_content,
    with_picture_counts,
)
from programs.workflow import TransitionNotAllowed

PAGE_SIZE = 20


def own_story(request: HttpRequest, pk: int) -> Story:
    stories = stories_of_agencies_of(request.user).with_pictures()
    story = get_object_or_404(stories.select_related("agency", "zone"), pk=pk)
    if not request.user.has_perm("programs.edit_story", story):
        raise PermissionDenied
    return story


@login_required
@require_safe
def story_desk(request: HttpRequest) -> HttpResponse:
    if not agencies_of(request.user):
        raise PermissionDenied
    stories = with_picture_counts(stories_of_agencies_of(request.user)).select_related("agency")
    newest = stories.order_by("-created_at", "-pk")
    page = Paginator(newest, PAGE_SIZE).get_page(request.GET.get("page"))
    return TemplateResponse(request, "programs/story_desk.html", {"page_obj": page})


@login_required
@require_http_methods(["GET", "POST"])
def story_create(request: HttpRequest) -> HttpResponse:
    agencies = agencies_of(request.user)
    if not agencies:
        raise PermissionDenied
    form = StoryForm(request.POST or None, agencies=agencies)
    if request.method == "POST" and form.is_valid():
        story = begin_story(form.save(commit=False), by=request.user)
        tell_saved(request, _("The draft is saved. Add pictures, look at it, and publish it."))
        return redirect("programs:story-pictures", pk=story.pk)
    return TemplateResponse(request, "programs/story_form.html", {"form": form})


@login_required
@require_http_methods(["GET", "POST"])
def story_edit(request: HttpRequest, pk: int) -> HttpResponse:
    story = own_story(request, pk)
    now, theirs = digest_of(story_content(story)), []  # before the form fills the story
    seen = request.POST.get("seen", now)
    form = StoryForm(request.POST or None, instance=story, agencies=agencies_of(request.user))
    if request.method == "POST" and form.is_valid():
        try:
            write_story(story, fields=form.cleaned_data, seen=seen, by=request.user)
        except StoryChanged:
            theirs, seen = story_compared(story), now
        except StoryIncomplete as refusal:
            form.refuse(refusal.gaps)
        else:
            tell_saved(request, _("The story is saved."))
            return redirect("programs:story-edit", pk=pk)
    context = {"form": form, "story": story, "seen": seen, "theirs": theirs}
    return TemplateResponse(request, "programs/story_form.html", context)


@login_required
@require_safe
def story_preview(request: HttpRequest, pk: int) -> HttpResponse:
    story = own_story(request, pk)
    context = {
        "story": story,
        "can_publish": request.user.has_perm("programs.publish_story", story),
        "can_withdraw": request.user.has_perm("programs.withdraw_story", story),
        "hidden": story.pictures.current().count() - len(story.picture_list),
    }
    return TemplateResponse(request, "programs/story_preview.html", context)


@login_required
@require_post_from("programs:story-preview", "pk")
def story_publish(request: HttpRequest, pk: int) -> HttpResponse:
    story = own_story(request, pk)
    try:
        publish_story(story, by=request.user)
    except TransitionNotAllowed:
        messages.info(request, _("This story is published already."))
    except StoryIncomplete as refusal:
        for gap in refusal.gaps:
            messages.error(request, gap.label)
    else:
        messages.success(request, _("The story is published."))
    return redirect("programs:story-preview", pk=pk)


@login_required
@require_http_methods(["GET", "POST"])
def story_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    story = own_story(request, pk)
    form = WithdrawStoryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_story(story, by=request.user, **form.cleaned_data)
        except TransitionNotAllowed:
            messages.info(request, _("This story is not published."))
        else:
            tell_saved(request, _("The story is withdrawn: nobody reads it any more."))
        return redirect("programs:story-preview", pk=pk)
    context = {"form": form, "story": story}
    return TemplateResponse(request, "programs/story_withdraw.html", context)
