"""The receipt as PDF, and its check without signing in."""

import base64
import hashlib
import json
import re
import subprocess
import sys

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext, override

from portal.common.signing import public_keys
from programs.actions.application import submit_application, withdraw_application
from programs.actions.seal import seal_call
from tests.drafting import save_draft
from tests.factories.programs import close, complete_application
from tests.words import said

CHECK = "/receipts/"


@pytest.fixture
def application(call, company):
    return complete_application(call=call, company=company)


@pytest.fixture
def submission(application, applicant):
    return submit_application(application, by=applicant)


def pdf_path(application) -> str:
    return reverse("programs:receipt-pdf", args=[application.pk])


@pytest.mark.parametrize("language", ["ko", "en"])
def test_pdf(client, applicant, submission, language):
    client.force_login(applicant)
    client.cookies["django_language"] = language

    response = client.get(pdf_path(submission.application))

    assert response.content.startswith(b"%PDF-")
    assert response["Content-Type"] == "application/pdf"
    with override(language):
        name = gettext("receipt-%(number)s") % {"number": submission.number}
    assert response["Content-Disposition"] == content_disposition_header(True, f"{name}.pdf")
    assert response["X-Content-Type-Options"] == "nosniff"


def test_pdf_before_submission(client, applicant, application):
    client.force_login(applicant)

    assert client.get(pdf_path(application)).status_code == 404


def test_pdf_is_for_the_applicant(client, other_applicant, submission):
    client.force_login(other_applicant)

    assert client.get(pdf_path(submission.application)).status_code == 404


def test_check_of_a_true_receipt(client, submission):
    asked = {"number": submission.number.lower(), "sha256": submission.sha256.upper()}

    response = client.get(CHECK, asked)

    assert response.context["submission"] == submission


def test_check_tells_nothing_but_the_time(client, submission, company):
    asked = {"number": submission.number, "sha256": submission.sha256}

    page = client.get(CHECK, asked).content.decode()

    assert company.name not in page
    assert submission.application.title not in page


@pytest.mark.parametrize("changed", [{"number": "2020-CALL-0000-XXXXXXXX"}, {"sha256": "0" * 64}])
def test_check_of_a_false_receipt(client, submission, changed):
    asked = {"number": submission.number, "sha256": submission.sha256, **changed}

    response = client.get(CHECK, asked)

    assert response.context["submission"] is None
    assert 'role="status"' in response.content.decode()


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize(
    ("asked", "fields"),
    [
        ({"number": "", "sha256": "0" * 64}, ["number"]),
        ({"number": "A-1", "sha256": "xyz"}, ["sha256"]),
        ({"number": "A-1"}, ["sha256"]),
        ({"number": "A" * 61, "sha256": "0" * 64}, ["number"]),
    ],
)
def test_check_refuses_at_the_field(db, client, asked, fields, language):
    client.cookies["django_language"] = language

    response = client.get(CHECK, asked)

    page = response.content.decode()
    assert list(response.context["form"].errors) == fields
    assert all(f'id="id_{field}_error"' in page for field in fields)


def test_check_takes_any_text(db, client):
    assert client.get(CHECK, {"number": "\x00", "sha256": "0" * 64}).status_code == 200


def path_to(name, submission) -> str:
    return reverse(f"programs:{name}", args=[submission.application_id, submission.number])


def receipt_file(client, submission, name) -> SimpleUploadedFile:
    """The receipt as its applicant downloads it."""
    client.force_login(submission.submitted_by)
    content = client.get(path_to(name, submission)).content
    client.logout()
    return SimpleUploadedFile("receipt", content)


def test_page_says_to_the_microsecond_what_was_received(client, applicant, submission):
    client.force_login(applicant)

    page = client.get(path_to("receipt-detail", submission)).content.decode()

    assert f"{timezone.localtime(submission.received_at):%H:%M:%S.%f}" in page
    for text in (submission.number, submission.sha256, submission.signature, submission.key_id):
        assert text in page
    for document in submission.documents.all():
        assert document.sha256 in page


def test_each_submission_keeps_its_receipt(client, applicant, submission, application):
    save_draft(application, by=applicant, title="다른 과제", requested_won=1, answers={})
    second = submit_application(application, by=applicant)
    client.force_login(applicant)

    numbers = [
        client.get(path_to("receipt-json", one)).json()["statement"]["number"]
        for one in (submission, second)
    ]

    assert numbers == [submission.number, second.number]
    assert client.get(path_to("receipt-pdf-of-number", submission)).content.startswith(b"%PDF-")


@pytest.mark.parametrize("name", ["receipt-detail", "receipt-json", "receipt-pdf-of-number"])
def test_receipts_are_for_the_applicant(client, other_applicant, submission, name):
    client.force_login(other_applicant)

    assert client.get(path_to(name, submission)).status_code == 404


