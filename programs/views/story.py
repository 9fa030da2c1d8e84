"""Stories as everybody reads them, and their pictures."""

from http import HTTPStatus

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from programs.filters import StoryFilter
from programs.models import Picture, Story
from programs.queries.story import named_by, pictures_of_agencies_of, pictures_of_published
from programs.structured import absolute, story_graph
from programs.views.download import NOTHING_RUNS

PAGE_SIZE = 12
# The address of a picture names its bytes, so browsers keep it; caches on the way ask again soon,
# as a story may be withdrawn
KEPT_BY_BROWSERS = "public, max-age=31536000, s-maxage=300, immutable"


@require_safe
def story_list(request: HttpRequest) -> HttpResponse:
    stories = Story.objects.published().with_pictures().select_related("agency", "zone")
    filterset = StoryFilter(request.GET, queryset=stories.newest_first())
    page = Paginator(filterset.qs, PAGE_SIZE).get_page(request.GET.get("page"))
    return TemplateResponse(
        request, "programs/story_list.html", {"filter": filterset, "page_obj": page}
    )


@require_safe
def story_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Of a withdrawn story the address says that it is gone: search engines forget it sooner then."""
    stories = Story.objects.once_public().with_pictures().select_related("agency", "zone")
    story = get_object_or_404(stories, pk=pk)
    if story.is_withdrawn:
        return TemplateResponse(
            request,
            "programs/story_withdrawn.html",
            status=HTTPStatus.GONE,
            headers={"X-Robots-Tag": "noindex", "Cache-Control": "no-store"},
        )
    context = {"story": story, "address": absolute(story.get_absolute_url())}
    context |= {"graph": story_graph(story), "image": _image_of(story)}
    return TemplateResponse(request, "programs/story_detail.html", context)


def _image_of(story: Story) -> str:
    return absolute(story.cover.address) if story.cover else ""


@require_safe
def story_picture(request: HttpRequest, pk: int, digest: str) -> HttpResponse:
    """A picture of ours, shown in the page: made anew, so that nothing of a stranger's file is in it."""
    of_public = named_by(pictures_of_published(), digest).filter(story=pk).first()
    picture = (
        of_public
        or named_by(pictures_of_agencies_of(request.user), digest).filter(story=pk).first()
    )
    if picture is None:
        raise Http404
    etag = f'"{digest}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = _inline(picture, digest)
    response.headers["Cache-Control"] = KEPT_BY_BROWSERS if of_public else "private, no-store"
    response.headers["ETag"] = etag
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = NOTHING_RUNS
    return response


def _inline(picture: Picture, digest: str) -> HttpResponse | FileResponse:
    file = picture.file if digest == picture.sha256 else picture.file_small
    try:
        stored = file.open()
    except FileNotFoundError:
        raise Http404 from None
    return FileResponse(stored, content_type="image/webp", filename=f"{digest[:12]}.webp")
