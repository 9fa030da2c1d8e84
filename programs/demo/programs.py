from datetime import date

from programs.demo.content import cited, filled, read
from programs.models import Program


def load_programs(today: date) -> None:
    for row in read("programs"):
        fields = filled(row, {"year": today.year}) | {"sources": cited(row["sources"])}
        Program.objects.update_or_create(slug=row["slug"], defaults=fields)
