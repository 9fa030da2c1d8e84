from django.core.management import BaseCommand, CommandError
from django.db import DatabaseError, transaction

from portal.common.database_rights import give_rights, is_owner, make_role, role_is_there
from portal.postgres import APPLICATION_ROLE


class Command(BaseCommand):
    help = (
        f"Gives the database role {APPLICATION_ROLE}, as which the portal runs, exactly the rights "
        "that it needs. After each migrate, as the role that owns the tables."
    )

    def handle(self, **options):
        if not is_owner():
            raise CommandError("Run this as the role that owns the tables, as migrate.")
        if not role_is_there():
            try:
                make_role()
            except DatabaseError as error:
                raise CommandError(
                    f"There is no role {APPLICATION_ROLE}, and it could not be made: {error}"
                    f"Make it as an administrator: createuser {APPLICATION_ROLE} --pwprompt"
                ) from error
        with transaction.atomic():
            give_rights()
        if options["verbosity"]:
            self.stdout.write(f"The rights of {APPLICATION_ROLE} are up to date.")
