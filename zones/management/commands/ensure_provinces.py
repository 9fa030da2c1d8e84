import json
from pathlib import Path

from django.core.management import BaseCommand
from django.db import transaction

from zones.models import Province

PROVINCES = Path(__file__).parents[2] / "provinces.json"


class Command(BaseCommand):
    help = (
        "Adds those of the seventeen provinces that are not there: a company states its own, whether"
        " a zone lies in it or not. What is there stays as it is."
    )

    @transaction.atomic
    def handle(self, **options):
        there = set(Province.objects.values_list("code", flat=True))
        provinces = json.loads(PROVINCES.read_text(encoding="utf-8"))
        missing = [row for row in provinces if row["code"] not in there]
        Province.objects.bulk_create(Province(**row) for row in missing)
        if options["verbosity"]:
            self.stdout.write(f"Provinces are there; added now: {len(missing)}.")
