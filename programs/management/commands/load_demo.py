from django.core.management import BaseCommand, call_command
from django.db import transaction
from django.utils import timezone

from programs.demo.agencies import load_agencies
from programs.demo.applications import load_applications
from programs.demo.briefings import load_briefings
from programs.demo.calls import give_reasons, load_calls
from programs.demo.form_templates import load_form_templates
from programs.demo.materials import load_materials
from programs.demo.people import load_people
from programs.demo.programs import load_programs
from programs.demo.reviews import load_reviews
from programs.demo.sessions import load_sessions
from programs.demo.stories import load_stories
from programs.demo.voices import load_voices
from programs.demo.zones import load_zones
from programs.models import Call

LANDMARK = "example-gimhae-growth"


class Command(BaseCommand):
    help = "Loads the demonstration: zones and calls of 2020, and examples around today."

    def add_arguments(self, parser):
        parser.add_argument(
            "--once", action="store_true", help="do nothing where the demonstration is loaded"
        )

    def handle(self, *, once, **options):
        if once and Call.objects.filter(code=LANDMARK).exists():
            self.stdout.write("The demonstration is loaded already.")
            return
        load()
        self.stdout.write("The demonstration is loaded.")


@transaction.atomic
def load() -> None:
    today = timezone.localdate()
    call_command("ensure_groups", verbosity=0)
    call_command("ensure_provinces", verbosity=0)
    call_command("ensure_consent_texts", verbosity=0)
    load_zones()
    load_agencies()
    load_people()
    load_programs(today)
    load_calls(today)
    load_briefings(today)
    load_materials()
    load_stories(today)
    give_reasons()
    load_form_templates()
    load_applications(today)
    load_reviews(today)
    load_sessions(today)
    load_voices(today)
