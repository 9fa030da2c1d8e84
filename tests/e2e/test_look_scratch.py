import os
from pathlib import Path

import pytest


@pytest.mark.parametrize("language", os.environ.get("LOOK_LANG", "ko").split(","))
@pytest.mark.parametrize(
    "width", [int(w) for w in os.environ.get("LOOK_WIDTH", "1280,360").split(",")]
)
def test_look(stage, open_browser, language, width):
    out = Path("/tmp/e2elook") / f"{language}-{width}"
    out.mkdir(parents=True, exist_ok=True)
    only = os.environ.get("LOOK_ONLY", "")
    for email, paths in stage.pages.items():
        page = open_browser(email, language=language, width=width)
        for path in paths:
            if only and not any(o in path for o in only.split(",")):
                continue
            page.goto(path)
            name = (email.split("@")[0] or "public") + path.replace("/", "_").replace("?", "-")[:60]
            page.screenshot(path=out / f"{name}.png", full_page=True)
