from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.common.posting import require_post_from
from programs.actions.errors import AlreadyWaived, NotWaived, OwnApplication
from programs.actions.waiver import revoke_waiver, waive_attendance
from programs.forms.waiver import WaiverForm
from programs.models import Call
from programs.queries import calls_of_agencies_of


def _own(request: HttpRequest, pk: int) -> Call:
    calls = calls_of_agencies_of(request.user).originals().select_related("agency")
    call = get_object_or_404(calls, pk=pk)
    if not request.user.has_perm("programs.waive_attendance", call):
        raise PermissionDenied
    return call


@login_required
@require_http_methods(["GET", "POST"])
def call_waivers(request: HttpRequest, pk: int) -> HttpResponse:
    call = _own(request, pk)
    form = WaiverForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            waive_attendance(call, by=request.user, company=form.company, reason=reason)
        except AlreadyWaived:
            form.add_error("business_number", _("This company has a waiver for this call."))
        except OwnApplication:
            form.add_error(None, _("You belong to this company: somebody else decides on it."))
        else:
            messages.success(request, _("The waiver is recorded."))
            return redirect("programs:call-waivers", call.pk)
    waivers = call.attendance_waivers.select_related("company", "given_by", "revoked_by")
    return TemplateResponse(
        request, "programs/call_waivers.html", {"call": call, "form": form, "waivers": waivers}
    )


@login_required
@require_post_from("programs:call-waivers", "pk")
def call_waiver_revoke(request: HttpRequest, pk: int, waiver_pk: int) -> HttpResponse:
    call = _own(request, pk)
    waiver = get_object_or_404(call.attendance_waivers, pk=waiver_pk)
    try:
        revoke_waiver(waiver, by=request.user)
    except NotWaived:
        messages.info(request, _("The waiver was revoked before."))
    else:
        messages.success(request, _("The waiver is revoked."))
    return redirect("programs:call-waivers", call.pk)
