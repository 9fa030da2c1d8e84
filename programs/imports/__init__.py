"""Lists that come back from a spreadsheet: read, compared, and written only after a second look."""

from programs.imports.checks import MarkedPoint, marks_in
from programs.imports.xlsx import SheetFault, SheetRow, digest_of_file, rows_of_sheet

__all__ = [
    "MarkedPoint",
    "SheetFault",
    "SheetRow",
    "digest_of_file",
    "marks_in",
    "rows_of_sheet",
]
