"""Brings the parts of KRDS and Pretendard GOV that the portal uses into portal/static/krds/.

    npm pack krds-uiux@1.1.0 && npm pack pretendard-gov@1.3.9
    python vendor_krds.py krds-uiux-1.1.0.tgz pretendard-gov-1.3.9.tgz portal/static/krds

From KRDS: the design tokens unchanged; of `output.css` those rules whose selectors name only classes in KEEP
(the light mode only, without the script-driven components); the icons that these rules name.
From Pretendard GOV: three weights as woff2, and the licence.
"""

import re
import sys
import tarfile
from pathlib import Path

KEEP = re.compile(
    r"""^(
      svg-icon|sr-only
    | ico-(angle|all|arrow|calendar|call|close|complete|delete|download|email|error|faq|file|filter|global|go
        |help|information|login|logout|more|my|plus|print|reset|sch|setting|success|upload|join|home|down)(-fill)?|underline|hidden-underline
    | krds-btn|xsmall|small|medium|large|xlarge|primary|secondary|tertiary|text|link|icon|basic|pure|border|disabled
    | up|down|left|right|fill
    | krds-table-wrap|tbl|col|row|data
    | krds-info-list|decimal|dash|hollow|ordered|num
    | krds-pagination|page-navi|page-links|page-link|link-dot|prev|next|active
    | krds-badge|krds-badge-wrap|number|outline-.*|bg-.*
    | krds-tag-wrap|krds-btn-tag|tag-link
    | fieldset|form-group|form-tit|form-conts|form-hint|form-hint-.*|form-label
    | krds-input|krds-form-select|is-error|is-success|is-information|completed|textarea-wrap
    )$""",
    re.VERBOSE,
)
# KRDS hides these and draws its own in script-driven markup; ours are native
HIDDEN = {"hr", "legend", "caption", "input[type=radio]", "input[type=checkbox]"}
KRDS_FILES = "package/resources"
WEIGHTS = ("Regular", "Medium", "Bold")


def blocks(css):
    """Yields (prelude, body) of each top-level rule; a statement without body has None."""
    start = depth = opened = 0
    for i, c in enumerate(css):
        if c == "{":
            if depth == 0:
                opened = i
            depth += 1
        elif c == "}":
            depth -= 1
            if depth == 0:
                yield css[start:opened].strip(), css[opened + 1 : i]
                start = i + 1
        elif c == ";" and depth == 0:
            yield css[start:i].strip(), None
            start = i + 1


def split_selectors(prelude):
    return [s.strip() for s in re.split(r",(?![^(]*\))", prelude)]


def wanted(selector):
    if "data-krds-mode" in selector or "#" in selector:
        return False
    names = re.findall(r"\.([A-Za-z_][\w-]*)", selector)
    return all(KEEP.match(n) for n in names)


def prune(css):
    out = []
    for prelude, body in blocks(css):
        if body is None:
            continue
        if prelude.startswith(("@media", "@supports")):
            inner = prune(body)
            if inner:
                out.append(f"{prelude} {{\n{inner}\n}}")
        elif prelude.startswith("@"):
            continue
        else:
            kept = [s for s in split_selectors(prelude) if wanted(s)]
            if "clip: rect" in body:
                kept = [s for s in kept if s not in HIDDEN]
            declarations = "; ".join(d for d in (x.strip() for x in body.split(";")) if d)
            if kept and declarations:
                out.append(f"{', '.join(kept)} {{ {declarations} }}")
    return "\n".join(out)


def main(krds_tgz, font_tgz, target):
    target = Path(target)
    with tarfile.open(krds_tgz) as krds:

        def read(path):
            return krds.extractfile(f"{KRDS_FILES}/{path}").read()

        css = read("css/component/output.css").decode()
        css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
        css = css.replace('@charset "UTF-8";', "")
        pruned = prune(css)
        note = "/* krds-uiux 1.1.0, css/component/output.css, reduced by script/vendor_krds.py: do not edit */"
        put(target / "css/component/output.css", f'@charset "UTF-8";\n{note}\n{pruned}\n'.encode())
        put(target / "css/token/krds_tokens.css", read("css/token/krds_tokens.css"))
        for name in sorted(set(re.findall(r"url\(\.\./\.\./(img/[^)]+)\)", pruned))):
            put(target / name, read(name))
    with tarfile.open(font_tgz) as fonts:
        for weight in WEIGHTS:
            path = f"package/dist/web/static/woff2-subset/PretendardGOV-{weight}.subset.woff2"
            put(target / f"fonts/{Path(path).name}", fonts.extractfile(path).read())
        put(target / "fonts/LICENSE.txt", fonts.extractfile("package/dist/LICENSE.txt").read())


def put(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


if __name__ == "__main__":
    main(*sys.argv[1:])
