"""Applications with their documents and papers, and their receipts."""

from django.urls import path

from programs.enums import PlanSection
from programs.views import (
    amendment,
    application,
    application_paper,
    application_section,
    document,
    receipt,
    supplement,
    upload,
    vault,
)

urlpatterns = [
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
    path(
        "applications/<int:pk>/supplement/",
        supplement.application_supplement,
        name="application-supplement",
    ),
    path(
        "applications/<int:pk>/supplement/files/",
        supplement.supplement_files,
        name="supplement-files",
    ),
    path(
        "applications/<int:pk>/supplement/files/<int:file_pk>/",
        supplement.supplement_download,
        name="supplement-download",
    ),
    path(
        "applications/<int:pk>/supplement/files/<int:file_pk>/remove/",
        supplement.supplement_file_remove,
        name="supplement-file-remove",
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
