from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from portal.common.bodies import takes_files
from programs.actions.errors import TooManyNoticeFiles
from programs.actions.notice_file import add_notice_file, remove_notice_file
from programs.actions.public_text import pin_notice
from programs.admin.public_text import PublicTextAdmin
from programs.admin.read_only import ReadOnlyAdmin
from programs.forms.public_text import NoticeFilesForm, NoticeForm, PinForm
from programs.models import Notice, NoticeFile


@admin.register(Notice)
class NoticeAdmin(PublicTextAdmin):
    """공지와 보도자료."""

    form_class = NoticeForm
    verbs = ("write", "publish", "withdraw", "pin", "files")
    list_display = ["title_ko", "category", "state", "pinned_until", "published_at", "zone"]
    list_filter = ["state", "category", "zone"]
    search_fields = ["title_ko", "title_en", "body_ko"]
    list_select_related = ["zone"]

    def page_of(self, text: Notice) -> dict[str, Any]:
        return {
            **super().page_of(text),
            "files": text.files.current(),
            "calls": text.calls.as_choices(),
        }

    def pin(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.act(
            request,
            pk,
            "pin",
            title=_("Put on top"),
            make_form=lambda notice: PinForm(
                request.POST or None, initial={"until": notice.pinned_until}
            ),
            act=lambda notice, form: pin_notice(notice, by=request.user, **form.cleaned_data),
            done=_("Saved where it stands."),
        )

    @takes_files
    def files(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.act(
            request,
            pk,
            "files",
            title=_("Files of the notice"),
            make_form=lambda notice: (
                NoticeFilesForm(request.POST, request.FILES, notice=notice)
                if request.method == "POST"
                else NoticeFilesForm(notice=notice)
            ),
            act=lambda notice, form: _change_files(notice, form.cleaned_data, request),
            done=_("The files are saved."),
            template="admin/programs/public_text/files.html",
        )


def _change_files(notice: Notice, asked: dict[str, Any], request: HttpRequest) -> None:
    """Those that can be added are; each other is named with what is wrong about it."""
    for file in asked.get("remove") or ():
        remove_notice_file(file, by=request.user)
    faults = []
    for upload in asked["files"]:
        try:
            add_notice_file(notice, by=request.user, upload=upload)
        except ValidationError as error:
            faults.append(f"{upload.name}: {' '.join(error.messages)}")
        except TooManyNoticeFiles as error:
            words = _("A notice has at most %(most)s files. Take one out first.")
            faults.append(f"{upload.name}: {words % {'most': error.most}}")
    if faults:
        raise ValidationError(faults)


@admin.register(NoticeFile)
class NoticeFileAdmin(ReadOnlyAdmin):
    """What is withheld is released by its digest."""

    list_display = ["name", "notice", "scan_state", "uploaded_at", "removed_at"]
    list_filter = ["scan_state"]
    search_fields = ["name", "notice__title_ko", "sha256"]
    date_hierarchy = "uploaded_at"
    list_select_related = ["notice"]
    exclude = ["file"]  # no address serves it but the download
