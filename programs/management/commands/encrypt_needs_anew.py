from django.core.management import BaseCommand, CommandError

from portal.common.encryption import Unreadable
from programs.actions.needs import seal_needs_anew


class Command(BaseCommand):
    help = (
        "Puts every accessibility need under the first of ENCRYPTION_KEYS; then older keys can go."
    )

    def handle(self, **options):
        try:
            count = seal_needs_anew()
        except Unreadable:
            raise CommandError("A need opens with none of ENCRYPTION_KEYS.") from None
        if options["verbosity"]:
            self.stdout.write(f"Accessibility needs under the first key: {count}.")
