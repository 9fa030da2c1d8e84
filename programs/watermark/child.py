"""The process that looks into one document: stdin is the file, stdout what was asked, the status
says why not."""

import json
import sys
from pathlib import Path

from PIL import Image

from programs.bare_process.child import drop_rights, end_with_parent, leave, set_limits
from programs.extraction.reasons import STATUSES, Unreadable
from programs.pictures.child import as_webp
from programs.watermark import HEADER
from programs.watermark.drawing import document_in
from programs.watermark.fonts import HangulFont
from programs.watermark.mark import burnt_into

# In the Hangul and Latin of the portal's papers; it is read before no file can be opened any more
FONT = (
    Path(__file__).resolve().parent.parent.parent / "templates/pdf/fonts/PretendardGOV-Regular.otf"
)


def main() -> None:
    seconds, memory_bytes = map(int, sys.argv[1:3])
    what, content_type, *told = sys.argv[3:]
    font = FONT.read_bytes()
    Image.preinit()  # no file can be opened later, neither a module nor a codec
    "".encode("utf-16-le")
    drop_rights()
    end_with_parent()
    set_limits(seconds=seconds, memory_bytes=memory_bytes)
    try:
        hangul = HangulFont(font)  # noqa: F841 it must live on
        document = document_in(sys.stdin.buffer, content_type)
        if what == "read":
            first, most, letters = map(int, told)
            answer = json.dumps(document.read(first, most, letters)).encode()
        else:
            number, width, mark = int(told[0]), int(told[1]), bytes.fromhex(told[2]).decode()
            picture = burnt_into(document.draw(number, width), mark, font=font)
            answer = HEADER.pack(*picture.size) + as_webp(picture)
    except Unreadable as refusal:
        leave(STATUSES[refusal.reason])
    except (MemoryError, RecursionError):
        leave(STATUSES["too_large"])
    except Exception:  # damaged files make their readers raise errors of a dozen kinds
        leave(STATUSES["damaged"])
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()
    leave(0)
