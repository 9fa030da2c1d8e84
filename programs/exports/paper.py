"""An application on paper: its draft, or what was received, as PDF and as HWPX.

Both print the same `paper_of`, made of the canonical content (`actions.application.content_of`).
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from hwpx import HwpxDocument

from portal.common.money import won
from portal.common.templatetags.portal_text import answer_text, moment_to_second, table_rows
from portal.common.text import file_size
from programs.exports.printing import compiled, language, visible_on_paper
from programs.models import Call, Submission
from programs.queries.consent import topic_label
from programs.queries.form import AnswerLine, lines_of_answers
from programs.queries.plan.tables import tables_of
from zones.enums import ApplicantKind
from zones.validators import with_hyphen, with_hyphens

Content = Mapping[str, Any]
LEAST_WIDTH, MOST_WIDTH = 6, 30  # of a column's longest word, in half letters
PREVIEW, PREVIEW_LENGTH = "Preview/PrvText.txt", 1000  # in UTF-8; letters
TEXT_WIDTH = 42_520  # of a page of HWPX between its margins: 150 mm in its units of 1/7200 inch


def paper_of(content: Content, *, call: Call, submission: Submission | None = None) -> Content:
    """All that is printed, in the words of the active language; `submission` None is a draft."""
    company = content["company"]
    number = company["business_number"]
    of_corporation = company.get("corporate_number", "")  # not in what was submitted before
    facts = [
        (_("Call"), call.title),
        (_("Call code"), call.code),
        (_("Applicant"), company["name"]),
        (_("Applicant kind"), str(ApplicantKind(company["applicant_kind"]).label)),
        (_("Business number"), with_hyphens(number)),
        (_("Corporate number"), with_hyphen(of_corporation)),
        (_("Representative"), company["representative_name"]),
        (_("Address"), company["address"]),
        (_("Title of the project"), content["title"]),
        (_("Support asked for"), won(content["requested_won"]) if content["requested_won"] else ""),
    ]
    return {
        "language": language(),
        "site": _("R&D Zone Portal"),
        "title": _("Application"),
        "state": _state_of(submission),
        "facts": [{"label": label, "value": value} for label, value in facts if value],
        "answers": {
            "title": _("Answers"),
            "lines": [_answer(answer) for answer in lines_of_answers(content["answers"])],
        },
        "tables": [_table(table) for table in tables_of(content)],
        "documents": {
            "title": _("Documents"),
            "none": _("No file is uploaded."),
            "rows": [
                {"name": row["name"], "size": file_size(row["size"]), "sha256": row["sha256"]}
                for row in content["documents"]
            ],
        },
        "consents": {
            "title": _("Consents"),
            "lines": [_consent(row) for row in content.get("consents", [])],
        },
    }


def _state_of(submission: Submission | None) -> dict[str, str]:
    if submission is None:
        label, value = _("Draft"), _("This draft was not submitted. It is no proof of anything.")
    else:
        label = _("Receipt number") + f" {submission.number}"
        at = moment_to_second(submission.received_at)
        value = _("Received at %(at)s. SHA-256: %(sha256)s") % {
            "at": at,
            "sha256": submission.sha256,
        }
    return {"label": label, "value": value}


def _answer(answer: AnswerLine) -> dict[str, Any]:
    """A text answer as its lines; an answer to a table as columns and rows."""
    columns, value = answer.columns, answer.value
    line: dict[str, Any] = {"label": answer.label, "text": [], "columns": [], "rows": []}
    if columns and isinstance(value, list):
        heads = [{"label": column["label"], "is_number": False} for column in columns]
        line["rows"] = [[text for _column, text in row] for row in table_rows(value, columns)]
        line["columns"] = _weighed(heads, line["rows"])
    else:
        line["text"] = answer_text(value).splitlines()
    return line


def _table(table: Any) -> dict[str, Any]:
    heads = [{"label": cell.label, "is_number": cell.is_number} for cell in table.columns]
    rows = [[cell.text for cell in row] for row in table.rows]
    return {"title": table.title, "columns": _weighed(heads, rows), "rows": rows}


def _weighed(heads: list[dict[str, Any]], rows: Sequence[Sequence[str]]) -> list[dict[str, Any]]:
    """Columns as wide as their longest word asks for, so that names stay whole."""
    return [
        head | {"weight": _width_of([head["label"], *(row[place] for row in rows)])}
        for place, head in enumerate(heads)
    ]


def _width_of(texts: Iterable[str]) -> int:
    """Of the longest word, in half letters; bounded, since what is longer is broken anyway."""
    words = (word for text in texts for word in str(text).split())
    longest = max((sum(1 + (letter > "\u1100") for letter in word) for word in words), default=0)
    return min(max(longest, LEAST_WIDTH), MOST_WIDTH)


def _consent(row: Content) -> dict[str, str]:
    given = _("I agree") if row["is_given"] else _("I do not agree")
    at = moment_to_second(datetime.fromisoformat(row["answered_at"]))
    version = _("Version %(version)s") % {"version": row["version"]}
    return {
        "label": f"{row['person']} · {topic_label(row['code'])}",
        "value": f"{given} · {version} · {at}",
    }


def paper_pdf(paper: Content, *, at: datetime) -> bytes:
    """Tagged PDF/UA in our Korean font, dated `at`."""
    return compiled("application.typ", paper, at=at)


def paper_hwpx(paper: Content) -> bytes:
    """For Hancom Office and all that reads OWPML; every text goes in as text."""
    paper = visible_on_paper(paper)
    document = HwpxDocument.new()
    document.add_heading(paper["title"], level=1)
    document.add_paragraph(f"{paper['state']['label']}. {paper['state']['value']}")
    _hwpx_table(document, [[fact["label"], fact["value"]] for fact in paper["facts"]])
    document.add_heading(paper["answers"]["title"], level=2)
    for line in paper["answers"]["lines"]:
        document.add_heading(line["label"], level=3)
        for text in line["text"]:
            document.add_paragraph(text)
        _hwpx_columns(document, line)
    for table in paper["tables"]:
        document.add_heading(table["title"], level=2)
        _hwpx_columns(document, table)
    document.add_heading(paper["documents"]["title"], level=2)
    rows = [[row["name"], row["size"], row["sha256"]] for row in paper["documents"]["rows"]]
    _hwpx_table(document, rows or [[paper["documents"]["none"]]])
    if paper["consents"]["lines"]:
        document.add_heading(paper["consents"]["title"], level=2)
        _hwpx_table(document, [[one["label"], one["value"]] for one in paper["consents"]["lines"]])
    # What a file manager shows without opening it
    document.package.set_part(PREVIEW, _preview_of(paper).encode())
    return document.to_bytes()


def _preview_of(paper: Content) -> str:
    facts = [f"<{fact['label']}><{fact['value']}>" for fact in paper["facts"]]
    return "\r\n".join([paper["title"], paper["state"]["label"], *facts])[:PREVIEW_LENGTH]


def _hwpx_columns(document: HwpxDocument, table: Content) -> None:
    if table["columns"]:
        heads = [column["label"] for column in table["columns"]]
        _hwpx_table(document, [heads, *table["rows"]])


def _hwpx_table(document: HwpxDocument, rows: Sequence[Sequence[str]]) -> None:
    table = document.add_table(len(rows), len(rows[0]), width=TEXT_WIDTH)
    for number, row in enumerate(rows):
        for place, text in enumerate(row):
            table.set_cell_text(number, place, text)
