from typing import Any

from portal.common.text import with_printable_texts


class PrintableTexts:
    """For forms whose texts are published: no control character of a word processor stays."""

    cleaned_data: dict[str, Any]
    fields: dict[str, Any]

    def clean(self) -> dict[str, Any]:
        super().clean()  # type: ignore[misc]
        for name, value in list(self.cleaned_data.items()):
            self.cleaned_data[name] = kept = with_printable_texts(value)
            if value and kept in ("", []) and self.fields[name].required:
                self.add_error(name, self.fields[name].error_messages["required"])  # type: ignore[attr-defined]
        return self.cleaned_data
