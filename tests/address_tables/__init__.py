"""What every address answers to each caller, in one module by area.

READ is what a page answers. WRITE is what an empty form does, undone each time; every other address
of ours refuses to be written to. A line names an address, whose thing it is of, and the outcomes.
"""

from tests.address_tables import (
    accounts,
    admin,
    api,
    applications,
    attendance,
    briefings,
    calls,
    desk,
    forms,
    materials,
    objections,
    registrations,
    results,
    reviewers,
    reviews,
    saved,
    site,
    stories,
    voices,
    zones,
)
from tests.factories.world import CALLERS

PAGES = ("changelist", "add", "change", "history", "delete")

Rows = dict[tuple[str, str], dict[str, str]]


def rows_of(table: str) -> Rows:
    """(address, of) → caller → outcome."""
    lines = [line.split() for line in table.splitlines() if line]
    return {(name, of): dict(zip(CALLERS, cells, strict=True)) for name, of, *cells in lines[1:]}


def joined(*tables: str) -> Rows:
    """The rows of all areas; a row that two of them have is an error."""
    rows: Rows = {}
    for of_area in map(rows_of, tables):
        twice = rows.keys() & of_area.keys()
        assert not twice, twice
        rows |= of_area
    return rows


def admin_rows() -> dict[str, dict[str, str]]:
    """Model → page → outcome for staff."""
    lines = [line.split() for line in admin.MODELS.splitlines() if line]
    return {model: dict(zip(PAGES, cells, strict=True)) for model, *cells in lines[1:]}


READ = joined(
    site.READ,
    accounts.READ,
    api.READ,
    zones.READ,
    calls.READ,
    briefings.READ,
    attendance.READ,
    registrations.READ,
    applications.READ,
    objections.READ,
    desk.READ,
    forms.READ,
    materials.READ,
    saved.READ,
    stories.READ,
    results.READ,
    reviews.READ,
    reviewers.READ,
    voices.READ,
    admin.READ,
)
WRITE = joined(
    site.WRITE,
    zones.WRITE,
    calls.WRITE,
    briefings.WRITE,
    attendance.WRITE,
    registrations.WRITE,
    applications.WRITE,
    objections.WRITE,
    desk.WRITE,
    forms.WRITE,
    materials.WRITE,
    saved.WRITE,
    stories.WRITE,
    results.WRITE,
    reviews.WRITE,
    reviewers.WRITE,
    voices.WRITE,
    admin.WRITE,
)
