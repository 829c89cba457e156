"""A file comes when it is known what it is, and is read by who reads the case."""

from __future__ import annotations

import io
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

if TYPE_CHECKING:
    from tests.api.conftest import Office
    from tests.conftest import Answer

PDF = b"%PDF-1.7\n% Surat pengantar dari kelurahan\n%%EOF\n"


def picture(width: int = 900, height: int = 600, kind: str = "JPEG") -> bytes:
    """With the place where it was taken, as telephones write it."""
    drawn = Image.new("RGB", (width, height), "teal")
    exif = Image.Exif()
    exif[0x010E] = "Jalan Garuda 5, rumah Bu Siti"
    written = io.BytesIO()
    drawn.save(written, kind, exif=exif)
    return written.getvalue()


def announced(
    office: Office, case: dict[str, Any], content: bytes, media_type: str, by: str
) -> None:
    office.done(
        "attach",
        case,
        by,
        name="foto rumah Bu Siti",
        media_type=media_type,
        size=len(content),
        sha256=sha256(content).hexdigest(),
    )


def send(
    office: Office, case: dict[str, Any], content: bytes, by: str, number: int = 1
) -> Answer:
    path = f"/v1/complaints/{case['id']}/attachments/{number}"
    return office.put(path, content, by)


def read(
    office: Office, case: dict[str, Any], by: str, below: str = "", **headers: str
) -> Answer:
    path = f"/v1/complaints/{case['id']}/attachments/1{below}"
    return office.get(path, by, **headers)


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (PDF, "application/pdf"),
        (picture(), "image/jpeg"),
        (picture(kind="PNG"), "image/png"),
    ],
    ids=["pdf", "jpeg", "png"],
)
def test_a_file_is_read_as_it_was_sent(
    office: Office, content: bytes, media_type: str
) -> None:
    case = office.receive()
    announced(office, case, content, media_type, "desk")
    assert read(office, case, "coordinator").status == 404
    assert send(office, case, content, "desk").status == 200
    assert send(office, case, content, "coordinator").status == 200
    answer = read(office, case, "coordinator")
    assert (answer.status, answer.content) == (200, content)
    assert answer.headers["content-type"] == media_type
    assert answer.headers["content-disposition"].startswith("attachment")


def test_another_file_than_the_announced_one_is_refused(office: Office) -> None:
    case = office.receive()
    announced(office, case, PDF, "application/pdf", "desk")
    for other in (PDF + b" ", PDF.replace(b"Surat", b"Nomor"), b""):
        answer = send(office, case, other, "desk")
        assert answer.status == 422
        assert answer.json["errors"][0]["field"] == "file"
    assert read(office, case, "desk").status == 404


def test_what_only_calls_itself_a_picture_is_refused(office: Office) -> None:
    page = b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>"
    case = office.receive()
    announced(office, case, page, "image/png", "desk")
    assert send(office, case, page, "desk").status == 422


def test_more_than_two_megabytes_are_not_taken(office: Office) -> None:
    case = office.receive()
    announced(office, case, PDF, "application/pdf", "desk")
    assert send(office, case, bytes(2_000_001), "desk").status == 413


def test_a_small_picture_is_drawn_anew_and_tells_no_place(office: Office) -> None:
    content = picture()
    case = office.receive()
    announced(office, case, content, "image/jpeg", "desk")
    send(office, case, content, "desk")
    answer = read(office, case, "coordinator", "/preview")
    assert (answer.status, answer.headers["content-type"]) == (200, "image/jpeg")
    with Image.open(io.BytesIO(answer.content)) as small:
        assert small.size == (480, 320)
        assert not small.getexif()
    assert b"Garuda" in content
    assert b"Garuda" not in answer.content


@pytest.mark.parametrize("content", [PDF, picture()[:400]], ids=["pdf", "broken"])
def test_what_cannot_be_drawn_is_told_and_stays_readable(
    office: Office, content: bytes
) -> None:
    media_type = "application/pdf" if content == PDF else "image/jpeg"
    case = office.receive()
    announced(office, case, content, media_type, "desk")
    send(office, case, content, "desk")
    assert read(office, case, "desk", "/preview").status == 422
    assert read(office, case, "desk").content == content


def test_a_reporter_sends_and_reads_the_own_files_and_no_others(
    office: Office,
) -> None:
    case = office.receive()
    token = office.reporter(case)
    announced(office, case, PDF, "application/pdf", token)
    assert send(office, case, PDF, token).status == 200
    assert read(office, case, token).content == PDF
    officers = PDF + b"% catatan kantor\n"
    announced(office, case, officers, "application/pdf", "desk")
    assert send(office, case, officers, "desk", 2).status == 200
    path = f"/v1/complaints/{case['id']}/attachments/2"
    assert office.get(path, token).status == 404
    assert office.get(path, "desk").content == officers


def test_files_of_a_restricted_case_need_a_reason_which_is_recorded(
    office: Office,
) -> None:
    case = office.receive(confidential=True)
    announced(office, case, PDF, "application/pdf", "desk")
    send(office, case, PDF, "desk")
    assert read(office, case, "inspector").status == 422
    before = office.position()
    why = {"Tuntas_Reason": "Pemeriksaan bukti"}
    assert read(office, case, "inspector", **why).content == PDF
    assert office.position() > before
    assert read(office, case, "manager").status == 404


@pytest.mark.parametrize("by", ["supervisor", "administrator", None])
def test_who_may_not_attach_sends_no_file(office: Office, by: str | None) -> None:
    case = office.receive()
    announced(office, case, PDF, "application/pdf", "desk")
    path = f"/v1/complaints/{case['id']}/attachments/1"
    assert office.put(path, PDF, by).status in (401, 403)


def test_nothing_of_a_file_lies_in_clear_on_the_disk(office: Office) -> None:
    canary = b"%PDF-1.7 kupukupubersayapbiru\n"
    case = office.receive()
    announced(office, case, canary, "application/pdf", "desk")
    send(office, case, canary, "desk")
    files = [p for p in (office.served.data / "files").rglob("*") if p.is_file()]
    assert files
    assert not any(b"kupukupu" in path.read_bytes() for path in files)
    assert not any(sha256(canary).hexdigest() in str(path) for path in files)
