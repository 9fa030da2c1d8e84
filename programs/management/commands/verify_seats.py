from django.core.management.base import BaseCommand, CommandError

from programs.queries.registration import miscounted_briefings


class Command(BaseCommand):
    help = "Compares the counters of seats with the registrations; says which briefings differ."

    def handle(self, **options):
        found = list(miscounted_briefings())
        for briefing in found:
            self.stderr.write(f"{briefing.pk}: {briefing.seats_taken} + {briefing.online_taken}")
        if found:
            raise CommandError(f"{len(found)} briefings are counted wrongly.")
        if options["verbosity"]:
            self.stdout.write("All seats are counted rightly.")
