"""The book of a panel, to take to its meeting: a person says what for, and each reading is kept."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.common.client import client_address
from programs.actions.reading import record_readings
from programs.exports.book import book_pdf
from programs.forms.panel import BookForm
from programs.models import Panel
from programs.queries.book import applications_in, book_of, ranking_for_book


class BookPages(admin.ModelAdmin):
    def get_urls(self):
        site = self.admin_site.admin_view
        page = path("<int:pk>/book/", site(self.book), name="programs_panel_book")
        return [page, *super().get_urls()]

    def book(self, request: HttpRequest, pk: int) -> HttpResponse:
        panels = self.get_queryset(request).filter(is_printable=True).select_related("call", "zone")
        panel = get_object_or_404(panels, pk=pk)
        if not request.user.has_perm("programs.manage_panel", panel):
            raise PermissionDenied
        ranking = ranking_for_book(panel, request.user)
        form = BookForm(request.POST or None, has_ranking=ranking is not None)
        if request.method == "POST" and form.is_valid():
            record_readings(
                applications_in(panel),
                by=request.user,
                address=client_address(request),
                reason=form.cleaned_data["reason"],
            )
            made = book_of(panel, ranking=ranking if form.cleaned_data["with_scores"] else None)
            return _answer(panel, book_pdf(made, by=request.user, at=timezone.now()))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Print the book"),
            "is_download": True,  # no page comes that could say that it was sent
            "original": panel,
            "form": form,
            "count": panel.places.count(),
        }
        return TemplateResponse(request, "admin/programs/panel/book.html", context)


def _answer(panel: Panel, content: bytes) -> HttpResponse:
    """Named by the call's code and the panel's key: no name of a company, whatever the panel is."""
    response = HttpResponse(content, content_type="application/pdf")
    name = f"book-{panel.call.code}-{panel.pk}.pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
