from django.core.management import BaseCommand

from portal.accounts.models import User
from programs.demo.content import read


class Command(BaseCommand):
    help = "Prints the sign-ins of the demonstration."

    def handle(self, **options):
        content = read("people")
        there = set(
            User.objects.values_list("email", flat=True).filter(email__endswith="@example.kr")
        )
        rows = [
            (person["email"], person["role"], content["password"])
            for person in content["people"]
            if person["email"] in there
        ]
        if not rows:
            self.stdout.write("No sign-ins: the demonstration is not loaded (manage.py load_demo).")
            return
        self.stdout.write("Sign-ins of the demonstration; examples, not for public use:")
        table = [("address", "role", "password"), *rows]
        widths = [max(len(row[column]) for row in table) for column in range(3)]
        for row in table:
            cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            self.stdout.write(f"  {'  '.join(cells)}".rstrip())