def test_json_checks_without_the_portal(client, applicant, submission):
    client.force_login(applicant)

    receipt = client.get(path_to("receipt-json", submission)).json()

    statement = receipt["statement"]
    signed_text = json.dumps(
        statement, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    ).encode()
    key = base64.b64decode(receipt["keys"][receipt["signature"]["key"]])
    Ed25519PublicKey.from_public_bytes(key).verify(
        bytes.fromhex(receipt["signature"]["value"]), signed_text
    )
    assert hashlib.sha256(receipt["content"].encode()).hexdigest() == statement["sha256"]
    assert receipt["seal"] is None


@pytest.mark.parametrize("name", ["receipt-json", "receipt-pdf-of-number"])
def test_check_by_the_file(client, submission, name):
    file = receipt_file(client, submission, name)

    response = client.post(CHECK, {"file": file})

    assert response.context["submission"] == submission
    assert f"{submission.received_at:%S.%f}" in response.content.decode()


@pytest.mark.parametrize("language", ["ko", "en"])
def test_check_by_a_pdf_in_either_language(client, submission, language):
    client.cookies["django_language"] = language

    file = receipt_file(client, submission, "receipt-pdf-of-number")

    assert client.post(CHECK, {"file": file}).context["submission"] == submission


def test_check_by_a_file_from_before_and_after_the_seal(client, submission):
    before = receipt_file(client, submission, "receipt-json")
    seal_call(close(submission.application.call))
    after = receipt_file(client, submission, "receipt-json")

    for file in (before, after):
        assert client.post(CHECK, {"file": file}).context["submission"] == submission


def test_documented_script_checks_a_pdf(client, submission, tmp_path):
    """docs/receipts.md as somebody runs it who trusts nobody."""
    page = (settings.BASE_DIR / "docs" / "receipts.md").read_text()
    script, _of_json = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    pdf = receipt_file(client, submission, "receipt-pdf-of-number").read()
    keys, file = tmp_path / "keys.json", tmp_path / "receipt.pdf"
    keys.write_bytes(client.get(reverse("programs:receipt-keys")).content)

    def said(content: bytes) -> str:
        file.write_bytes(content)
        command = [sys.executable, "-W", "ignore", "-c", script, file, keys]
        return subprocess.run(command, capture_output=True, check=False).stdout.decode()

    assert said(pdf) == f"ours: {submission.number} {submission.sha256}\n"
    assert said(pdf + b" ") == ""


def test_page_says_what_was_checked(client, submission):
    asked = {"number": submission.number, "sha256": submission.sha256}
    pdf = receipt_file(client, submission, "receipt-pdf-of-number")
    file = receipt_file(client, submission, "receipt-json")
    client.cookies["django_language"] = "en"

    pages = [
        response.content.decode()
        for response in (
            client.get(CHECK, asked),
            client.post(CHECK, {"file": pdf}),
            client.post(CHECK, {"file": file}),
        )
    ]

    words = ("number and digest only", "the signature of the whole PDF", "statement, signature")
    for page, checked in zip(pages, words, strict=True):
        assert f"Checked: {checked}" in page
        assert "Not checked: documents" in page


def is_refused(client, content: bytes) -> bool:
    response = client.post(CHECK, {"file": SimpleUploadedFile("receipt", content)})
    page = response.content.decode()
    return response.context["submission"] is None and "notice success" not in page


@pytest.mark.parametrize("name", ["receipt-json", "receipt-pdf-of-number"])
def test_check_of_a_file_with_another_digest(client, submission, name):
    file = receipt_file(client, submission, name)
    changed = file.read().replace(submission.sha256.encode(), b"0" * 64)

    assert is_refused(client, changed)


def earlier(said: dict) -> None:
    said["statement"]["received_at"] = "2020-01-01T00:00:00.000000Z"


def other_call(said: dict) -> None:
    said["statement"]["call"] = "other-call"


def one_more_word(said: dict) -> None:
    said["statement"]["outcome"] = "selected"


def other_content(said: dict) -> None:
    said["content"] = "{}"


def other_signature(said: dict) -> None:
    said["signature"]["value"] = "0" * 128


def other_key(said: dict) -> None:
    said["keys"] = {name: base64.b64encode(b"x" * 32).decode() for name in said["keys"]}


def keys_that_are_none(said: dict) -> None:
    said["keys"] = []


def other_place(said: dict) -> None:
    said["seal"]["index"] += 1


def index_that_is_true(said: dict) -> None:
    """In Python 0 == False."""
    said["seal"]["index"] = False


def other_root(said: dict) -> None:
    said["seal"]["statement"]["root"] = "0" * 64


def another_part(said: dict) -> None:
    said["remark"] = "selected"


def part_left_out(said: dict) -> None:
    del said["keys"]


FORGERIES = [
    earlier, other_call, one_more_word, other_content, other_signature, other_key,
    keys_that_are_none, other_place, index_that_is_true, other_root, another_part, part_left_out,
]  # fmt: skip


