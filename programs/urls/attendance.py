"""The desk on the day of a briefing, and what is asked and answered after it."""

from django.urls import path

from programs.views import check_in, guest_list

urlpatterns = [
    path(
        "desk/agency/briefings/<int:pk>/check-in/",
        check_in.briefing_check_in,
        name="briefing-check-in",
    ),
    path(
        "desk/agency/briefings/<int:pk>/check-in/scans/",
        check_in.briefing_scans,
        name="briefing-scans",
    ),
    path(
        "desk/agency/briefings/<int:pk>/check-in/count.json",
        check_in.briefing_headcount,
        name="briefing-headcount",
    ),
    path(
        "desk/agency/briefings/<int:pk>/walk-ins/",
        check_in.briefing_walk_in,
        name="briefing-walk-in",
    ),
    path(
        "desk/agency/briefings/<int:pk>/attendance.xlsx",
        guest_list.briefing_attendance,
        name="briefing-attendance",
    ),
    path(
        "desk/agency/briefings/<int:pk>/badges.pdf",
        guest_list.briefing_badges,
        name="briefing-badges",
    ),
    path("desk/agency/check-in/<str:ticket>/", check_in.ticket, name="ticket"),
    path("desk/agency/check-in/<str:ticket>/undo/", check_in.ticket_undo, name="ticket-undo"),
]
