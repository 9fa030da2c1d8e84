"""A row of a table goes as a whole, with JavaScript or without."""

from django.http import QueryDict

from programs.forms.plan import TextCell
from programs.forms.table import RowsField, TableWidget

CELLS = {"name": TextCell(required=False), "task": TextCell(required=False)}


def rows_in(**given):
    data = QueryDict(mutable=True)
    data.update({key.replace("__", "-"): value for key, value in given.items()})
    return TableWidget(CELLS, {key: key for key in CELLS}, 5).value_from_datadict(data, {}, "rows")


def test_ticked_row_goes_with_all_its_cells():
    rows = rows_in(
        rows__0__name="가",
        rows__0__task="나",
        rows__1__name="다",
        rows__1__task="라",
        rows__1__taken_out="1",
    )

    assert rows == [{"name": "가", "task": "나"}]


def test_numbers_may_have_gaps():
    rows = rows_in(rows__0__name="가", rows__7__name="다", rows__7__task="")

    assert [row["name"] for row in rows] == ["가", "다"]


def test_lines_of_a_cell_become_one():
    field = RowsField(CELLS, {key: key for key in CELLS}, 5)

    assert field.clean([{"name": "가\r\n나", "task": ""}]) == [{"name": "가 나"}]
