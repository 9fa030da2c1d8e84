"""회피: a reviewer declares that they may not judge an application of their panel."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.common.keeping import tell_saved
from programs.actions.review import declare_own_conflict
from programs.enums import MemberState
from programs.forms.conflict import DeclareConflictForm
from programs.queries.panel import memberships_of


@login_required
@require_http_methods(["GET", "POST"])
def review_panel_conflict(request: HttpRequest, pk: int) -> HttpResponse:
    """Once they have pledged secrecy: the page names who applies."""
    pledged = memberships_of(request.user).filter(state=MemberState.PLEDGED)
    member = get_object_or_404(pledged.select_related("panel__call"), panel=pk)
    form = DeclareConflictForm(request.POST or None, panel=member.panel, user=request.user)
    if request.method == "POST" and form.is_valid():
        declare_own_conflict(by=request.user, **form.cleaned_data)
        tell_saved(request, _("Recorded: you do not judge this application. Thank you."))
        return redirect("programs:review-panel", pk=pk)
    context = {
        "panel": member.panel,
        "call": member.panel.call,
        "form": form,
        "has_choices": form.fields["application"].queryset.exists(),
    }
    return TemplateResponse(request, "programs/review_conflict.html", context)
