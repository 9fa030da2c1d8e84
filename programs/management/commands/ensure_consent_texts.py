import json
from pathlib import Path

from django.core.management import BaseCommand
from django.db import transaction
from django.utils import timezone

from programs.models import ConsentText

TEXTS = Path(__file__).parents[2] / "consent_texts.json"


class Command(BaseCommand):
    help = (
        "Publishes a first text for each consent that has none, in force from today: examples in"
        " the form that the law asks for, to be replaced by the foundation's own in the admin."
    )

    @transaction.atomic
    def handle(self, **options):
        there = set(ConsentText.objects.values_list("topic", flat=True))
        texts = json.loads(TEXTS.read_text(encoding="utf-8"))
        missing = [text for text in texts if text["topic"] not in there]
        today = timezone.localdate()
        ConsentText.objects.bulk_create(
            ConsentText(version=1, applies_from=today, **text) for text in missing
        )
        if options["verbosity"]:
            self.stdout.write(f"Texts of consents are there; published now: {len(missing)}.")
