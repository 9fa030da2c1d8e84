from django.urls import path

from programs.feeds import CallFeed
from programs.views import (
    agency_desk,
    application,
    briefing,
    call,
    call_draft,
    company_desk,
    document,
    receipt,
    review,
)

app_name = "programs"

call_urls = [
    path("calls/", call.call_list, name="call-list"),
    path("calls/feed.atom", CallFeed(), name="call-feed"),
    path("calls/calendar.ics", call.call_calendar, name="call-calendar"),
    path("calls/<slug:code>/", call.call_detail, name="call-detail"),
    path("calls/<slug:code>/apply/", application.application_start, name="application-start"),
]

briefing_urls = [
    path("briefings/", briefing.briefing_list, name="briefing-list"),
    path("briefings/<int:pk>/", briefing.briefing_detail, name="briefing-detail"),
    path("briefings/<int:pk>/event.ics", briefing.briefing_event, name="briefing-event"),
    path("briefings/<int:pk>/register/", briefing.briefing_register, name="briefing-register"),
    path(
        "registrations/<int:pk>/cancel/",
        briefing.registration_cancel,
        name="registration-cancel",
    ),
]

application_urls = [
    path("applications/<int:pk>/", application.application_detail, name="application-detail"),
    path("applications/<int:pk>/edit/", application.application_edit, name="application-edit"),
    path("applications/<int:pk>/check/", application.application_check, name="application-check"),
    path(
        "applications/<int:pk>/submit/", application.application_submit, name="application-submit"
    ),
    path(
        "applications/<int:pk>/withdraw/",
        application.application_withdraw,
        name="application-withdraw",
    ),
    path("applications/<int:pk>/documents/", document.document_list, name="document-list"),
    path(
        "applications/<int:pk>/documents/<int:document_pk>/",
        document.document_download,
        name="document-download",
    ),
    path(
        "applications/<int:pk>/documents/<int:document_pk>/remove/",
        document.document_remove,
        name="document-remove",
    ),
    path("applications/<int:pk>/receipt.pdf", receipt.receipt_pdf, name="receipt-pdf"),
    path("receipts/", receipt.receipt_check, name="receipt-check"),
]

agency_urls = [
    path("desk/agency/", agency_desk.agency_desk, name="agency-desk"),
    path("desk/agency/calls/new/", call_draft.call_create, name="call-create"),
    path("desk/agency/calls/<int:pk>/", call_draft.call_draft, name="call-draft"),
    path("desk/agency/calls/<int:pk>/edit/", call_draft.call_edit, name="call-edit"),
    path("desk/agency/calls/<int:pk>/submit/", call_draft.call_submit, name="call-submit"),
    path(
        "desk/agency/calls/<int:pk>/questions/",
        call_draft.call_questions,
        name="call-questions",
    ),
    path(
        "desk/agency/calls/<int:pk>/documents/",
        call_draft.call_documents,
        name="call-documents",
    ),
    path(
        "desk/agency/calls/<int:pk>/criteria/",
        call_draft.call_criteria,
        name="call-criteria",
    ),
    path("desk/agency/briefings/new/", agency_desk.briefing_create, name="briefing-create"),
    path("desk/agency/briefings/<int:pk>/", agency_desk.briefing_edit, name="briefing-edit"),
]

company_urls = [
    path("desk/company/", company_desk.company_desk, name="company-desk"),
]

review_urls = [
    path("desk/reviews/", review.review_list, name="review-list"),
    path("desk/reviews/<int:pk>/", review.review_detail, name="review-detail"),
    path("desk/reviews/<int:pk>/pledge/", review.review_pledge, name="review-pledge"),
    path("desk/reviews/<int:pk>/recuse/", review.review_recuse, name="review-recuse"),
    path("desk/reviews/<int:pk>/scores/", review.review_save, name="review-save"),
    path("desk/reviews/<int:pk>/finish/", review.review_finish, name="review-finish"),
]

urlpatterns = [
    *call_urls,
    *briefing_urls,
    *application_urls,
    *agency_urls,
    *company_urls,
    *review_urls,
]
