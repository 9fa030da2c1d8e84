"""A worker in a process of its own."""

import os
import subprocess
import sys

from django.conf import settings

from portal.postgres import APPLICATION_ROLE
from tests.races import database_url


def worker(*options: str) -> subprocess.Popen:
    """As script/server starts it, with this test's database and files; its mails go nowhere."""
    environment = {
        **os.environ,
        "DATABASE_URL": database_url(user=APPLICATION_ROLE),
        "MEDIA_ROOT": str(settings.MEDIA_ROOT),
        "EMAIL_URL": "dummy:",
    }
    command = [sys.executable, "manage.py", "procrastinate", "worker", *options]
    return subprocess.Popen(
        command,
        cwd=settings.BASE_DIR,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
