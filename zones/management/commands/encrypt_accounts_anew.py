from django.core.management import BaseCommand, CommandError

from portal.common.encryption import Unreadable
from zones.actions.bank_account import encrypt_accounts_anew


class Command(BaseCommand):
    help = "Puts every bank account under the first of ENCRYPTION_KEYS; then older keys can go."

    def handle(self, **options):
        try:
            count = encrypt_accounts_anew()
        except Unreadable:
            raise CommandError("An account opens with none of ENCRYPTION_KEYS.") from None
        self.stdout.write(f"Bank accounts under the first key: {count}.")
