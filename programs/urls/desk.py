"""The desks of agencies and of companies."""

from django.urls import path

from programs.views import (
    agency_desk,
    amendment,
    call_attachment,
    call_draft,
    call_import,
    call_section,
    company_desk,
    form_builder,
    inquiry,
    vault,
)

urlpatterns = [
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
