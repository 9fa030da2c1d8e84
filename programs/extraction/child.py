"""The process that reads one file: stdin is the file, stdout its text, the status says why not."""

import sys

from programs.bare_process.child import drop_rights, end_with_parent, leave, set_limits
from programs.extraction.documents import read_document
from programs.extraction.reasons import STATUSES, Unreadable
from programs.extraction.text import Text

CODECS = ("cp437", "cp949", "utf-8-sig", "utf-16-le", "utf-16")


def main() -> None:
    content_type, *numbers = sys.argv[1:]
    seconds, memory_bytes, letters = map(int, numbers)
    for codec in CODECS:  # no file can be opened later, not even a module
        "".encode(codec)
    drop_rights()
    end_with_parent()
    set_limits(seconds=seconds, memory_bytes=memory_bytes)
    text = Text(letters)
    try:
        read_document(sys.stdin.buffer, content_type, text)
        answer = text.answer()
    except Unreadable as refusal:
        leave(STATUSES[refusal.reason])
    except (MemoryError, RecursionError):
        leave(STATUSES["too_large"])
    except Exception:  # damaged files make their readers raise errors of a dozen kinds
        leave(STATUSES["damaged"])
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()
    leave(0)
