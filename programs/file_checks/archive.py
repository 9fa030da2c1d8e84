"""The structure of a zip: nothing lies, nothing overlaps, nothing grows without end.

Reads its directory and counts what comes out of each member; never holds more than a piece of it.
"""

import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from programs import file_kinds as kinds
from programs.file_checks.content import (
    MOST_DIRECTORY_BYTES,
    ZIP64_BYTES,
    ZIP64_SIGNATURE,
    ZIP_END_BYTES,
    ZIP_END_SIGNATURE,
)
from programs.file_checks.refusals import refusal

MEGABYTE = 1024 * 1024
MOST_MEMBERS = 2000
MOST_UNPACKED_BYTES = (
    200 * MEGABYTE
)  # of all members together, those of inner files too; more of large files
MOST_MARKUP_BYTES = 2 * MEGABYTE  # of XML that is parsed here: types and links of office files
MOST_RATIO = 100  # of a member that unpacks to more than a megabyte
LONGEST_NAME = 240  # bytes
DEEPEST_FOLDER = 12
END_RECORD = struct.Struct("<4s4H2LH")
LOCAL_HEADER = struct.Struct("<4s5H3L2H")


@dataclass
class Allowance:
    """What may still be unpacked, shared with the files inside of a file."""

    unpacked_bytes: int = MOST_UNPACKED_BYTES
    members: int = MOST_MEMBERS
    markup_bytes: int = MOST_MARKUP_BYTES

    def take(self, count: int) -> None:
        self.unpacked_bytes -= count
        if self.unpacked_bytes < 0:
            raise refusal("bomb")

    def take_markup(self, count: int) -> None:
        self.markup_bytes -= count
        if self.markup_bytes < 0:
            raise refusal("bomb")

    def take_members(self, count: int) -> None:
        self.members -= count
        if self.members < 0:
            raise refusal("too_many")


@dataclass(frozen=True)
class Member:
    """One file in a zip, and where its packed bytes lie."""

    name: str
    info: zipfile.ZipInfo
    starts_at: int

    @property
    def ends_at(self) -> int:
        return self.starts_at + self.info.compress_size


def members_of(file: Any, *, allowance: Allowance) -> list[Member]:
    """The files in a zip, without its folders, in the order of their bytes.

    Raises ValidationError where directory and headers do not agree, names lead outside, or what
    they promise is too much.
    """
    directory_at, infos = _directory(file, allowance=allowance)
    names = [kinds.member_name(info) for info in infos]
    for name, info in zip(names, infos, strict=True):
        _check_name(name, info)
        _check_name(info.orig_filename, info)  # what others may read it as
        _check_promise(info)
    folded = [unicodedata.normalize("NFKC", name).casefold().rstrip("/") for name in names]
    if len(set(folded)) < len(folded):
        raise refusal("damaged")
    if sum(info.file_size for info in infos) > allowance.unpacked_bytes:
        raise refusal("bomb")
    members = [
        Member(name, info, _start_of(file, info)) for name, info in zip(names, infos, strict=True)
    ]
    members.sort(key=lambda member: member.info.header_offset)
    _check_places(members, directory_at)
    return [member for member in members if not member.info.is_dir()]


def _directory(file: Any, *, allowance: Allowance) -> tuple[int, list[zipfile.ZipInfo]]:
    """Where the directory begins, and its entries; it must fill the space up to the end record."""
    size = file.seek(0, 2)
    tail_at = max(0, size - ZIP_END_BYTES)
    file.seek(tail_at)
    tail = file.read(ZIP_END_BYTES)
    at = tail.rfind(ZIP_END_SIGNATURE)
    # Sizes beyond four bytes stand in another record, which no upload of ours needs
    is_large = tail[max(at - ZIP64_BYTES, 0) :].startswith(ZIP64_SIGNATURE)
    if at < 0 or is_large or at + END_RECORD.size > len(tail):
        raise refusal("damaged")
    _signature, disk, first_disk, here, count, length, offset, comment = END_RECORD.unpack_from(
        tail, at
    )
    if (disk, first_disk, here) != (0, 0, count) or at + END_RECORD.size + comment != len(tail):
        raise refusal("damaged")
    if offset + length != tail_at + at or length > MOST_DIRECTORY_BYTES:
        raise refusal("damaged")
    allowance.take_members(count)
    try:
        infos = zipfile.ZipFile(file).infolist()
    except Exception as error:  # a damaged archive makes zipfile raise errors of a dozen kinds
        raise refusal("damaged") from error
    if not infos or len(infos) != count:
        raise refusal("damaged")
    return offset, infos


