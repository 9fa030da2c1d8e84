"""Pages of the admin that act by calling actions: on one thing, or on many after a preview."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.common.keeping import tell_saved

# In which words each error is told: they may be made of what it carries
Refusals = Mapping[type[Exception], Any]

FORM_TEMPLATE = "admin/programs/action_form.html"


def action_page(
    admin: ModelAdmin,
    request: HttpRequest,
    pk: int,
    *,
    permission: str,
    title: str,
    make_form: Callable[[Any], forms.Form],
    act: Callable[[Any, forms.Form], Any],
    caught: tuple[type[Exception], ...],
    refusals: Refusals,
    done: str,
    template: str = FORM_TEMPLATE,
    context: Callable[[Any], dict[str, Any]] = lambda thing: {},
    then: str = "",
) -> HttpResponse:
    """Fetch what is visible, ask the permission, show the form, call the action, tell, go back.

    Back is the thing's page, or that of the name `then`.

    Errors of the kinds `caught` are told: `refusals` says in which words, else their own.
    """
    thing = get_object_or_404(admin.get_queryset(request), pk=pk)
    if not request.user.has_perm(permission, thing):
        raise PermissionDenied
    form = make_form(thing)
    if request.method == "POST" and form.is_valid():
        try:
            act(thing, form)
        except ValidationError as error:
            form.add_error(None, _words(refusals, error) or error.messages)
        except caught as error:
            form.add_error(None, _words(refusals, error) or str(error))
        else:
            tell_saved(request, done)
            page = then or f"admin:{thing._meta.label_lower.replace('.', '_')}_change"
            return redirect(page, pk)
    return TemplateResponse(
        request,
        template,
        {
            **admin.admin_site.each_context(request),
            "opts": thing._meta,
            "title": title,
            "original": thing,
            "form": form,
            "refused": _("Not done"),
            **context(thing),
        },
    )


def _words(refusals: Refusals, error: Exception) -> str:
    words = refusals.get(type(error), "")
    return words(error) if callable(words) else words


MOST_AT_ONCE = 200
MOST_SHOWN = 50


@dataclass(frozen=True)
class BulkRow:
    """One of many things, as a preview shows it; with `why_not` it is left out of the act."""

    thing: Any
    words: tuple[str, ...]
    why_not: str = ""


def digest_of_rows(rows: Sequence[BulkRow]) -> str:
    """What a preview showed, so that nothing else is acted on (SHA-256 in hex)."""
    shown = [(row.thing.pk, *row.words, row.why_not) for row in rows]
    return hashlib.sha256(repr(sorted(shown)).encode()).hexdigest()


def bulk_page(
    admin: ModelAdmin,
    request: HttpRequest,
    things: QuerySet,
    *,
    action: str,
    title: str,
    head: Sequence[str],
    row_of: Callable[[Any], BulkRow],
    make_form: Callable[[Any], forms.Form],
    act: Callable[[list[Any], forms.Form], HttpResponse | tuple[list[Any], list[tuple[Any, str]]]],
    most: int = MOST_AT_ONCE,
) -> HttpResponse | None:
    """An action of a list in two steps: what would be done to which, then the act.

    The form carries a digest of what was shown: where a row is another one by now, it is shown anew
    and nothing is done. `act` gives those done and those refused with a word each, or an answer.
    """
    count = things.count()
    if count > most:
        messages.error(request, _("At most %(most)s at once. Choose fewer.") % {"most": most})
        return None
    rows = [row_of(thing) for thing in things]
    digest = digest_of_rows(rows)
    is_sent = "confirmed" in request.POST
    form = make_form(request.POST if is_sent else None)
    if is_sent and request.POST["confirmed"] != digest:
        messages.warning(request, _("Something has changed meanwhile. Look once more."))
    elif is_sent and form.is_valid():
        answer = act([row.thing for row in rows if not row.why_not], form)
        if isinstance(answer, HttpResponse):
            return answer
        _tell_done(request, *answer)
        return redirect(request.get_full_path())
    return TemplateResponse(
        request,
        "admin/programs/bulk_form.html",
        {
            **admin.admin_site.each_context(request),
            "opts": admin.opts,
            "title": title,
            "form": form,
            "action": action,
            "digest": digest,
            "head": head,
            "rows": rows[:MOST_SHOWN],
            "more": max(0, count - MOST_SHOWN),
            "doable": sum(not row.why_not for row in rows),
            "left_out": sum(bool(row.why_not) for row in rows),
            "keys": [row.thing.pk for row in rows],
        },
    )


def _tell_done(request: HttpRequest, done: list[Any], refused: list[tuple[Any, str]]) -> None:
    words = ngettext("%(count)s is done.", "%(count)s are done.", len(done))
    messages.success(request, words % {"count": len(done)})
    for thing, why in refused[:MOST_SHOWN]:
        messages.warning(request, f"{thing}: {why}")
