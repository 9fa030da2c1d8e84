"""The public catalogue of calls: cards, a compact table, a month."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from programs.filters import FACETS, CallFilter, filters_in, query_of
from programs.models import Call
from programs.queries.facet import Choice, Facets, facets_of, label_of_value
from programs.queries.incident import incidents_to_tell
from programs.queries.month import month_of, neighbours_of, weeks_of_month

# How a value of a filter is called, by the filter's name; None if there is no such value
LabelOf = Callable[[str, str], str | None]

PAGE_SIZES = {"cards": 20, "table": 40}
LAST_PAGE = 1_000_000
SHOWN_CHOICES = 6
ORDERINGS = [
    ("", gettext_lazy("closing soon first")),
    ("closes_at", gettext_lazy("closing time")),
    ("-published_at", gettext_lazy("newest first")),
    ("title", gettext_lazy("title")),
]


@dataclass(frozen=True)
class FacetGroup:
    """A filter as a list of links: the first values, and the others to fold out."""

    label: str
    first: list[tuple[Choice, str]]
    others: list[tuple[Choice, str]]


@require_safe
def call_list(request: HttpRequest) -> HttpResponse:
    filterset = CallFilter(request.GET, queryset=Call.objects.published())
    view = "table" if request.GET.get("view") == "table" else "cards"
    number = _page_number(request.GET.get("page", ""))
    facets = facets_of(filterset, page=number, page_size=PAGE_SIZES[view])
    context = {
        **_state(request, filterset, label_of=facets.label_of),
        "total": facets.total,
        "page_obj": _page(facets, number, PAGE_SIZES[view]),
        "view": view,
        "groups": list(_groups(request, filterset, facets)),
        "orderings": ORDERINGS,
        "incidents": incidents_to_tell(),
    }
    return TemplateResponse(request, "programs/call_list.html", context)


@require_safe
def call_month(request: HttpRequest) -> HttpResponse:
    filterset = CallFilter(request.GET, queryset=Call.objects.published())
    asked = request.GET.get("month", "")
    month = month_of(asked)
    state = _state(request, filterset, label_of=label_of_value)
    if asked and month is None:
        message = _("Give a month as year and number, such as 2026-11.")
        state["faults"].append((_("Month"), message))
    first = month or timezone.localdate().replace(day=1)
    before, after = neighbours_of(first)
    context = {
        **state,
        "view": "month",
        "month": first,
        "weeks": weeks_of_month(filterset.qs, first),
        "today": timezone.localdate(),
        "previous_url": _month_url(request, before),
        "next_url": _month_url(request, after),
    }
    return TemplateResponse(request, "programs/call_month.html", context)


def _state(request: HttpRequest, filterset: CallFilter, *, label_of: LabelOf) -> dict[str, Any]:
    """What every view of the catalogue says of its filters, and where else they lead."""
    query = query_of(request.GET)
    views = {
        "cards": reverse("programs:call-list"),
        "table": reverse("programs:call-list"),
        "month": reverse("programs:call-month"),
    }
    takeaways = {
        "feed": reverse("programs:call-feed"),
        "calendar": reverse("programs:call-calendar"),
        "csv": reverse("programs:call-csv"),
        "api": reverse("api-call-list"),
        "bizinfo": reverse("api-catalogue-bizinfo-list"),
        "kstartup": reverse("api-catalogue-kstartup-list"),
    }
    reset = _url(request.path, "", **{name: request.GET.get(name) for name in ("view", "month")})
    return {
        "filter": filterset,
        "faults": _faults(filterset, label_of),
        "chips": _chips(request, filterset, label_of),
        "kept": [
            (name, value) for name, value in filters_in(request.GET).items() if name in FACETS
        ],
        "view_urls": {
            name: _url(path, query, view=name if name == "table" else None)
            for name, path in views.items()
        }
        | {"reset": reset},
        "takeaways": {name: _url(path, query) for name, path in takeaways.items()},
    }


def _url(path: str, query: str, **others: str | None) -> str:
    more = urlencode({name: value for name, value in others.items() if value})
    whole = "&".join(part for part in (query, more) if part)
    return f"{path}?{whole}" if whole else path


def _here(request: HttpRequest) -> Callable[..., str]:
    """Addresses of this view with other filters; from its first page, in its month."""
    filters = filters_in(request.GET)
    kept = {name: request.GET.get(name) for name in ("view", "month")}

    def address(**changes: str | None) -> str:
        return _url(request.path, query_of(filters, **changes), **kept)

    return address


def _month_url(request: HttpRequest, month: date | None) -> str | None:
    if month is None:
        return None
    return _url(request.path, query_of(request.GET), month=f"{month:%Y-%m}")


def _page_number(text: str) -> int:
    """From 1 on, and never so large that the database cannot count to it."""
    is_number = text.isdecimal() and len(text) < 10
    return min(max(int(text), 1), LAST_PAGE) if is_number else 1


def _page(facets: Facets, number: int, size: int) -> Page:
    """The calls whose keys the counts brought, with all that a card shows."""
    page = Paginator(range(facets.total), size).get_page(number)
    calls = Call.objects.published().as_cards().in_bulk(facets.keys) if facets.keys else {}
    page.object_list = [calls[key] for key in facets.keys if key in calls]
    return page


def _faults(filterset: CallFilter, label_of: LabelOf) -> list[tuple[str, str]]:
    """What is wrong with the filters: label and message."""
    faults = [
        (filterset.filters[name].label, error)
        for name, errors in filterset.errors.items()
        for error in errors
    ]
    for name in ("zone", "agency"):
        value = filterset.data.get(name)
        if value and name not in filterset.errors and label_of(name, value) is None:
            message = _("There is nothing with the name “%(name)s”.") % {"name": value}
            faults.append((filterset.filters[name].label, message))
    return faults


def _chips(request: HttpRequest, filterset: CallFilter, label_of: LabelOf) -> list[dict[str, str]]:
    """The filters that are set, each with the address of the list without it."""
    named, here = FACETS.keys() - filterset.errors.keys(), _here(request)
    return [
        {
            "label": filterset.filters[name].label,
            "text": (label_of(name, value) if name in named else None) or value,
            "url": here(**{name: None}),
        }
        for name, value in filters_in(request.GET).items()
        if name != "ordering"
    ]


def _groups(request: HttpRequest, filterset: CallFilter, facets: Facets) -> Iterator[FacetGroup]:
    """The filters with what can be chosen: values that leave a call, and the chosen one."""
    here = _here(request)
    for name, choices in facets.choices.items():
        links = [
            (choice, here(**{name: None if choice.is_chosen else choice.value}))
            for choice in choices
            if choice.count or choice.is_chosen
        ]
        if not links:
            continue
        links.sort(key=lambda link: not link[0].is_chosen)
        label = filterset.filters[name].label
        yield FacetGroup(label, links[:SHOWN_CHOICES], links[SHOWN_CHOICES:])
