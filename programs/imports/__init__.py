"""Lists that come back from a spreadsheet: read, compared, and written only after a second look."""

from programs.imports.xlsx import SheetFault, rows_of_sheet

__all__ = ["SheetFault", "rows_of_sheet"]
