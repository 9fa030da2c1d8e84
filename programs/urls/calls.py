"""Calls as everybody reads them, with what a reader may do from there."""

from django.urls import path

from programs import feeds
from programs.views import (
    amendment,
    application,
    call,
    call_attachment,
    call_list,
    call_sharing,
    eligibility,
    inquiry,
    saved,
)

urlpatterns = [
    path("calls/", call_list.call_list, name="call-list"),
    path("calls/calendar/", call_list.call_month, name="call-month"),
    path("calls/feed.atom", feeds.call_feed, name="call-feed"),
    path("calls/calendar.ics", feeds.call_calendar, name="call-calendar"),
    path("calls/calls.csv", feeds.call_csv, name="call-csv"),
    path("calls/for-me/", eligibility.call_matches, name="call-matches"),
    path("calls/<slug:code>/", call.call_detail, name="call-detail"),
    path("calls/<slug:code>/history/", amendment.call_history, name="call-history"),
    path("calls/<slug:code>/versions/<int:number>/", amendment.call_version, name="call-version"),
    path("incidents/<int:pk>/", amendment.incident_detail, name="incident-detail"),
    path(
        "calls/<slug:code>/attachments/<int:attachment_pk>/",
        call_attachment.attachment_download,
        name="attachment-download",
    ),
    path("calls/schema.json", call_sharing.call_schema, name="call-schema"),
    path("calls/<slug:code>/call.json", call_sharing.call_export, name="call-export"),
    path("calls/<slug:code>/card.png", call_sharing.call_card, name="call-card"),
    path("calls/<slug:code>/save/", saved.call_save, name="call-save"),
    path("calls/<slug:code>/ask/", inquiry.inquiry_ask, name="inquiry-ask"),
    path("calls/<slug:code>/apply/", application.application_start, name="application-start"),
]
