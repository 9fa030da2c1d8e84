"""Refused to a file: an attachment, an upload, a document, a kept certificate."""

from programs.actions.errors.refused import Refused


class NothingWithheld(Refused):
    """No file with this digest is withheld by the virus check."""


class OwnFile(Refused):
    """Nobody releases a file of a company or an agency that they belong to."""


class TooManyAttachments(Refused):
    """A call has as many attachments as it may have; `most` says how many."""

    def __init__(self, most: int) -> None:
        super().__init__(f"at most {most} attachments")
        self.most = most


class TooManyMaterials(Refused):
    """A session has as many materials as it may have; `most` says how many."""

    def __init__(self, most: int) -> None:
        super().__init__(f"at most {most} materials")
        self.most = most


class TooManyUploads(Refused):
    """A person has as many files under way as one may; `most` says how many."""

    def __init__(self, most: int) -> None:
        super().__init__(f"at most {most} uploads at once")
        self.most = most


class NoRoom(Refused):
    """An application keeps as many bytes of files as it may; `most` says how many."""

    def __init__(self, most: int) -> None:
        super().__init__(f"at most {most} bytes")
        self.most = most


class PartTooSmall(Refused):
    """Too many parts of a file were smaller than they need be."""


class UploadElsewhere(Refused):
    """A part does not begin where the file has come to, or is too long; `offset` says where."""

    def __init__(self, offset: int) -> None:
        super().__init__(f"{offset} bytes have come")
        self.offset = offset


class UploadDamaged(Refused):
    """What was stored is not what had come; the file has to be sent anew."""


class PlaceChanged(Refused):
    """Another file stands in the place than the person saw there."""


class FileGone(Refused):
    """A former file cannot be put back: it is kept no more, unsafe, or not asked for any more. Or
    one that is to be changed was removed meanwhile."""


class TooManyKept(Refused):
    """A company keeps as many certificates as one may; `most` says how many."""

    def __init__(self, most: int) -> None:
        super().__init__(f"at most {most} kept")
        self.most = most


class NotReusable(Refused):
    """The call does not take a kept certificate here, or this one is too old or not valid."""
