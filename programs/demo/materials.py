import hashlib

import typst
from django.core.files.base import ContentFile

from portal.accounts.models import User
from programs.demo.content import read
from programs.models import Briefing, BriefingEvent, Material

EXAMPLE_PDF = """
#set document(title: "Example")
#set text(lang: "en")
= Example slides

Invented for the demonstration of the portal.
"""


def load_materials() -> None:
    """A briefing that has materials keeps them as they are."""
    for row in read("materials"):
        briefing = Briefing.objects.get(title_ko=row.pop("briefing"))
        if briefing.materials.exists():
            continue
        uploader = User.objects.get(email=row.pop("uploader"))
        data = typst.compile(EXAMPLE_PDF.encode())
        material = Material.objects.create(
            briefing=briefing,
            file=ContentFile(data, name="slides.pdf"),
            content_type="application/pdf",
            size=len(data),
            sha256=hashlib.sha256(data).hexdigest(),
            uploaded_by=uploader,
            **row,
        )
        BriefingEvent.objects.create(
            briefing=briefing, actor=uploader, verb="attach", reason=material.name
        )
