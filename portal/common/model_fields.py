"""Columns that several apps share."""

from typing import Any

from django.core.validators import URLValidator
from django.db import models


class SecureURLField(models.URLField):
    """An address on the web; encrypted only, and what is typed without a scheme is meant so."""

    default_validators = [URLValidator(schemes=["https"])]

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"assume_scheme": "https", **kwargs})
