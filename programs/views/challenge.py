"""기피 신청: the applicant's page."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.common.keeping import tell_saved
from programs.actions.challenge import file_challenge
from programs.actions.errors import AlreadyAnswered, TooManyChallenges
from programs.forms.reviewer import ChallengeForm
from programs.queries import applications_of


@login_required
@require_http_methods(["GET", "POST"])
def application_challenge(request: HttpRequest, pk: int) -> HttpResponse:
    applications = applications_of(request.user).select_related("call", "company")
    application = get_object_or_404(applications, pk=pk)
    may_file = request.user.has_perm("programs.file_challenge", application)
    if request.method == "POST" and not may_file:
        raise PermissionDenied
    form = ChallengeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            file_challenge(application, by=request.user, **form.cleaned_data)
        except AlreadyAnswered:
            form.add_error(None, _("This application waits for no judgement."))
        except TooManyChallenges as refusal:
            form.add_error(None, _("At most %(most)s requests.") % {"most": refusal.most})
        else:
            tell_saved(request, _("Filed. You read the decision here."))
            return redirect("programs:challenge", pk=pk)
    return TemplateResponse(
        request,
        "programs/application_challenge.html",
        {
            "application": application,
            "call": application.call,
            "challenges": application.challenges.order_by("-filed_at"),
            "form": form if may_file else None,
        },
    )
