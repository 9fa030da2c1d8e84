"""Files of a notice: added, taken out, withheld, released."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from programs.actions import notice_file as actions
from programs.actions.errors import OwnFile, TooManyNoticeFiles
from programs.actions.notice_file import add_notice_file, remove_notice_file
from programs.actions.verdict import release_files
from programs.enums import ScanState
from programs.models import NoticeFile
from programs.tasks import scan_file
from tests.clamd import EICAR, address_of_nobody, fake_clamd
from tests.factories.accounts import FoundationUserFactory
from tests.factories.notices import NoticeFactory, NoticeFileFactory
from tests.factories.programs import PDF
from tests.hostile_files import macro_sheet, pdf
from tests.mails import queued_mails

pytestmark = pytest.mark.django_db


def upload(name="붙임.pdf", content=None):
    return SimpleUploadedFile(name, pdf() if content is None else content)


def events(notice) -> list[tuple[str, str]]:
    return [(event.verb, event.reason) for event in notice.events.all()]


def test_files_stand_in_the_order_in_which_they_came_and_once_each():
    notice, by = NoticeFactory(), FoundationUserFactory()

    for name, content in (("하나.pdf", pdf("1")), ("둘.pdf", pdf("2")), ("하나.pdf", pdf("1"))):
        add_notice_file(notice, by=by, upload=upload(name, content))

    assert [file.name for file in notice.files.current()] == ["하나.pdf", "둘.pdf"]
    assert events(notice) == [("attach", "하나.pdf"), ("attach", "둘.pdf")]


def test_a_dangerous_file_is_not_taken():
    notice = NoticeFactory()

    with pytest.raises(ValidationError):
        add_notice_file(notice, by=FoundationUserFactory(), upload=upload("표.xlsx", macro_sheet()))

    assert (notice.files.count(), events(notice)) == (0, [])


def test_there_is_an_end(monkeypatch):
    monkeypatch.setattr(actions, "MOST_FILES", 1)
    notice = NoticeFileFactory().notice

    with pytest.raises(TooManyNoticeFiles):
        add_notice_file(notice, by=FoundationUserFactory(), upload=upload("둘.pdf"))

    assert notice.files.count() == 1


def test_what_is_taken_out_nobody_downloads_and_it_is_told_once():
    file, by = NoticeFileFactory(), FoundationUserFactory()

    for _time in range(2):
        remove_notice_file(file, by=by)

    assert list(NoticeFile.objects.offered()) == []
    assert events(file.notice) == [("detach", "붙임.pdf")]


@pytest.mark.parametrize(
    ("content", "state"), [(PDF, ScanState.CLEAN), (PDF + EICAR, ScanState.INFECTED)]
)
def test_verdict(settings, content, state):
    settings.CLAMD_ADDRESS = address_of_nobody()
    notice, by = NoticeFactory(published=True), FoundationUserFactory()
    file = add_notice_file(notice, by=by, upload=upload(content=content))
    assert list(NoticeFile.objects.offered()) == []

    with fake_clamd() as clamd:
        settings.CLAMD_ADDRESS = clamd.address
        for _time in range(2):
            scan_file(kind="notice", pk=file.pk)

    file.refresh_from_db()
    is_withheld = state == ScanState.INFECTED
    assert (file.scan_state, file.is_released) == (state, not is_withheld)
    assert [address for address, _subject in queued_mails()] == [by.email] * is_withheld
    assert [verb for verb, _why in events(notice)] == ["attach"] + ["withhold_file"] * is_withheld


def test_another_of_the_foundation_releases_what_was_withheld_wrongly():
    file = NoticeFileFactory(scan_state="waiting")
    NoticeFile.objects.filter(pk=file.pk).update(
        scan_state="infected", scan_finding="Eicar", scanned_at=file.uploaded_at
    )

    with pytest.raises(OwnFile):
        release_files(file.sha256, by=file.uploaded_by, reason="오진")
    release_files(file.sha256, by=FoundationUserFactory(), reason="오진")

    file.refresh_from_db()
    assert file.scan_state == ScanState.CLEARED
    assert events(file.notice) == [("release_file", "붙임.pdf: 오진")]
