"""Pages that stand alone, in both languages at once: what people see while the portal cannot answer.

They need no request, no session and no database, and say the same to everybody.
"""

import base64
import functools
import hashlib
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.templatetags.static import static

STYLES = Path(__file__).resolve().parent.parent / "static" / "portal" / "standalone.css"
# What the page without a connection consists of, beside itself; faces of the font are those that the
# browser still has from other pages
OFFLINE_PARTS = (
    "portal/standalone.css",
    "portal/fonts.css",
    "portal/offline.js",
)


def offline_page() -> str:
    """What a browser shows where its line is gone (templates/service_worker.js)."""
    return render_to_string("offline.html", dict(settings.OPERATOR))


def offline_parts() -> list[str]:
    """Addresses of what the page loads; their names change with their content."""
    return [static(name) for name in OFFLINE_PARTS]


def service_worker() -> str:
    """The script of the browser that keeps the page without a connection, and nothing else. It
    changes with whatever it keeps, by which browsers see that there is a new one."""
    if not settings.SERVICE_WORKER:
        return render_to_string("service_worker_off.js")
    return _made_of(tuple(settings.OPERATOR.items()), tuple(offline_parts()))


@functools.lru_cache(maxsize=1)
def _made_of(_operator: tuple[Any, ...], parts: tuple[str, ...]) -> str:
    """Once a process, as browsers ask at each page that they open."""
    told = repr([offline_page(), parts])
    version = hashlib.blake2b(told.encode(), digest_size=8).hexdigest()
    return render_to_string("service_worker.js", {"version": version, "parts": parts})


def maintenance_page(until: datetime | None = None) -> str:
    """The page of a portal that is down, whole in one file; `until` is when it should be back."""
    styles = STYLES.read_text("utf-8")
    return render_to_string(
        "maintenance.html",
        {**settings.OPERATOR, "until": until, "styles": styles, "policy": _policy(styles)},
    )


def _policy(styles: str) -> str:
    """Nothing but these styles: nginx gives the page without the policy of the portal."""
    digest = base64.b64encode(hashlib.sha256(styles.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
