from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from programs.models import Ranking
from programs.queries.ranking_check import faults_of_ranking


class Command(BaseCommand):
    help = (
        "Works every frozen ranking out again from its score sheets and points, and checks digest, "
        "signature, root, stored lines and draws."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "codes", nargs="*", help="codes of calls; all that have rankings if none"
        )

    def handle(self, *, codes: list[str], verbosity: int, **options: object) -> None:
        rankings = Ranking.objects.select_related("panel__call").order_by("panel", "number")
        if codes:
            rankings = rankings.filter(panel__call__code__in=codes)
        broken = 0
        for ranking in rankings.iterator(chunk_size=50):
            faults = list(faults_of_ranking(ranking))
            broken += bool(faults)
            name = f"{ranking.panel.call.code} {ranking.panel.name} version {ranking.number}"
            if verbosity:
                self.stdout.write(f"{name}: {'broken' if faults else 'holds'}, {ranking.sha256}")
            for fault in faults:
                self.stderr.write(f"{name}: {fault}")
        if broken:
            raise CommandError(f"{broken} rankings are broken")
