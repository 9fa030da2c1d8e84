"""The pool of reviewers: found by filters, invited, put under a sanction; its accounts read."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from portal.common.client import client_address
from portal.common.encryption import Unreadable
from portal.common.keeping import tell_saved
from programs.actions.errors import (
    AlreadyInvited,
    AlreadyLifted,
    AlreadyReviewer,
    InvitationGone,
    NoAccount,
    OwnConflict,
    Refused,
)
from programs.actions.reviewer import (
    change_reviewer,
    invite_reviewer,
    lift_sanction,
    read_reviewer_account,
    record_sanction,
    revoke_reviewer_invitation,
)
from programs.admin.pages import action_page
from programs.admin.read_only import ReadOnly, ReadOnlyAdmin
from programs.forms.reviewer import InviteReviewerForm, SanctionForm, WhyForm
from programs.models import (
    Reviewer,
    ReviewerInvitation,
    ReviewerReading,
    ReviewerSanction,
    ReviewerTie,
)
from zones.enums import TechnologyField

REFUSALS = {
    AlreadyInvited: _("This address is invited already."),
    AlreadyReviewer: _("This person is in the pool already."),
    AlreadyLifted: _("This sanction was lifted before."),
    InvitationGone: _("This invitation was accepted or revoked meanwhile."),
    NoAccount: _("The reviewer has stated no bank account."),
    OwnConflict: _("It is about yourself: somebody else does this."),
    Unreadable: _("The account cannot be opened with any of the keys."),
}
WRITTEN = ("employer", "department", "employer_business_number", "title", "is_public_official",
           "career")  # fmt: skip


class FieldFilter(admin.SimpleListFilter):
    title = _("field of technology")
    parameter_name = "field"

    def lookups(self, request, model_admin):
        return TechnologyField.choices

    def queryset(self, request, queryset):
        if self.value() in TechnologyField.values:
            return queryset.filter(technology_fields__contains=[self.value()])
        return queryset


class SanctionFilter(admin.SimpleListFilter):
    title = _("sanction")
    parameter_name = "sanction"

    def lookups(self, request, model_admin):
        return [("none", _("none in force")), ("in_force", _("in force"))]

    def queryset(self, request, queryset):
        barred = ReviewerSanction.objects.in_force(timezone.localdate()).values("reviewer")
        if self.value() == "none":
            return queryset.exclude(pk__in=barred)
        if self.value() == "in_force":
            return queryset.filter(pk__in=barred)
        return queryset


class TieInline(ReadOnly, admin.StackedInline):
    model = ReviewerTie
    fields = ["kind", "organisation", "business_number", "from_on", "until_on"]
    extra = 0


class SanctionInline(ReadOnly, admin.StackedInline):
    model = ReviewerSanction
    fields = ["starts_on", "ends_on", "ground", "recorded_at", "lifted_at"]
    readonly_fields = ["recorded_at", "lifted_at"]
    show_change_link = True
    extra = 0


@admin.register(Reviewer)
class ReviewerAdmin(admin.ModelAdmin):
    list_display = ["user", "employer", "department", "field_names", "keywords", "state"]
    list_filter = ["state", FieldFilter, SanctionFilter, "is_public_official"]
    search_fields = ["user__name", "user__email", "employer", "department", "fields"]
    list_select_related = ["user"]
    show_full_result_count = False
    readonly_fields = ["user", "state", "field_names", "keywords", "joined_at"]
    fields = ["user", "state", *WRITTEN[:5], "field_names", "keywords", "career", "joined_at"]
    inlines = [TieInline, SanctionInline]
    change_form_template = "admin/programs/reviewer/change_form.html"
    change_list_template = "admin/programs/reviewer/change_list.html"

    def lookup_allowed(self, lookup: str, value: str, request=None) -> bool:
        """Who is in conflict with what is not to be found out by asking for it in the address."""
        hidden = lookup.startswith(("conflicts", "challenges", "assignments"))
        return not hidden and super().lookup_allowed(lookup, value, request)

    def has_add_permission(self, request) -> bool:
        """Who joins does so by their own consent: they are invited."""
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        may = super().has_change_permission(request, obj)
        return may and request.user.has_perm("programs.manage_reviewer", obj)

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    def save_model(self, request, obj, form, change) -> None:
        written = {name: form.cleaned_data[name] for name in WRITTEN}
        change_reviewer(obj, by=request.user, profile=written)

    @admin.display(description=_("fields of technology"))
    def field_names(self, reviewer) -> str:
        return ", ".join(str(TechnologyField(name).label) for name in reviewer.technology_fields)

    @admin.display(description=_("keywords"))
    def keywords(self, reviewer) -> str:
        return ", ".join(reviewer.fields)

    def get_urls(self):
        site = self.admin_site.admin_view
        return [
            path("invite/", site(self.invite), name="programs_reviewer_invite"),
            path("<int:pk>/sanction/", site(self.sanction), name="programs_reviewer_sanction"),
            path("<int:pk>/account/", site(self.account), name="programs_reviewer_account"),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        context = {"can_invite": request.user.has_perm("programs.invite_reviewer")}
        return super().changelist_view(request, {**context, **(extra_context or {})})

    def change_view(self, request, object_id, form_url="", extra_context=None):
        reviewer = self.get_object(request, object_id)
        context = {
            "can_sanction": request.user.has_perm("programs.sanction_reviewer", reviewer),
            "can_read_account": request.user.has_perm("programs.read_reviewer_account", reviewer),
        }
        return super().change_view(
            request, object_id, form_url, {**context, **(extra_context or {})}
        )

    def invite(self, request: HttpRequest) -> HttpResponse:
        if not request.user.has_perm("programs.invite_reviewer"):
            raise PermissionDenied
        form = InviteReviewerForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                invite_reviewer(by=request.user, **form.cleaned_data)
            except Refused as refusal:
                form.add_error("email", REFUSALS[type(refusal)])
            else:
                tell_saved(request, _now("Invited: %(email)s") % form.cleaned_data)
                return redirect("admin:programs_reviewerinvitation_changelist")
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Invite a reviewer"),
            "form": form,
        }
        return TemplateResponse(request, "admin/programs/reviewer/invite.html", context)

    def sanction(self, request: HttpRequest, pk: int) -> HttpResponse:
        return action_page(
            self,
            request,
            pk,
            permission="programs.sanction_reviewer",
            title=_("Record a sanction"),
            make_form=lambda reviewer: SanctionForm(request.POST or None),
            act=lambda reviewer, form: record_sanction(
                reviewer, by=request.user, **form.cleaned_data
            ),
            refusals=REFUSALS,
            done=_("Recorded. The reviewer reads it in their profile."),
        )

    def account(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The account in full, once its reader has said why; nothing of it before."""
        reviewer = get_object_or_404(self.get_queryset(request), pk=pk)
        if not request.user.has_perm("programs.read_reviewer_account", reviewer):
            raise PermissionDenied
        form, account = WhyForm(request.POST or None), None
        if request.method == "POST" and form.is_valid():
            try:
                account = read_reviewer_account(
                    reviewer, by=request.user, address=client_address(request), **form.cleaned_data
                )
            except (Refused, Unreadable) as refusal:
                form.add_error(None, REFUSALS[type(refusal)])
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Read the bank account"),
            "original": reviewer,
            "form": form,
            "account": account,
        }
        return TemplateResponse(request, "admin/programs/reviewer/account.html", context)


