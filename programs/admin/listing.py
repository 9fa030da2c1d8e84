"""A list of applications that comes back as XLSX: compared first, written after a second look."""

from dataclasses import asdict
from typing import Any

from django.contrib import admin, messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from programs.actions.handling import (
    Change,
    HandlingChanged,
    apply_changes,
)
from programs.admin.workplace import HANDLING_REFUSALS
from programs.forms.handling import ImportForm
from programs.imports import SheetFault, digest_of_file, rows_of_sheet
from programs.models import Application
from programs.rules import is_foundation

SALT = "programs.import-list"
SECONDS = 3600  # between the look and the act
MOST_SHOWN = 200
MOST_NOTE = 2000
REFUSALS = {
    **HANDLING_REFUSALS,
    HandlingChanged: gettext_lazy("A colleague has changed it meanwhile."),
}


class ImportPages(admin.ModelAdmin):
    def get_urls(self):
        site = self.admin_site.admin_view
        return [
            path("import/", site(self.import_list), name="programs_application_import"),
            *super().get_urls(),
        ]

    def import_list(self, request: HttpRequest) -> HttpResponse:
        if not is_foundation(request.user):
            raise PermissionDenied
        if request.POST.get("checked"):
            return self._apply_list(request)
        form = ImportForm(request.POST or None, request.FILES or None)
        context: dict[str, Any] = {}
        if request.method == "POST" and form.is_valid():
            try:
                changes, left_out = self._changes_in(request, form.cleaned_data["file"])
            except SheetFault as fault:
                form.add_error("file", str(fault))
            else:
                sha256 = digest_of_file(form.cleaned_data["file"])
                context = {**_preview(request, changes, left_out), "sha256": sha256}
        return self._list_page(request, form=form, **context)

    def _list_page(self, request: HttpRequest, **context: Any) -> HttpResponse:
        page = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Read a list in"),
            **context,
        }
        return TemplateResponse(request, "admin/programs/application/import.html", page)

    def _changes_in(self, request: HttpRequest, file: Any) -> tuple[list[Change], list[str]]:
        """What the list would change, and the keys of rows that name nothing the person sees."""
        key, handler, note = _("Key"), _("Handled by"), _("Remark")
        rows = {row[key]: row for row in rows_of_sheet(file, head=[key, handler, note])}
        found = self._named_by(request, [int(text) for text in rows if text.isdecimal()])
        changes = []
        for application in found:
            row = rows.pop(str(application.pk))
            seen = _as_it_stands(application)
            change = Change(application.pk, row[handler].strip(), row[note][:MOST_NOTE], *seen)
            # An empty cell takes nobody off: a list says who handles it, not that nobody does
            if (change.handler or seen[0], change.note) != seen:
                changes.append(change)
        return changes, list(rows)

    def _named_by(self, request: HttpRequest, keys: list[int]) -> QuerySet[Application]:
        possible = [key for key in keys if key < 2**63]
        visible = self.get_queryset(request).filter(pk__in=possible)
        return visible.select_related("company", "call", "handling__handler").order_by("pk")

    def _apply_list(self, request: HttpRequest) -> HttpResponse:
        try:
            said = signing.loads(request.POST["checked"], salt=SALT, max_age=SECONDS)
        except signing.BadSignature:
            said = None
        if said is None or said["by"] != request.user.pk:
            messages.error(request, _("Too much time has passed. Read the list in once more."))
            return redirect("admin:programs_application_import")
        changes = {row["key"]: Change(**row) for row in said["changes"]}
        visible = self._named_by(request, list(changes))
        done, refused = apply_changes(visible, changes=changes, by=request.user)
        words = ngettext("%(count)s is done.", "%(count)s are done.", len(done))
        messages.success(request, words % {"count": len(done)})
        for application, refusal in refused[:MOST_SHOWN]:
            messages.warning(request, f"{application}: {REFUSALS[type(refusal)]}")
        return redirect("admin:programs_application_changelist")


def _as_it_stands(application: Application) -> tuple[str, str]:
    handling = getattr(application, "handling", None)
    if handling is None:
        return "", ""
    return (handling.handler.email if handling.handler else "", handling.note)


def _preview(request: HttpRequest, changes: list[Change], left_out: list[str]) -> dict[str, Any]:
    said = {"by": request.user.pk, "changes": [asdict(change) for change in changes]}
    return {
        "changes": changes[:MOST_SHOWN],
        "count": len(changes),
        "left_out": left_out[:MOST_SHOWN],
        "is_read": True,
        "checked": signing.dumps(said, salt=SALT, compress=True),
    }
