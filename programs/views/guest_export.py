from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from programs.actions.attendance import record_guest_export
from programs.exports.guests import XLSX, attendance_xlsx, badges_pdf
from programs.views.download import saved_as
from programs.views.own_briefing import briefing_at_check_in


@login_required
@require_safe
def briefing_attendance(request: HttpRequest, pk: int) -> HttpResponse:
    briefing = briefing_at_check_in(request, pk)
    file = attendance_xlsx(briefing)
    record_guest_export(briefing, by=request.user, what="export_guests")
    return HttpResponse(file, content_type=XLSX, headers=saved_as(f"attendance-{pk}", "xlsx"))


@login_required
@require_safe
def briefing_badges(request: HttpRequest, pk: int) -> HttpResponse:
    briefing = briefing_at_check_in(request, pk)
    file = badges_pdf(briefing)
    record_guest_export(briefing, by=request.user, what="print_badges")
    return HttpResponse(
        file, content_type="application/pdf", headers=saved_as(f"badges-{pk}", "pdf")
    )