@admin.register(ReviewerSanction)
class ReviewerSanctionAdmin(ReadOnlyAdmin):
    """Read here, and lifted; recorded on the page of the reviewer."""

    list_display = ["reviewer", "starts_on", "ends_on", "ground", "recorded_by", "lifted_at"]
    list_filter = [("lifted_at", admin.EmptyFieldListFilter)]
    search_fields = ["reviewer__user__name", "reviewer__employer"]
    date_hierarchy = "starts_on"
    list_select_related = ["reviewer__user", "recorded_by"]
    show_full_result_count = False
    readonly_fields = ["recorded_at", "recorded_by", "lifted_at", "lifted_by", "lifting_reason"]
    change_form_template = "admin/programs/reviewersanction/change_form.html"

    def get_urls(self):
        site = self.admin_site.admin_view
        return [
            path("<int:pk>/lift/", site(self.lift), name="programs_reviewersanction_lift"),
            *super().get_urls(),
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        sanction = self.get_object(request, object_id)
        may = request.user.has_perm("programs.sanction_reviewer", sanction)
        context = {"can_lift": may and not (sanction and sanction.is_lifted)}
        return super().change_view(
            request, object_id, form_url, {**context, **(extra_context or {})}
        )

    def lift(self, request: HttpRequest, pk: int) -> HttpResponse:
        return action_page(
            self,
            request,
            pk,
            permission="programs.sanction_reviewer",
            title=_("Lift the sanction"),
            make_form=lambda sanction: WhyForm(request.POST or None),
            act=lambda sanction, form: lift_sanction(
                sanction, by=request.user, **form.cleaned_data
            ),
            refusals=REFUSALS,
            done=_("Lifted. The sanction no longer counts."),
        )


@admin.register(ReviewerInvitation)
class ReviewerInvitationAdmin(ReadOnlyAdmin):
    list_display = ["email", "invited_at", "invited_by", "expires_at", "accepted_at", "revoked_at"]
    list_filter = [("accepted_at", admin.EmptyFieldListFilter)]
    search_fields = ["email"]
    list_select_related = ["invited_by"]
    exclude = ["token_sha256"]
    actions = ["revoke"]

    @admin.action(description=_("Revoke"), permissions=["revoke"])
    def revoke(self, request, queryset):
        done = 0
        for invitation in queryset:
            try:
                revoke_reviewer_invitation(invitation, by=request.user)
            except InvitationGone:
                continue
            done += 1
        self.message_user(request, _now("Revoked: %(count)s") % {"count": done})

    def has_revoke_permission(self, request) -> bool:
        return request.user.has_perm("programs.invite_reviewer")


@admin.register(ReviewerReading)
class ReviewerReadingAdmin(ReadOnlyAdmin):
    """Who read whose bank account, when and why: for the auditor."""

    list_display = ["read_at", "reader", "reviewer", "reason", "address"]
    search_fields = ["reader__email", "reviewer__user__name"]
    date_hierarchy = "read_at"
    list_select_related = ["reader", "reviewer__user"]
