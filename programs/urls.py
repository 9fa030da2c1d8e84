from django.urls import path

from programs import feeds
from programs.enums import PlanSection
from programs.views import (
    agency_desk,
    amendment,
    application,
    application_paper,
    application_section,
    briefing,
    call,
    call_attachment,
    call_draft,
    call_import,
    call_list,
    call_section,
    call_sharing,
    company_desk,
    document,
    eligibility,
    form_builder,
    form_source,
    inquiry,
    receipt,
    review,
    saved,
    upload,
    vault,
)

app_name = "programs"

call_urls = [
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
    path(
        "applications/<int:pk>/edit/", application_section.application_edit, name="application-edit"
    ),
    path(
        "applications/<int:pk>/sections/<slug:section>/",
        application_section.application_section,
        name="application-section",
    ),
    *(
        path(
            f"applications/<int:pk>/{section}/",
            application_section.application_section,
            {"section": section},
            name=f"application-{section}",
        )
        for section in PlanSection.values
    ),
    path(
        "applications/<int:pk>/budget/check/",
        application_section.application_budget_check,
        name="application-budget-check",
    ),
    path("applications/<int:pk>/check/", application.application_check, name="application-check"),
    path(
        "applications/<int:pk>/submit/", application.application_submit, name="application-submit"
    ),
    path(
        "applications/<int:pk>/withdraw/",
        application.application_withdraw,
        name="application-withdraw",
    ),
    path(
        "applications/<int:pk>/discard/",
        application.application_discard,
        name="application-discard",
    ),
    path(
        "applications/<int:pk>/confirm/",
        amendment.application_confirm,
        name="application-confirm",
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
    path(
        "applications/<int:pk>/documents/<int:document_pk>/restore/",
        document.document_restore,
        name="document-restore",
    ),
    path(
        "applications/<int:pk>/documents/<int:document_pk>/leave-aside/",
        document.document_leave_aside,
        name="document-leave-aside",
    ),
    path("applications/<int:pk>/uploads/", upload.upload_start, name="upload-start"),
    path(
        "applications/<int:pk>/uploads/<int:upload_pk>/", upload.upload_parts, name="upload-parts"
    ),
    path(
        "applications/<int:pk>/uploads/<int:upload_pk>/finish/",
        upload.upload_finish,
        name="upload-finish",
    ),
    path(
        "applications/<int:pk>/uploads/<int:upload_pk>/discard/",
        upload.upload_discard,
        name="upload-discard",
    ),
    path(
        "applications/<int:pk>/documents/from-vault/",
        vault.document_from_vault,
        name="document-from-vault",
    ),
    path("applications/<int:pk>/receipt.pdf", receipt.receipt_pdf, name="receipt-pdf"),
    path(
        "applications/<int:pk>/receipts/<slug:number>/",
        receipt.receipt_detail,
        name="receipt-detail",
    ),
    path(
        "applications/<int:pk>/receipts/<slug:number>/receipt.json",
        receipt.receipt_json,
        name="receipt-json",
    ),
    path(
        "applications/<int:pk>/receipts/<slug:number>/receipt.pdf",
        receipt.receipt_pdf_of_number,
        name="receipt-pdf-of-number",
    ),
    path(
        "applications/<int:pk>/application.pdf",
        application_paper.application_paper,
        {"kind": "pdf"},
        name="application-pdf",
    ),
    path(
        "applications/<int:pk>/application.hwpx",
        application_paper.application_paper,
        {"kind": "hwpx"},
        name="application-hwpx",
    ),
    path(
        "applications/<int:pk>/application.zip",
        application_paper.application_take_out,
        name="application-zip",
    ),
    path(
        "applications/<int:pk>/receipts/<slug:number>/application.pdf",
        application_paper.application_paper,
        {"kind": "pdf"},
        name="receipt-application-pdf",
    ),
    path(
        "applications/<int:pk>/receipts/<slug:number>/application.hwpx",
        application_paper.application_paper,
        {"kind": "hwpx"},
        name="receipt-application-hwpx",
    ),
    path("receipts/", receipt.receipt_check, name="receipt-check"),
    path("receipts/keys.json", receipt.receipt_keys, name="receipt-keys"),
]

form_urls = [
    path(
        "desk/agency/calls/<int:pk>/questions/new/",
        form_builder.call_question_new,
        name="call-question-new",
    ),
    path(
        "desk/agency/calls/<int:pk>/questions/preview/",
        form_builder.call_form_preview,
        name="call-form-preview",
    ),
    path(
        "desk/agency/calls/<int:pk>/questions/copy/",
        form_source.call_form_copy,
        name="call-form-copy",
    ),
    path(
        "desk/agency/calls/<int:pk>/questions/template/",
        form_source.call_form_template,
        name="call-form-template",
    ),
    path(
        "desk/agency/calls/<int:pk>/questions/<int:question_pk>/",
        form_builder.call_question,
        name="call-question",
    ),
    path(
        "desk/agency/calls/<int:pk>/questions/<int:question_pk>/move/",
        form_builder.call_question_move,
        name="call-question-move",
    ),
    path(
        "desk/agency/calls/<int:pk>/questions/<int:question_pk>/delete/",
        form_builder.call_question_delete,
        name="call-question-delete",
    ),
    path(
        "desk/agency/calls/<int:pk>/form-sections/new/",
        form_builder.call_form_section_new,
        name="call-form-section-new",
    ),
    path(
        "desk/agency/calls/<int:pk>/form-sections/<int:section_pk>/",
        form_builder.call_form_section,
        name="call-form-section",
    ),
    path(
        "desk/agency/calls/<int:pk>/form-sections/<int:section_pk>/move/",
        form_builder.call_form_section_move,
        name="call-form-section-move",
    ),
    path(
        "desk/agency/calls/<int:pk>/form-sections/<int:section_pk>/delete/",
        form_builder.call_form_section_delete,
        name="call-form-section-delete",
    ),
]

agency_urls = [
    path("desk/agency/", agency_desk.agency_desk, name="agency-desk"),
    path("desk/agency/calls/new/", call_draft.call_create, name="call-create"),
    path("desk/agency/calls/<int:pk>/", call_draft.call_draft, name="call-draft"),
    path("desk/agency/calls/import/", call_import.call_import, name="call-import"),
    path("desk/agency/calls/<int:pk>/call.json", call_import.call_export, name="call-draft-export"),
    path("desk/agency/calls/<int:pk>/amend/", amendment.amendment_start, name="amendment-start"),
    path("desk/agency/calls/<int:pk>/copy/", amendment.call_copy, name="call-copy"),
    path("desk/agency/calls/<int:pk>/discard/", amendment.call_discard, name="call-discard"),
    path("desk/agency/calls/<int:pk>/submit/", call_draft.call_submit, name="call-submit"),
    path("desk/agency/calls/<int:pk>/take-back/", call_draft.call_take_back, name="call-take-back"),
    path("desk/agency/calls/<int:pk>/reasons/", call_draft.call_reason, name="call-reason"),
    path(
        "desk/agency/calls/<int:pk>/sections/<slug:section>/",
        call_section.call_section,
        name="call-section",
    ),
    path(
        "desk/agency/calls/<int:pk>/sections/<slug:section>/preview/",
        call_section.call_section_preview,
        name="call-section-preview",
    ),
    path(
        "desk/agency/calls/<int:pk>/questions/",
        form_builder.call_questions,
        name="call-questions",
    ),
    *form_urls,
    path(
        "desk/agency/calls/<int:pk>/attachments/",
        call_attachment.call_attachments,
        name="call-attachments",
    ),
    path(
        "desk/agency/calls/<int:pk>/attachments/<int:attachment_pk>/",
        call_attachment.call_attachment_label,
        name="call-attachment-label",
    ),
    path(
        "desk/agency/calls/<int:pk>/attachments/<int:attachment_pk>/remove/",
        call_attachment.call_attachment_remove,
        name="call-attachment-remove",
    ),
    path("desk/agency/calls/<int:pk>/inquiries/", inquiry.call_inquiries, name="call-inquiries"),
    path(
        "desk/agency/inquiries/<int:pk>/set-aside/",
        inquiry.inquiry_set_aside,
        name="inquiry-set-aside",
    ),
    path("desk/agency/replies/<int:pk>/correct/", inquiry.reply_correct, name="reply-correct"),
    path("desk/agency/briefings/new/", agency_desk.briefing_create, name="briefing-create"),
    path("desk/agency/briefings/<int:pk>/", agency_desk.briefing_edit, name="briefing-edit"),
    path(
        "desk/agency/briefings/<int:pk>/cancel/",
        agency_desk.briefing_cancel,
        name="briefing-cancel",
    ),
]

company_urls = [
    path("desk/company/", company_desk.company_desk, name="company-desk"),
    path("desk/company/<int:pk>/vault/", vault.company_vault, name="company-vault"),
    path(
        "desk/company/<int:pk>/vault/<int:vault_pk>/",
        vault.company_vault_download,
        name="company-vault-download",
    ),
    path(
        "desk/company/<int:pk>/vault/<int:vault_pk>/remove/",
        vault.company_vault_remove,
        name="company-vault-remove",
    ),
]

review_urls = [
    path("desk/reviews/", review.review_list, name="review-list"),
    path("desk/reviews/<int:pk>/", review.review_detail, name="review-detail"),
    path("desk/reviews/<int:pk>/pledge/", review.review_pledge, name="review-pledge"),
    path("desk/reviews/<int:pk>/recuse/", review.review_recuse, name="review-recuse"),
    path("desk/reviews/<int:pk>/scores/", review.review_save, name="review-save"),
    path("desk/reviews/<int:pk>/finish/", review.review_finish, name="review-finish"),
]

saved_urls = [
    path("desk/saved/", saved.saved_list, name="saved-list"),
    path("desk/saved/calendar/", saved.calendar_change, name="calendar-change"),
    path("desk/saved/calls/<int:pk>/", saved.savedcall_change, name="savedcall-change"),
    path("desk/saved/calls/<int:pk>/remove/", saved.savedcall_remove, name="savedcall-remove"),
    path("desk/saved/searches/", saved.search_save, name="search-save"),
    path("desk/saved/searches/<int:pk>/", saved.savedsearch_change, name="savedsearch-change"),
    path(
        "desk/saved/searches/<int:pk>/remove/",
        saved.savedsearch_remove,
        name="savedsearch-remove",
    ),
    path("unsubscribe/<str:token>/", saved.unsubscribe, name="unsubscribe"),
    path("calendar/<str:token>.ics", saved.calendar_feed, name="private-calendar"),
]

urlpatterns = [
    *saved_urls,
    *call_urls,
    *briefing_urls,
    *application_urls,
    *agency_urls,
    *company_urls,
    *review_urls,
]
