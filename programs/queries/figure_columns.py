"""The columns of the sheet of figures, as it goes out and comes back."""

from django.utils.translation import gettext as _

LONGEST_NOTE = 1000


def columns_of_sheet() -> dict[str, str]:
    """The names of the columns in the active language, by what stands in them."""
    return {
        "code": _("Code"),
        "indicator": _("Indicator"),
        "unit": _("Unit"),
        "before": _("Figure of the year before"),
        "value": _("Figure"),
        "note": _("Remark"),
        "state": _("State"),
    }
