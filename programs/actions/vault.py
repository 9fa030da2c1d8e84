"""Certificates kept once: kept, used in applications, and told of before they expire."""

from datetime import date, timedelta

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import User
from programs.actions.document import put_in_place
from programs.actions.errors import NotReusable, TooManyKept
from programs.actions.notifications import notify, own_people_of
from programs.actions.scan import (
    first_scan_state,
    is_new_finding,
    is_newly_released,
    queue_scan,
    scan_of_copy,
)
from programs.actions.upload import facts_of_upload
from programs.file_checks import validate_document
from programs.models import Application, Document, RequiredDocument, VaultDocument
from programs.models.vault import VaultQuerySet
from programs.queries.eligibility import day_that_counts
from programs.queries.vault import fits
from zones.actions.consultants import refuse_consultant
from zones.enums import CompanyVerb
from zones.models import Company, CompanyEvent, CompanyStatus

MOST_KEPT = 100
FIRST_TELLING, LAST_TELLING = timedelta(days=30), timedelta(days=7)


def keep_certificate(
    company: Company,
    *,
    by: User,
    kind: str,
    issued_on: date,
    expires_on: date | None = None,
    label: str = "",
    status: CompanyStatus | None = None,
    upload: UploadedFile,
) -> VaultDocument:
    """Keep a certificate after the checks that documents of applications go through.

    Where a scanner is set, nobody can download it before its scan; it can be handed in meanwhile.
    Raises ValidationError, TooManyKept.
    """
    document = VaultDocument(
        company=company,
        kind=kind,
        label=label,
        status=status,
        issued_on=issued_on,
        expires_on=expires_on,
        file=upload,
        uploaded_by=by,
        scan_state=first_scan_state(),
        **facts_of_upload(upload, check=validate_document),
    )
    document.full_clean()
    # Stored before the company is held: a slow storage keeps nobody else waiting
    document.file.save(document.name, upload, save=False)
    try:
        return _put_in_vault(document, by=by)
    except BaseException:
        document.file.delete(save=False)
        raise


@transaction.atomic
def _put_in_vault(document: VaultDocument, *, by: User) -> VaultDocument:
    company = _held(document.company_id)
    if company.vault.current().count() >= MOST_KEPT:
        raise TooManyKept(MOST_KEPT)
    document.save()
    _record(document, CompanyVerb.KEEP_CERTIFICATE, by=by)
    if document.is_waiting_for_scan:
        queue_scan(document)
    return document


@transaction.atomic
def remove_certificate(document: VaultDocument, *, by: User) -> None:
    """Offer it no more; applications that use it keep what they have. Does nothing a second time.

    Raises OutsideConsultant (`zones.actions.errors`).
    """
    refuse_consultant(document.company, by)
    current = VaultDocument.objects.current().filter(pk=document.pk)
    if current.update(removed_at=timezone.now()):
        _record(document, CompanyVerb.REMOVE_CERTIFICATE, by=by)


def use_certificate(
    document: VaultDocument,
    *,
    application: Application,
    required_document: RequiredDocument,
    by: User,
    seen: int | None = None,
) -> Document:
    """Hand in a kept certificate: a row of the application's own with the very same stored file.

    It takes along what the virus check said of the file, and waits for its scan where that is to
    come. `seen` as for `put_in_place`. Raises NotReusable where the call does not take one here, or
    not this one; CallClosed,
    TransitionNotAllowed.
    """
    is_offered = (
        required_document.is_reusable
        and required_document.call_id == application.call_id
        and document.company_id == application.company_id
        and document.removed_at is None
        and not document.is_infected
        and fits(document, required_document, on=day_that_counts(application.call))
    )
    if not is_offered:
        raise NotReusable
    used = Document(
        application=application,
        required_document=required_document,
        vault_document=document,
        file=document.file.name,
        name=document.name,
        content_type=document.content_type,
        size=document.size,
        sha256=document.sha256,
        uploaded_by=by,
        **scan_of_copy(document),
    )
    return put_in_place(used, by=by, seen=seen)


@transaction.atomic
def withhold_certificate(document: VaultDocument, *, finding: str) -> None:
    """Found to be unsafe: nobody downloads it or hands it in, and its company is told.

    A second time does nothing.
    """
    company = _held(document.company_id)
    if not is_new_finding(document, finding=finding):
        return
    document.scan_finding = finding
    _record(document, CompanyVerb.WITHHOLD_CERTIFICATE, by=None)
    if document.removed_at is None:
        path = _page_of(company)
        notify(own_people_of(company), "certificate_withheld", path=path, document=document)


@transaction.atomic
def release_certificate(document: VaultDocument, *, by: User, reason: str) -> None:
    """The foundation releases what the scanner withheld, and tells the company why.

    A second time does nothing.
    """
    company = _held(document.company_id)
    if not is_newly_released(document):
        return
    _record(document, CompanyVerb.RELEASE_CERTIFICATE, by=by, why=reason)
    if document.removed_at is None:
        path = _page_of(company)
        notify(own_people_of(company), "file_released", path=path, file=document, reason=reason)


def tell_of_expiry(today: date) -> int:
    """Mail the companies whose certificates expire within 30 and within 7 days, once each.

    One transaction and one mail for each company and person; consultants get none. Returns how
    many companies were told.
    """
    due = _due(today).order_by("company").values_list("company", flat=True).distinct()
    return sum(_tell_company(company_id, today) for company_id in due)


def _due(today: date) -> VaultQuerySet:
    found = VaultDocument.objects.expiring(today, today + FIRST_TELLING)
    is_last = Q(expires_on__lte=today + LAST_TELLING, told_last_at=None)
    return found.filter(Q(told_first_at=None) | is_last)


@transaction.atomic
def _tell_company(company_id: int, today: date) -> bool:
    company = _held(company_id)
    documents = list(_due(today).filter(company=company).order_by("expires_on", "pk"))
    if not documents:  # told by another worker meanwhile
        return False
    _mark_told(documents, today)
    notify(
        own_people_of(company),
        "certificates_expiring",
        path=_page_of(company),
        company=company,
        documents=documents,
    )
    return True


def _page_of(company: Company) -> str:
    return reverse("programs:company-vault", args=[company.pk])


def _held(company_id: int) -> Company:
    return Company.objects.select_for_update(no_key=True).get(pk=company_id)


def _mark_told(documents: list[VaultDocument], today: date) -> None:
    now = timezone.now()
    for document in documents:
        document.told_first_at = document.told_first_at or now
        if document.expires_on and document.expires_on - today <= LAST_TELLING:
            document.told_last_at = now
    VaultDocument.objects.bulk_update(documents, ["told_first_at", "told_last_at"])


def _record(document: VaultDocument, verb: CompanyVerb, *, by: User | None, why: str = "") -> None:
    about = [document.title, document.name, why]
    reason = ": ".join(text for text in about if text)
    CompanyEvent.objects.create(company=document.company, actor=by, verb=verb, reason=reason)
