"""The files of a case: taken once it is recorded what they are, and given again.

`complaint.attachment_added` says what a file is; the file is taken only if it is that
one. So its digest stands in the record, and its bytes can be proved at any later time.
"""

import io
import json
from dataclasses import dataclass
from hashlib import sha256
from threading import BoundedSemaphore
from typing import Any, NoReturn

from PIL import Image

from api.vault import CaseVault
from domain.complaint import Attachment, Complaint
from domain.complaint_side_ways import AttachmentAdded, MediaType
from domain.refusals import InvalidField, NoSuchFile
from domain.sealing import Place
from storage.files import Files

MOST_PIXELS = 25_000_000
"""A picture may say of itself that it is larger than any memory."""
SMALL = (480, 480)
_AT_ONCE = BoundedSemaphore(2)
"""A picture of two megabytes may take a hundred of memory while it is drawn."""
_BEGINS = {
    "application/pdf": b"%PDF-",
    "image/jpeg": b"\xff\xd8\xff",
    "image/png": b"\x89PNG\r\n\x1a\n",
}
_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG"}


@dataclass(frozen=True, slots=True)
class Attached:
    """One file of a case; `number` counts from 1 in the order of the record."""

    number: int
    name: str
    media_type: MediaType
    size: int
    digest: bytes
    by_reporter: bool
    is_kept: bool
    """It was sent, and not only announced."""

    @property
    def is_picture(self) -> bool:
        return self.media_type in _FORMATS


def media_type_of(content: bytes) -> MediaType | None:
    """By its first bytes; None for what is not taken."""
    for media_type, begins in _BEGINS.items():
        if content.startswith(begins):
            return media_type  # type: ignore[return-value]
    return None


def announced(content: bytes, name: str) -> dict[str, Any]:
    """The body of `attach` for a file. Raises `InvalidField`."""
    if not content:
        _refuse("is needed")
    if (media_type := media_type_of(content)) is None:
        _refuse("is no PDF, JPEG or PNG; choose one that is.")
    digest = sha256(content).hexdigest()
    return {
        "name": name,
        "media_type": media_type,
        "size": len(content),
        "sha256": digest,
    }


class Attachments:
    def __init__(self, vault: CaseVault, files: Files):
        self._vault = vault
        self._files = files

    def of(self, case: Complaint) -> list[Attached]:
        """In the order of the record; none where the case's texts were erased."""
        texts = self._vault.open([one.file for one in case.attachments])
        told = zip(case.attachments, texts, strict=True)
        return [self._told(case, one, json.loads(text)) for one, text in told if text]

    def one(self, case: Complaint, number: int, *, reporters: bool = False) -> Attached:
        """Raises `NoSuchFile` where there is none, or none of the reporter's."""
        for attached in self.of(case):
            if attached.number == number and (attached.by_reporter or not reporters):
                return attached
        raise NoSuchFile(case=case.case_number, number=number)

    def keep(self, case: Complaint, number: int, content: bytes) -> Attached:
        """Take the file that the record announces as that attachment.

        Raises `NoSuchFile`, `TextErased`, and `InvalidField` for another file.
        """
        attached = self.one(case, number)
        if len(content) != attached.size or sha256(content).digest() != attached.digest:
            _refuse("is not the file that was announced; attach it anew.")
        if media_type_of(content) != attached.media_type:
            _refuse(f"is no {attached.media_type}; attach it as what it is.")
        place = _place(case, attached.digest)
        sealed = self._vault.seal_file(case.case_key.id, place, content)
        self._files.keep(case.id, attached.digest, sealed)
        return attached

    def content(self, case: Complaint, attached: Attached) -> bytes:
        """Raises `NoSuchFile` where it was announced and never sent, or was erased."""
        sealed = self._files.read(case.id, attached.digest)
        place = _place(case, attached.digest)
        opened = sealed and self._vault.open_file(case.case_key.id, place, sealed)
        if not opened:
            raise NoSuchFile(case=case.case_number, number=attached.number)
        return opened

    def _told(self, case: Complaint, one: Attachment, told: dict[str, str]) -> Attached:
        digest = bytes.fromhex(told["sha256"])
        return Attached(
            one.number,
            told["name"],
            one.media_type,
            one.size,
            digest,
            one.by_reporter,
            self._files.has(case.id, digest),
        )


def small_picture(content: bytes, media_type: MediaType) -> bytes:
    """A JPEG of at most `SMALL` pixels, drawn anew: what else lies in the file, such as
    the place where it was taken, is not in it. Raises `InvalidField`."""
    try:
        with (
            _AT_ONCE,
            Image.open(io.BytesIO(content), formats=[_FORMATS[media_type]]) as found,
        ):
            if found.width * found.height > MOST_PIXELS:
                _refuse(f"has more than {MOST_PIXELS // 1_000_000} million pixels.")
            found.draft("RGB", SMALL)
            found.thumbnail(SMALL)
            drawn = Image.new("RGB", found.size, "white")
            shown = found.convert("RGBA")
            drawn.paste(shown, mask=shown)
            written = io.BytesIO()
            drawn.save(written, "JPEG", quality=75)
            return written.getvalue()
    except (OSError, KeyError, SyntaxError, ValueError, Image.DecompressionBombError):
        _refuse("is a picture that cannot be drawn; download it.")


def _refuse(problem: str) -> NoReturn:
    raise InvalidField(field="file", problem=problem)


def _place(case: Complaint, digest: bytes) -> Place:
    return Place(case.id, AttachmentAdded.TOPIC, "content", digest)
