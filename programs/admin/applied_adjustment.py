from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from portal.common.keeping import tell_saved
from programs.actions.errors import (
    AlreadyApplied,
    CallNotClosed,
    InConflict,
    OwnApplication,
    Refused,
    TookPart,
)
from programs.actions.ranking import apply_adjustment, revoke_adjustment
from programs.admin.pages import TOOK_PART, action_page
from programs.admin.read_only import ReadOnlyAdmin
from programs.forms.objection import AdjustmentForm, RevokeForm
from programs.models import AppliedAdjustment
from programs.queries import applications_handled_by
from programs.queries.ranking import adjustments_handled_by

REFUSALS: dict[type[Exception], Any] = {
    AlreadyApplied: _("It stands already, or was revoked before."),
    InConflict: _("You are in conflict with this application: somebody else handles it."),
    CallNotClosed: _("The call is still open, or it was cancelled."),
    OwnApplication: _("It is an application of your own company."),
    TookPart: TOOK_PART,
}


@admin.register(AppliedAdjustment)
class AppliedAdjustmentAdmin(ReadOnlyAdmin):
    """Which announced bonuses and penalties count for which application, and what proves it."""

    list_display = ["application", "adjustment", "checked_at", "checked_by", "revoked_at"]
    list_filter = ["adjustment__kind"]
    search_fields = ["application__company__name", "application__call__code"]
    list_select_related = ["application__company", "application__call", "adjustment", "checked_by"]
    show_full_result_count = False
    change_form_template = "admin/programs/appliedadjustment/change_form.html"

    def get_queryset(self, request):
        return adjustments_handled_by(request.user)

    def get_urls(self):
        site = self.admin_site.admin_view
        return [
            path(
                "apply/<int:application>/",
                site(self.apply),
                name="programs_appliedadjustment_apply",
            ),
            path("<int:pk>/revoke/", site(self.revoke), name="programs_appliedadjustment_revoke"),
            *super().get_urls(),
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        applied = self.get_object(request, object_id)
        if applied is not None:
            may = request.user.has_perm("programs.revoke_adjustment", applied)
            extra_context = {"can_revoke": may, **(extra_context or {})}
        return super().change_view(request, object_id, form_url, extra_context)

    def apply(self, request: HttpRequest, application: int) -> HttpResponse:
        handled = applications_handled_by(request.user).select_related("call", "company")
        found = get_object_or_404(handled, pk=application)
        if not request.user.has_perm("programs.apply_adjustment", found):
            raise PermissionDenied
        form = AdjustmentForm(request.POST or None, application=found)
        if request.method == "POST" and form.is_valid():
            try:
                apply_adjustment(found, by=request.user, **form.cleaned_data)
            except Refused as error:
                form.add_error(None, REFUSALS.get(type(error), str(error)))
            else:
                tell_saved(
                    request, _("Applied. It counts in rankings that are frozen from now on.")
                )
                return redirect("admin:programs_application_change", application)
        context = {
            **self.admin_site.each_context(request),
            "opts": found._meta,
            "original": found,
            "title": _("Apply a bonus or penalty"),
            "form": form,
        }
        return TemplateResponse(request, "admin/programs/action_form.html", context)

    def revoke(self, request: HttpRequest, pk: int) -> HttpResponse:
        return action_page(
            self,
            request,
            pk,
            permission="programs.revoke_adjustment",
            title=_("Revoke the bonus or penalty"),
            make_form=lambda applied: RevokeForm(request.POST or None),
            act=lambda applied, form: revoke_adjustment(
                applied, by=request.user, **form.cleaned_data
            ),
            refusals=REFUSALS,
            done=_("Revoked. Rankings that were frozen keep what they say."),
        )
