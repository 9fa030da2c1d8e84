"""A page of the admin that does one thing by calling one action."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from portal.common.keeping import tell_saved

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
    refusals: dict[type[Exception], str],
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
            form.add_error(None, refusals.get(type(error), error.messages))
        except caught as error:
            form.add_error(None, refusals.get(type(error), str(error)))
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
