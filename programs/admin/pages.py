"""What pages in the admin share: a form page that calls one action, and long lists in pages."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from programs.actions.errors import Refused
from programs.workflow import TransitionNotAllowed


def action_page(
    admin: ModelAdmin,
    request: HttpRequest,
    pk: int,
    *,
    permission: str,
    template: str,
    title: str,
    make_form: Callable[[Any], forms.Form],
    act: Callable[[Any, forms.Form], Any],
    refusals: dict[type[Exception], str],
    done: str,
    context: Callable[[Any], dict[str, Any]] = lambda thing: {},
) -> HttpResponse:
    """Fetch what is visible, ask the permission, show the form, call the action, tell, go back.

    `refusals` says for each error of the action what the person reads; others are not caught.
    """
    thing = get_object_or_404(admin.get_queryset(request), pk=pk)
    if not request.user.has_perm(permission, thing):
        raise PermissionDenied
    form = make_form(thing)
    if request.method == "POST" and form.is_valid():
        try:
            act(thing, form)
        except (Refused, TransitionNotAllowed, ValidationError) as error:
            form.add_error(None, refusals.get(type(error), str(error)))
        else:
            messages.success(request, done)
            return redirect(f"admin:{thing._meta.label_lower.replace('.', '_')}_change", pk)
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


class KeysFirstPaginator(Paginator):
    """Finds the keys of a page first, so that only its own rows are joined and counted for."""

    def page(self, number: int | str) -> Page:
        number = self.validate_number(number)
        start = (number - 1) * self.per_page
        keys = self.object_list.values("pk")[start : start + self.per_page]
        return self._get_page(self.object_list.filter(pk__in=keys), number, self)
