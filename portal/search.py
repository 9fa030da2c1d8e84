"""The search over everything that everybody may read."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from portal.common.pages import made_anew_for_everybody
from portal.common.search import distinct_words, searchable
from programs.queries.search import (
    KINDS,
    OF_EACH,
    PAGE_SIZE,
    SearchKind,
    count_of_kinds,
    first_hits,
    hit_from,
)
from programs.queries.spelling import put_right


@dataclass(frozen=True)
class Tab:
    """A kind with how many it has; `more` of these are not shown where all kinds are."""

    kind: SearchKind
    count: int

    @property
    def has_more(self) -> bool:
        return self.count > OF_EACH


@made_anew_for_everybody
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """At most four statements: counts, what was meant, its counts, the hits.

    Who insists on what they typed (`exact`) is only told what they may have meant.
    """
    asked = text = searchable(request.GET.get("q", ""))
    counts = count_of_kinds(text)
    meant = ""
    if distinct_words(text) and not any(counts.values()):
        meant, counts_of_meant = _meant(text)
        if meant and "exact" not in request.GET:
            text, counts = meant, counts_of_meant
    tabs = [Tab(kind, counts[slug]) for slug, kind in KINDS.items() if counts[slug]]
    chosen = next((tab for tab in tabs if tab.kind.slug == request.GET.get("kind")), None)
    return TemplateResponse(
        request,
        "search.html",
        {
            "asked": asked,
            "text": text,
            "words": distinct_words(text),
            "meant": meant,
            "tabs": tabs,
            "count": sum(counts.values()),
            "chosen": chosen,
            "page_obj": _page(request, text, chosen) if chosen else None,
            "groups": [] if chosen else _groups(text, tabs),
        },
    )


def _meant(text: str) -> tuple[str, dict[str, int]]:
    """What was meant and how many there are of it; empty where that has nothing, too."""
    meant = put_right(text)
    counts = count_of_kinds(meant)
    return (meant if any(counts.values()) else ""), counts


def _page(request: HttpRequest, text: str, tab: Tab) -> Page:
    paginator = Paginator(tab.kind.hits(text), PAGE_SIZE)
    paginator.count = tab.count  # known; it would be asked again
    page = paginator.get_page(request.GET.get("page"))
    page.object_list = [hit_from(row, distinct_words(text)) for row in page.object_list]
    return page


def _groups(text: str, tabs: list[Tab]) -> list[tuple[Tab, list]]:
    hits = first_hits(text, [tab.kind.slug for tab in tabs])
    return [(tab, hits[tab.kind.slug]) for tab in tabs]
