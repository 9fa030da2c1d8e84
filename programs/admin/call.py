from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from programs.actions.amendment import cancel_call, close_call, publish_amendment
from programs.actions.call import approve_call, send_back_call
from programs.actions.errors import (
    AlreadyDecided,
    AlreadyInReview,
    CallClosed,
    CallOverdue,
    ChangedSinceSeen,
    ClosedSinceSubmitted,
    Incomplete,
    NothingChanged,
    OwnCall,
)
from programs.admin.pages import action_page
from programs.enums import CallState
from programs.forms.staff import ApprovalForm, PublicReasonForm, SendBackForm
from programs.models import Call
from programs.queries.approval import reading_of, text_for_reading
from programs.queries.blinding import judged_blind_by
from programs.queries.call import happenings_of
from programs.queries.conflict import barred_from
from programs.rules import is_own_call
from programs.workflow import TransitionNotAllowed

REFUSALS = {
    OwnCall: _("Nobody approves their own call."),
    Incomplete: _("The check finds what was not there when it was submitted: send the call back."),
    CallOverdue: _("A moment of the schedule has passed: send the call back."),
    AlreadyDecided: _("Applications of this call have been decided: it cannot be cancelled."),
    ChangedSinceSeen: _("The call has changed since you opened it. Read it again."),
    ClosedSinceSubmitted: _(
        "Staff closed the call early after this was submitted, which would change its closing:"
        " send it back."
    ),
    CallClosed: _("This call is not open."),
    NothingChanged: _("The amendment changes nothing: send it back."),
    AlreadyInReview: _("Applications are being handled: rules, form, amounts and deadline stay."),
    TransitionNotAllowed: _("Somebody was faster: this call is in another state now."),
}

STAMPS = [
    "state",
    "created_by",
    "created_at",
    "submitted_by",
    "submitted_at",
    "approved_by",
    "approved_at",
    "closed_by",
    "closed_at",
    "cancelled_by",
    "cancelled_at",
]


@admin.register(Call)
class CallAdmin(admin.ModelAdmin):
    """The foundation reads calls here, approves them or sends them back; agencies write them."""

    list_display = ["code", "title_ko", "agency", "state", "published_at", "closes_at"]
    list_filter = ["state", "stage", "agency", "program"]
    search_fields = ["code", "title_ko", "title_en", "agency__name_ko"]
    date_hierarchy = "published_at"
    list_select_related = ["agency"]
    show_full_result_count = False
    change_form_template = "admin/programs/call/change_form.html"
    view_on_site = False  # the page's own button shows only where there is a public page
    fieldsets = [(_("Way to publication"), {"fields": STAMPS})]  # the text stands below, in words
    readonly_fields = STAMPS

    def lookup_allowed(self, lookup: str, value: str, request=None) -> bool:
        """Who applies where is not to be found out by asking for it in the address."""
        hidden = lookup.startswith("applications")
        return not hidden and super().lookup_allowed(lookup, value, request)

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    def get_urls(self):
        site = self.admin_site.admin_view
        return [
            path("<int:pk>/approve/", site(self.approve), name="programs_call_approve"),
            path("<int:pk>/send-back/", site(self.send_back), name="programs_call_send_back"),
            path("<int:pk>/close/", site(self.close), name="programs_call_close"),
            path("<int:pk>/cancel/", site(self.cancel), name="programs_call_cancel"),
            *super().get_urls(),
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        call = self.get_object(request, object_id)
        context = {}
        if call is not None:
            user = request.user
            context = {
                "can_approve": user.has_perm("programs.approve_call", call),
                "can_send_back": user.has_perm("programs.send_back_call", call),
                "can_close": user.has_perm("programs.close_call", call),
                "can_cancel": user.has_perm("programs.cancel_call", call),
                "is_own": call.state == CallState.SUBMITTED and is_own_call(user, call),
                **(reading_of if call.state == CallState.SUBMITTED else text_for_reading)(call),
                "events": happenings_of(call),
                "application_count": call.applications.received()
                .exclude(pk__in=barred_from(user))
                .exclude(pk__in=judged_blind_by(user))
                .count(),
            }
        return super().change_view(
            request, object_id, form_url, {**context, **(extra_context or {})}
        )

    def approve(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Of a working copy: publish it in the call that it amends."""
        if Call.objects.filter(pk=pk).exclude(amends=None).exists():
            return self._approval(
                request,
                pk,
                permission="programs.publish_amendment",
                title=_("Publish the amendment"),
                approve=publish_amendment,
                done=_("Published. Everybody concerned is told."),
            )
        return self._approval(
            request,
            pk,
            permission="programs.approve_call",
            title=_("Approve the call"),
            approve=approve_call,
            done=_("Approved. The call appears at its publication time."),
        )

    def _approval(
        self, request: HttpRequest, pk: int, *, approve: Callable[..., Any], **words: Any
    ) -> HttpResponse:
        return action_page(
            self,
            request,
            pk,
            template="admin/programs/call/approve.html",
            make_form=lambda call: ApprovalForm(
                request.POST or None,
                initial={"seen_at": call.submitted_at and call.submitted_at.isoformat()},
            ),
            act=lambda call, form: approve(
                call, by=request.user, seen_at=form.cleaned_data["seen_at"]
            ),
            context=reading_of,
            refusals=REFUSALS,
            **words,
        )

    def send_back(self, request: HttpRequest, pk: int) -> HttpResponse:
        return action_page(
            self,
            request,
            pk,
            permission="programs.send_back_call",
            template="admin/programs/call/send_back.html",
            title=_("Send the call back"),
            make_form=lambda call: SendBackForm(request.POST or None),
            act=lambda call, form: send_back_call(
                call, by=request.user, reason=form.cleaned_data["reason"], comments=form.comments
            ),
            context=reading_of,
            refusals=REFUSALS,
            done=_("Sent back. The agency was told."),
        )

    def close(self, request: HttpRequest, pk: int) -> HttpResponse:
        return action_page(
            self,
            request,
            pk,
            permission="programs.close_call",
            template="admin/programs/action_form.html",
            title=_("Close the call now"),
            make_form=lambda call: PublicReasonForm(request.POST or None),
            act=lambda call, form: close_call(
                call, by=request.user, reason=form.cleaned_data["reason"]
            ),
            refusals=REFUSALS,
            done=_("Closed. Everybody concerned is told."),
        )

    def cancel(self, request: HttpRequest, pk: int) -> HttpResponse:
        return action_page(
            self,
            request,
            pk,
            permission="programs.cancel_call",
            template="admin/programs/action_form.html",
            title=_("Cancel the call"),
            make_form=lambda call: PublicReasonForm(request.POST or None),
            act=lambda call, form: cancel_call(
                call, by=request.user, reason=form.cleaned_data["reason"]
            ),
            refusals=REFUSALS,
            done=_("Cancelled. Everybody concerned is told."),
        )
