"""Taking an application along: PDF, HWPX and ZIP say what the application says."""

import io
import json
import re
import zipfile

import pgtrigger
import pypdfium2
import pytest
from django.urls import reverse
from hwpx import HwpxDocument

from programs.actions.application import content_of, submit_application
from programs.models import Answer, Document
from tests.factories.programs import complete_application
from tests.factories.projects import planned_application
from tests.factories.zones import CompanyMemberFactory
from zones.models import Company

pytestmark = pytest.mark.django_db

HOSTILE = '#read("/etc/passwd") $x$ [q] <b>굵게</b> =1+1 \u202e뒤집힘 😀\n둘째 줄'
KINDS = ["pdf", "hwpx"]


@pytest.fixture
def application(call, company):
    return complete_application(call=call, company=company, title="수소 실증")


def path_to(name, application, *more) -> str:
    return reverse(f"programs:{name}", args=[application.pk, *more])


def text_of(content: bytes, kind: str) -> str:
    """The words without blanks: lines break anywhere in a long word."""
    if kind == "hwpx":
        with HwpxDocument.open(io.BytesIO(content)) as document:
            return re.sub(r"\s+", "", document.text.plain())
    document = pypdfium2.PdfDocument(content)
    pages = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return re.sub(r"\s+", "", " ".join(pages))


@pytest.mark.parametrize("kind", KINDS)
def test_draft_on_paper_says_what_was_written(client, applicant, application, kind):
    Company.objects.update(corporate_number="1101110062432")
    client.force_login(applicant)

    response = client.get(path_to(f"application-{kind}", application))

    text = text_of(response.content, kind)
    answer = application.answers.get()
    for words in (
        application.call.title, application.company.name, "수소실증", answer.question.label_ko,
        str(answer.value), application.documents.first().sha256, "작성중",
        "110111-0062432",
    ):  # fmt: skip
        assert re.sub(r"\s+", "", words) in text
    assert response["Content-Disposition"].startswith("attachment; ")


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_received_stays_as_it_was(client, applicant, application, kind):
    submission = submit_application(application, by=applicant)
    Answer.objects.update(value="나중에 고친 글")
    client.force_login(applicant)

    path = path_to(f"receipt-application-{kind}", application, submission.number)
    text = text_of(client.get(path).content, kind)

    assert submission.number in text
    assert submission.sha256 in text
    assert "나중에고친글" not in text


@pytest.mark.parametrize("kind", KINDS)
def test_what_users_wrote_is_printed_as_text(client, applicant, application, kind):
    Answer.objects.update(value=HOSTILE)
    client.force_login(applicant)

    text = text_of(client.get(path_to(f"application-{kind}", application)).content, kind)

    assert '#read("/etc/passwd")$x$[q]<b>굵게</b>=1+1' in text
    assert "<U+202E>뒤집힘" in text
    assert "<U+1F600>" in text
    assert "둘째줄" in text


@pytest.mark.parametrize("kind", KINDS)
def test_plan_is_printed_in_tables(client, kind):
    application = planned_application()
    client.force_login(CompanyMemberFactory(company=application.company).user)

    response = client.get(path_to(f"application-{kind}", application))

    milestone = application.milestones.get()
    text = text_of(response.content, kind)
    for words in (milestone.what, milestone.proof):
        assert re.sub(r"\s+", "", words) in text


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_empty_draft_can_be_printed(client, applicant, application, kind, language):
    Answer.objects.all().delete()
    application.title, application.requested_won = "", None
    application.save()
    client.force_login(applicant)
    client.cookies["django_language"] = language

    response = client.get(path_to(f"application-{kind}", application))

    assert response.status_code == 200


def test_zip_holds_all_that_is_ones_own(client, applicant, application):
    submission = submit_application(application, by=applicant)
    client.force_login(applicant)

    response = client.get(path_to("application-zip", application))

    archive = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))
    document = Document.objects.first()
    assert archive.testzip() is None
    folder = f"submissions/{submission.number}"
    assert set(archive.namelist()) == {
        "draft/application.json", "draft/application.pdf", "draft/application.hwpx",
        f"draft/documents/{document.pk}-{document.name}",
        f"{folder}/application.json", f"{folder}/application.pdf", f"{folder}/application.hwpx",
        f"{folder}/receipt.json", f"{folder}/receipt.pdf",
        f"{folder}/documents/{document.pk}-{document.name}",
    }  # fmt: skip
    assert archive.read("draft/application.json").decode() == content_of(application)
    assert json.loads(archive.read(f"{folder}/receipt.json"))["content"] == submission.content
    with document.file.open() as file:
        assert archive.read(f"{folder}/documents/{document.pk}-{document.name}") == file.read()


def test_zip_names_what_the_storage_has_not(client, applicant, application):
    submission = submit_application(application, by=applicant)
    document = Document.objects.get()
    document.file.storage.delete(document.file.name)
    client.force_login(applicant)

    response = client.get(path_to("application-zip", application))

    archive = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))
    missing = archive.read("MISSING.txt").decode().splitlines()[1:]
    name = f"documents/{document.pk}-{document.name} ({document.sha256})"
    assert archive.testzip() is None
    assert f"submissions/{submission.number}/receipt.pdf" in archive.namelist()
    assert missing == [f"draft/{name}", f"submissions/{submission.number}/{name}"]


def test_no_name_in_the_zip_leads_out_of_it(client, applicant, application):
    """The rows are from before names were cleaned."""
    first = application.documents.first()
    with pgtrigger.ignore("programs.Document:bytes_never_change"):
        Document.objects.filter(pk=first.pk).update(name="../../etc/passwd\\x")
    client.force_login(applicant)

    response = client.get(path_to("application-zip", application))

    names = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content))).namelist()
    assert f"draft/documents/{first.pk}-.._.._etc_passwd_x" in names


@pytest.mark.parametrize("name", ["application-pdf", "application-hwpx", "application-zip"])
def test_papers_are_for_the_applicant(client, other_applicant, staff, application, name):
    for person in (other_applicant, staff):
        client.force_login(person)

        assert client.get(path_to(name, application)).status_code == 404


def test_hwpx_has_a_preview(client, applicant, application):
    client.force_login(applicant)
    content = client.get(reverse("programs:application-hwpx", args=[application.pk])).content

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        preview = archive.read("Preview/PrvText.txt").decode()
    assert "수소 실증" in preview
