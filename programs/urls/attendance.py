"""The desk on the day of a briefing, and what is asked and answered after it."""

from django.urls import path

from programs.views import check_in, guest_export, session, session_desk, waiver

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
        guest_export.briefing_attendance,
        name="briefing-attendance",
    ),
    path(
        "desk/agency/briefings/<int:pk>/badges.pdf",
        guest_export.briefing_badges,
        name="briefing-badges",
    ),
    path("desk/agency/check-in/<str:ticket>/", check_in.ticket, name="ticket"),
    path("desk/agency/check-in/<str:ticket>/undo/", check_in.ticket_undo, name="ticket-undo"),
    path("briefings/<int:pk>/questions/", session.session_ask, name="session-ask"),
    path("briefings/<int:pk>/survey/", session.session_survey, name="session-survey"),
    path(
        "registrations/<str:token>/questions/",
        session.registration_questions,
        name="registration-questions",
    ),
    path(
        "registrations/<str:token>/survey/",
        session.registration_survey,
        name="registration-survey",
    ),
    path(
        "desk/agency/briefings/<int:pk>/questions/",
        session_desk.briefing_questions,
        name="briefing-questions",
    ),
    path(
        "desk/agency/session-questions/<int:pk>/set-aside/",
        session_desk.session_question_set_aside,
        name="session-question-set-aside",
    ),
    path(
        "desk/agency/session-replies/<int:pk>/correct/",
        session_desk.session_reply_correct,
        name="session-reply-correct",
    ),
    path(
        "desk/agency/briefings/<int:pk>/survey/",
        session_desk.briefing_survey,
        name="briefing-survey",
    ),
    path("desk/agency/calls/<int:pk>/waivers/", waiver.call_waivers, name="call-waivers"),
    path(
        "desk/agency/calls/<int:pk>/waivers/<int:waiver_pk>/revoke/",
        waiver.call_waiver_revoke,
        name="call-waiver-revoke",
    ),
]
