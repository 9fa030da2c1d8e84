from django.core.management import BaseCommand
from django.db import transaction

from zones.models import Province
from zones.provinces import PROVINCES


class Command(BaseCommand):
    help = (
        "Adds those of the seventeen provinces that are not there: a company states its own, whether"
        " a zone lies in it or not. What is there stays as it is."
    )

    @transaction.atomic
    def handle(self, **options):
        there = set(Province.objects.values_list("code", flat=True))
        missing = [row for row in PROVINCES if row["code"] not in there]
        Province.objects.bulk_create(Province(**row) for row in missing)
        if options["verbosity"]:
            self.stdout.write(f"Provinces are there; added now: {len(missing)}.")
