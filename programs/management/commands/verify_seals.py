from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from programs.actions.clock import database_now
from programs.models import Call
from programs.queries.seal import (
    calls_to_seal,
    faults_of_documents,
    faults_of_seal,
    faults_of_submissions,
)

SEALED_WITHIN = timedelta(minutes=10)  # the worker seals each minute


class Command(BaseCommand):
    help = "Checks the seals of calls, and the receipts in them, against what is stored now; names ended calls without a seal."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("codes", nargs="*", help="codes of calls; all that are sealed if none")
        parser.add_argument(
            "--files", action="store_true", help="also read every submitted file and compare it"
        )

    def handle(self, *args: Any, codes: list[str], files: bool, **options: Any) -> None:
        calls = Call.objects.filter(seals__isnull=False).distinct().order_by("code")
        bare = calls_to_seal(database_now() - SEALED_WITHIN)
        if codes:
            calls, bare = calls.filter(code__in=codes), bare.filter(code__in=codes)
            known = [call.code for found in (calls, bare) for call in found]
            if unknown := set(codes) - set(known):
                raise CommandError(f"no sealed call has the code {', '.join(sorted(unknown))}")
        broken = {call.code for call in calls if not self._holds(call, with_files=files)}
        for call in bare:
            self.stderr.write(f"{call.code}: ended at {call.ended_at:%Y-%m-%d %H:%M}Z, has no seal")
            broken.add(call.code)
        if broken:
            raise CommandError(f"broken: {', '.join(sorted(broken))}")

    def _holds(self, call: Call, *, with_files: bool) -> bool:
        faults = []
        for seal in call.seals.order_by("number"):
            seal.call = call
            found = list(faults_of_seal(seal))
            self.stdout.write(
                f"{call.code} seal {seal.number}: {'broken' if found else 'holds'}, "
                f"{seal.count} submissions, root {seal.root}"
            )
            faults += found
        faults += faults_of_submissions(call)
        if with_files:
            faults += faults_of_documents(call)
        for fault in faults:
            self.stderr.write(f"{call.code}: {fault}")
        return not faults