def _check_name(name: str, info: zipfile.ZipInfo) -> None:
    """Below the folder into which it is unpacked, on every system; no link, no device."""
    kind = stat.S_IFMT(info.external_attr >> 16)
    parts = name.removesuffix("/").split("/")
    if (
        not name.isprintable()
        or any(letter in name for letter in '\\:*?"<>|')
        or any(part in ("", ".", "..") or part.endswith((" ", ".")) for part in parts)
        or len(parts) > DEEPEST_FOLDER
        or len(name.encode()) > LONGEST_NAME
        or kind not in (0, stat.S_IFREG, stat.S_IFDIR)
        or info.is_dir() != name.endswith("/")
    ):
        raise refusal("unsafe_name", member=name)


def _check_promise(info: zipfile.ZipInfo) -> None:
    if info.flag_bits & kinds.ENCRYPTED:
        raise refusal("encrypted")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise refusal("damaged")
    if info.is_dir() and info.file_size:
        raise refusal("damaged")
    if info.file_size > max(MEGABYTE, info.compress_size * MOST_RATIO):
        raise refusal("bomb")
    if info.compress_type == zipfile.ZIP_STORED and info.file_size != info.compress_size:
        raise refusal("damaged")


def _start_of(file: Any, info: zipfile.ZipInfo) -> int:
    """Behind its local header, which must say the same as the directory."""
    file.seek(info.header_offset)
    header = file.read(LOCAL_HEADER.size)
    if len(header) < LOCAL_HEADER.size:
        raise refusal("damaged")
    signature, _v, flags, method, *_rest, name_length, extra_length = LOCAL_HEADER.unpack(header)
    name = file.read(name_length)
    codec = "utf-8" if info.flag_bits & kinds.UTF8_NAME else "cp437"
    if (
        signature != kinds.ZIP_SIGNATURE
        or method != info.compress_type
        or flags & kinds.ENCRYPTED
        or name != info.orig_filename.encode(codec, "replace")
    ):
        raise refusal("damaged")
    return info.header_offset + LOCAL_HEADER.size + name_length + extra_length


def _check_places(members: list[Member], directory_at: int) -> None:
    """The first stands at the start of the file, none reaches into the next."""
    starts = [member.info.header_offset for member in members] + [directory_at]
    ends = [member.ends_at for member in members]
    if starts[0] != 0 or any(end > start for end, start in zip(ends, starts[1:], strict=True)):
        raise refusal("damaged")


def unpacked(file: Any, member: Member, *, allowance: Allowance) -> Iterator[bytes]:
    """The content of a member, piece by piece, counted against what its header says.

    Raises ValidationError as soon as it is more, and at the end where it is not the same.
    """
    size = checksum = 0
    for piece in _inflated(file, member):
        size += len(piece)
        allowance.take(len(piece))
        if size > member.info.file_size:
            raise refusal("bomb")
        checksum = zlib.crc32(piece, checksum)
        yield piece
    if (size, checksum) != (member.info.file_size, member.info.CRC):
        raise refusal("damaged")


def _inflated(file: Any, member: Member) -> Iterator[bytes]:
    if member.info.compress_type == zipfile.ZIP_STORED:
        yield from _packed(file, member)
        return
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for piece in _packed(file, member):
            while piece:
                yield inflate.decompress(piece, kinds.CHUNK)
                piece = inflate.unconsumed_tail
        while not inflate.eof and (rest := inflate.decompress(b"", kinds.CHUNK)):
            yield rest
    except zlib.error as error:
        raise refusal("damaged") from error
    if not inflate.eof or inflate.unused_data:
        raise refusal("damaged")


def _packed(file: Any, member: Member) -> Iterator[bytes]:
    at = member.starts_at
    while at < member.ends_at:
        file.seek(at)
        piece = file.read(min(kinds.CHUNK, member.ends_at - at))
        if not piece:
            raise refusal("damaged")
        at += len(piece)
        yield piece
