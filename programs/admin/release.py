"""Where the foundation releases a file that the virus check withheld wrongly."""

from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.common.keeping import tell_saved
from programs.actions.errors import NothingWithheld, OwnFile, Refused
from programs.actions.verdict import release_files
from programs.forms.staff import ReleaseFileForm

REFUSALS: dict[type[Refused], str] = {
    NothingWithheld: gettext_lazy("No file with this number is withheld by the virus check."),
    OwnFile: gettext_lazy("It is a file of your own company or agency: somebody else releases it."),
}


def release_page(admin: ModelAdmin, request: HttpRequest) -> HttpResponse:
    """One form: the digest that the owner of the file names, and why it is released."""
    if not request.user.has_perm("programs.release_file"):
        raise PermissionDenied
    form = ReleaseFileForm(request.POST or None, initial={"sha256": request.GET.get("sha256", "")})
    if request.method == "POST" and form.is_valid():
        try:
            count = release_files(by=request.user, **form.cleaned_data)
        except (NothingWithheld, OwnFile) as refusal:
            form.add_error(None, REFUSALS[type(refusal)])
        else:
            words = ngettext(
                "%(count)s file is released, and its owner was told.",
                "%(count)s files are released, and their owners were told.",
                count,
            )
            tell_saved(request, words % {"count": count})
            return redirect("admin:programs_application_changelist")
    return TemplateResponse(
        request,
        "admin/programs/application/release_file.html",
        {
            **admin.admin_site.each_context(request),
            "opts": admin.opts,
            "title": _("Release a file"),
            "form": form,
        },
    )
