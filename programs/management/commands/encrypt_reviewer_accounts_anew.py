from django.core.management import BaseCommand, CommandError

from portal.common.encryption import Unreadable
from programs.actions.reviewer import encrypt_reviewer_accounts_anew


class Command(BaseCommand):
    help = (
        "Puts every bank account of a reviewer under the first of ENCRYPTION_KEYS; then older keys "
        "can go."
    )

    def handle(self, **options):
        try:
            count = encrypt_reviewer_accounts_anew()
        except Unreadable:
            raise CommandError("An account opens with none of ENCRYPTION_KEYS.") from None
        if options["verbosity"]:
            self.stdout.write(f"Bank accounts of reviewers under the first key: {count}.")
