import hashlib
import json
import re
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pypdfium2
import pytest
import typst
from django.utils import translation
from django.utils.translation import gettext

from portal.accounts.models import User
from programs.exports import printing, receipt_pdf
from programs.models import Application, Call, Document, Submission
from zones.models import Agency, Company

CONTENT_DIGEST = hashlib.sha256(b"content").hexdigest()
HOSTILE = '#read("/etc/passwd") *별* $x^2$ [q] \\n <label> @ref // `raw` _u_ = -- "quoted" ~ 쀍뷁똠'


def make_submission(
    *, title="의생명 소재 사업화", company="(주)예시", business_number="1234567891"
):
    agency = Agency(name_ko="김해 강소특구 사업단", name_en="Gimhae Zone Office")
    call = Call(
        code="gimhae-2020",
        title_ko="2020년 강소연구개발특구 육성사업",
        title_en="2020 support of Gimhae",
        agency=agency,
    )
    content = {"company": {"name": company, "business_number": business_number}, "title": title}
    return Submission(
        application=Application(call=call, title="changed since", company=Company(name="later")),
        content=json.dumps(content),
        number="GIMHAE-2020-000017",
        sha256=CONTENT_DIGEST,
        received_at=datetime(2020, 8, 14, 8, 59, 59, 999998, tzinfo=UTC),
        submitted_by=User(name="홍길동"),
    )


def make_document(name="사업계획서.hwp", size=2_500_000):
    digest = hashlib.sha256(name.encode()).hexdigest()
    return Document(name=name, size=size, sha256=digest)


def text_of(pdf):
    """The text of all pages as one line, as lines are broken anywhere in a long word."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return re.sub(r"\s+", " ", " ".join(pages))


def squeezed(text):
    return re.sub(r"\s+", "", text)


def test_receipt_in_korean_says_what_was_received_when_and_from_whom():
    document = make_document()
    with translation.override("ko"):
        pdf = receipt_pdf(make_submission(), documents=[document])
        label = gettext("Receipt number")

    text = text_of(pdf)
    for part in [
        label,
        "GIMHAE-2020-000017",
        "2020. 8. 14.(금) 17:59:59.999998 KST",
        "2020년 강소연구개발특구 육성사업",
        "gimhae-2020",
        "김해 강소특구 사업단",
        "(주)예시",
        "123-45-67891",
        "의생명 소재 사업화",
        "홍길동",
        CONTENT_DIGEST,
        "사업계획서.hwp",
        "2.4 MB",
        document.sha256,
    ]:
        assert part in text


def test_receipt_in_english(settings):
    settings.SITE_URL = "https://portal.example"
    with translation.override("en"):
        text = text_of(receipt_pdf(make_submission(), documents=[]))

    for part in [
        "Receipt number",
        "Fri 14 Aug 2020, 17:59:59.999998 KST",
        "2020 support of Gimhae",
        "Gimhae Zone Office",
        "No documents were part of the application.",
        "https://portal.example/receipts/",
    ]:
        assert part in text


def test_a_founder_without_business_number_has_no_line_for_it():
    with translation.override("en"):
        text = text_of(receipt_pdf(make_submission(business_number=None), documents=[]))

    assert "Business number" not in text


def test_markup_of_users_comes_out_literally():
    with translation.override("en"):
        submission = make_submission(title=HOSTILE, company=HOSTILE)
        text = text_of(receipt_pdf(submission, documents=[make_document(name=HOSTILE)]))

    assert squeezed(text).count(squeezed(HOSTILE)) == 3


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("계획\U0001f600.pdf", "계획<U+1F600>.pdf"),
        ("a\u202efdp.exe", "a<U+202E>fdp.exe"),
        ("a\u200b\x01.pdf", "a<U+200B><U+0001>.pdf"),
        ("ไทย", "<U+0E44><U+0E17><U+0E22>"),
        ("株式會社 ①㎡", "株式會社 ①㎡"),
        (unicodedata.normalize("NFD", "한글이름.pdf"), "한글이름.pdf"),
    ],
)
def test_every_character_is_visible(name, shown):
    with translation.override("ko"):
        text = text_of(receipt_pdf(make_submission(), documents=[make_document(name=name)]))

    assert shown in text


@pytest.mark.parametrize("name", ["아주긴이름" * 40, "x" * 200, "a_b." * 50])
def test_long_words_stay_within_the_margins(name):
    with translation.override("ko"):
        submission = make_submission(title=name[:160], company=name[:120])
        pdf = receipt_pdf(submission, documents=[make_document(name=name)])

    document = pypdfium2.PdfDocument(pdf)
    page = document[0]
    letters = page.get_textpage()
    right = max(letters.get_charbox(index)[2] for index in range(letters.count_chars()))
    width = page.get_width()
    document.close()
    assert right < width - 60
    assert name in squeezed(text_of(pdf))


def test_many_documents_flow_to_more_pages_under_a_repeated_header():
    documents = [make_document(name=f"서류 {number:02}.pdf") for number in range(60)]
    with translation.override("en"):
        pdf = receipt_pdf(make_submission(), documents=documents)

    text = text_of(pdf)
    assert all(document.name in text and document.sha256 in text for document in documents)
    assert "1 / 4" in text
    assert "4 / 4" in text
    assert text.count("File name and SHA-256") == 4


def test_equal_data_gives_equal_bytes_in_parallel_too():
    documents = [make_document(name=f"서류 {number}.pdf") for number in range(20)]

    def receipt(language):
        with translation.override(language):
            return receipt_pdf(make_submission(), documents=documents)

    with ThreadPoolExecutor(max_workers=4) as threads:
        pdfs = list(threads.map(receipt, ["ko", "en"] * 12))

    assert set(pdfs[::2]) == {receipt("ko")}
    assert set(pdfs[1::2]) == {receipt("en")}


@pytest.mark.parametrize("language", ["ko", "en"])
def test_pdf_is_tagged_titled_and_dated(language):
    with translation.override(language):
        pdf = receipt_pdf(make_submission(), documents=[make_document()])

    document = pypdfium2.PdfDocument(pdf)
    facts = document.get_metadata_dict()
    is_tagged = document.is_tagged()
    document.close()
    assert is_tagged
    assert facts["Title"].endswith("GIMHAE-2020-000017")
    assert facts["CreationDate"].startswith("D:20200814085959")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    assert f"/Lang({language}".encode() in pdf.replace(b"/Lang (", b"/Lang(")


def test_only_our_fonts_are_embedded():
    with translation.override("ko"):
        pdf = receipt_pdf(make_submission(company=HOSTILE), documents=[make_document()])

    names = set(re.findall(rb"/BaseFont\s*/[A-Z]{6}\+([\w-]+?)(?:-Identity-H)?[\s/]", pdf))
    assert names == {b"PretendardGOV-Regular", b"PortalGothic-Bold", b"DejaVuSansMono"}


def test_a_template_reads_nothing_outside_its_folder(tmp_path, monkeypatch):
    (tmp_path / "secret.txt").write_text("secret")
    folder = tmp_path / "pdf"
    folder.mkdir()
    (folder / "receipt.typ").write_text('#read("../secret.txt")')
    monkeypatch.setattr(printing, "PDF_DIR", folder)

    with pytest.raises(typst.TypstError, match="outside|escape|denied|root"):
        receipt_pdf(make_submission(), documents=[])
