import re
from argparse import ArgumentTypeError
from datetime import timedelta
from itertools import chain
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Q, QuerySet

from programs.actions.clock import database_now
from programs.models import Call
from programs.queries.received import faults_of_applications, faults_of_contents
from programs.queries.seal import (
    calls_ever_sealed,
    calls_to_seal,
    faults_of_documents,
    faults_of_seal,
    faults_of_seals,
    faults_of_submissions,
)

SEALED_WITHIN = timedelta(minutes=10)  # the worker seals each minute
ROOT = re.compile(r"([^:]+):([0-9a-fA-F]{64})")


def published_root(text: str) -> tuple[str, str]:
    found = ROOT.fullmatch(text)
    if not found:
        raise ArgumentTypeError("CODE:ROOT, with 64 letters from 0 to 9 and a to f")
    return found[1], found[2].lower()


class Command(BaseCommand):
    help = (
        "Checks the seals of calls, the receipts in them, and applications, companies and files "
        "beside them, against what is stored now; names ended calls without a seal."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("codes", nargs="*", help="codes of calls; all that are sealed if none")
        parser.add_argument(
            "--files", action="store_true", help="also read every submitted file and compare it"
        )
        parser.add_argument(
            "--root",
            action="append",
            default=[],
            type=published_root,
            metavar="CODE:ROOT",
            dest="roots",
            help="a root as it was once published, which the call's seal must have",
        )

    def handle(
        self,
        *args: Any,
        codes: list[str],
        files: bool,
        roots: list[tuple[str, str]],
        **options: Any,
    ) -> None:
        calls = self._calls({*codes}, published={code for code, _root in roots})
        broken = [
            call.code
            for call in calls
            if not self._holds(
                call,
                with_files=files,
                published=[root for code, root in roots if code == call.code],
            )
        ]
        for call in self._bare({*codes}):
            self.stderr.write(f"{call.code}: ended at {call.ended_at:%Y-%m-%d %H:%M}Z, has no seal")
            broken.append(call.code)
        if broken := sorted(set(broken)):
            raise CommandError(f"broken: {', '.join(broken)}")

    def _calls(self, codes: set[str], *, published: set[str]) -> list[Call]:
        """A call whose root was published is looked at, sealed or not."""
        sealed = calls_ever_sealed()
        chosen = sealed.filter(code__in=codes) if codes else sealed
        is_chosen = Q(pk__in=chosen.values("pk")) | Q(code__in=published)
        calls = list(Call.objects.filter(is_chosen).order_by("code"))
        known = {call.code for call in (*calls, *self._bare(codes))}
        if unknown := (codes | published) - known:
            raise CommandError(f"no sealed call has the code {', '.join(sorted(unknown))}")
        return calls

    def _bare(self, codes: set[str]) -> QuerySet[Call]:
        """Calls that have ended and were never sealed."""
        bare = calls_to_seal(database_now() - SEALED_WITHIN)
        return bare.filter(code__in=codes) if codes else bare

    def _holds(self, call: Call, *, with_files: bool, published: list[str]) -> bool:
        faults = list(faults_of_seals(call, published=published))
        for seal in call.seals.order_by("number"):
            seal.call = call
            found = list(faults_of_seal(seal))
            self.stdout.write(
                f"{call.code} seal {seal.number}: {'broken' if found else 'holds'}, "
                f"{seal.count} submissions, root {seal.root}"
            )
            faults += found
        faults += chain(
            faults_of_submissions(call), faults_of_contents(call), faults_of_applications(call)
        )
        if with_files:
            faults += faults_of_documents(call)
        for fault in faults:
            self.stderr.write(f"{call.code}: {fault}")
        return not faults