@pytest.mark.parametrize("forge", FORGERIES, ids=lambda forge: forge.__name__)
def test_forged_json_is_not_ours(client, submission, forge):
    seal_call(close(submission.application.call))
    said = json.loads(receipt_file(client, submission, "receipt-json").read())
    assert not is_refused(client, json.dumps(said).encode())

    forge(said)

    assert is_refused(client, json.dumps(said).encode())


def test_json_that_says_a_thing_twice_is_not_ours(client, submission):
    text = receipt_file(client, submission, "receipt-json").read().decode()

    assert is_refused(client, ('{"content": "{}",' + text.lstrip()[1:]).encode())


def mark(submission) -> bytes:
    return f"rnd-zone-receipt/1 {submission.number} {submission.sha256}".encode()


def test_mark_alone_is_no_receipt(client, submission):
    """A file of anybody's making, and one with the signature of another file."""
    pdf = receipt_file(client, submission, "receipt-pdf-of-number").read()
    signature = re.search(re.escape(mark(submission)) + rb"( [0-9a-f]{16} [0-9a-f]{128})", pdf)[1]

    for text in (mark(submission), mark(submission) + signature):
        assert is_refused(client, b"%PDF-1.7 rubbish " + text)
        assert is_refused(client, b"rubbish " + text)


def test_signature_of_the_statement_signs_no_pdf(client, submission):
    text = f" {submission.key_id} {submission.signature}".encode()

    assert is_refused(client, b"%PDF-1.7 rubbish " + mark(submission) + text)


def test_changed_pdf_is_not_ours(client, submission):
    pdf = receipt_file(client, submission, "receipt-pdf-of-number").read()
    key_id = submission.key_id.encode()

    assert is_refused(client, pdf + b"\n")
    assert is_refused(client, pdf.replace(b"/Title", b"/Titel", 1))
    assert is_refused(client, pdf.replace(key_id, key_id[::-1]))
    assert is_refused(client, pdf.replace(b" " + key_id, b""))


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7 nothing",
        b"{}",
        b'{"statement": 1}',
        b'{"statement": {"number": 1, "sha256": []}}',
        b"[" * 100_000,
        b"\xff\x00",
        b"a" * 2_000_001,
    ],
)
def test_check_of_a_file_that_is_no_receipt(client, db, content):
    response = client.post(CHECK, {"file": SimpleUploadedFile("receipt", content)})

    assert response.status_code == 200
    assert not response.context["is_checked"]
    assert "id_file_error" in response.content.decode()


def test_check_of_no_file(client, db):
    assert "id_file_error" in client.post(CHECK).content.decode()


def test_number_with_a_nul_is_not_ours(client, submission):
    statement = {"format": "rnd-zone-receipt/1", "number": "A\0B", "sha256": submission.sha256}
    content = json.dumps({"statement": statement}).encode()

    response = client.post(CHECK, {"file": SimpleUploadedFile("receipt", content)})

    assert not response.context["is_checked"]


def test_public_keys(client, db):
    (key,) = client.get(reverse("programs:receipt-keys")).json()["keys"]

    assert public_keys() == {key["key"]: key["ed25519"]}


def test_seal_stands_on_the_page_of_the_call_and_in_the_receipt(client, applicant, submission):
    call = submission.application.call
    before = client.get(call.get_absolute_url()).content.decode()
    seal = seal_call(close(call))
    client.force_login(applicant)

    pages = [
        client.get(path).content.decode()
        for path in (call.get_absolute_url(), path_to("receipt-detail", submission))
    ]

    assert seal.root not in before
    assert all(seal.root in page for page in pages)
    api = client.get(f"/api/v1/calls/{call.code}/").json()
    assert [row["root"] for row in api["seals"]] == [seal.root]


def receipt_page(client, submission) -> str:
    names = [submission.application_id, submission.number]
    return client.get(reverse("programs:receipt-detail", args=names)).content.decode()


def test_page_of_a_replaced_submission_names_the_later_one(client, applicant, submission):
    application = submission.application
    save_draft(application, by=applicant, title="고친 이름", requested_won=1000, answers={})
    later = submit_application(application, by=applicant)
    client.force_login(applicant)

    page = receipt_page(client, submission)

    assert said("A later submission has replaced this one: it does not count.") in page
    assert later.number in page
    assert said("A later submission has replaced") not in receipt_page(client, later)


def test_page_of_a_withdrawn_submission_says_so(client, applicant, submission):
    withdraw_application(submission.application, by=applicant)
    again = submit_application(submission.application, by=applicant)
    client.force_login(applicant)

    assert 'class="notice warning"' in receipt_page(client, submission)
    assert 'class="notice warning"' not in receipt_page(client, again)
    table = client.get(submission.application.get_absolute_url()).content.decode()
    assert table.count(said("Withdrawn") + "</span>") == 1
    assert table.count(said("counts") + "</span>") == 1
