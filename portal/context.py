"""What every page shows of whoever runs this portal."""

from django.conf import settings
from django.http import HttpRequest


def operator(request: HttpRequest) -> dict[str, str | bool]:
    """Name and help line of the operator, where they are set."""
    return dict(settings.OPERATOR)
