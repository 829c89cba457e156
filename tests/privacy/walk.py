"""A walk through everything that can be said, with the planted word in each of it."""

import csv
import json
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

if TYPE_CHECKING:
    from tests.conftest import Served
    from tests.privacy.conftest import Planted

COLUMNS = (
    "Tracking ID|Tanggal Laporan Masuk|Waktu Laporan Masuk|Nama Pelapor|"
    "Klasifikasi Laporan|ID Kategori|Kategori|Judul Laporan|Isi Laporan Awal|"
    "Isi Laporan Akhir|Tipe Laporan (Anonim/Rahasia)|Sumber Laporan|Instansi Induk|"
    "ID Instansi Terdisposisi|Instansi Terdisposisi|Status Laporan|Alasan Tunda/Arsip|"
    "Provinsi|Kota/Kabupaten|Kecamatan|Kelurahan"
).split("|")
STATUSES = (
    "Diarsipkan oleh Admin",
    "Ditutup oleh Sistem",
    "Menunggu Kelengkapan Informasi",
    "Ditutup oleh Admin",
    "",
)


class Walk:
    """Plants the word in every field, header, address and file that there is."""

    def __init__(self, served: "Served", planted: "Planted"):
        self.served = served
        self.word, self.digits, self.text = planted.word, planted.digits, planted.text
        self.place = (planted.latitude, planted.longitude)
        created = ("token", "create", "--role", "administrator", *self.name("--name"))
        self.tokens = {"administrator": served.run(*created)}
        for role in ("desk", "coordinator", "inspector", "liaison"):
            appointed = {"role": role, "name": self.text("nama")}
            if role == "liaison":
                appointed["agency"] = "dishub"
            answer = served.post(
                "/v1/officers", appointed, self.tokens["administrator"]
            )
            self.tokens[role] = answer.json["token"]

    def name(self, option: str) -> tuple[str, str]:
        return option, self.text("petugas")

    def complaint(self, **more: Any) -> dict[str, Any]:
        return {
            "channel": "web",
            "classification": "complaint",
            "title": self.text("judul"),
            "description": self.text("isi") * 200,
            "location": {
                "region": "62.03",
                "description": self.text("tempat"),
                "latitude": self.place[0],
                "longitude": self.place[1],
            },
            "reporter": {
                "name": self.text("nama"),
                "national_id": f"62{self.digits}001",
                "phone": f"+{self.digits}",
                "email": f"{self.word}@example.id",
                "address": self.text("alamat"),
            },
            "note": self.text("catatan"),
            **more,
        }

    def message(self) -> dict[str, str]:
        return {"message": self.text("pesan"), "note": self.text("catatan")}

    def file(self) -> dict[str, Any]:
        """Whose name and digest tell of a person."""
        return {
            "name": self.text("foto"),
            "media_type": "image/png",
            "size": 1_000,
            "sha256": f"{self.digits:a<64}",
            "note": self.text("catatan"),
        }

    def send(
        self, case: str, role: str, command: str, body: Any, status: int = 200
    ) -> Any:
        path = f"/v1/complaints/{case}/{command}"
        answer = self.served.post(path, body, self.tokens[role])
        assert answer.status == status, answer.text
        return answer.json

    def a_life(self) -> None:
        """From receipt to resolution, answered again under its key, and opened."""
        served, text, desk = self.served, self.text, self.tokens["desk"]
        key = {"Idempotency_Key": f"{self.word}-{self.digits}"}
        other = self.complaint(title="lain")
        answers = [
            served.post("/v1/complaints", body, desk, **key)
            for body in (self.complaint(), self.complaint(), other)
        ]
        assert [answer.status for answer in answers] == [201, 201, 422]
        received = answers[0].json
        case = received["id"]
        note, why = {"note": text("catatan")}, {"reason": text("alasan")}
        amended = ("title", "description", "location", "reporter")
        given = {k: v for k, v in self.complaint().items() if k in amended}
        to = {"agency": "dishub", "instruction": text("arahan")}
        asked = {"question": text("pertanyaan"), **note}
        shown = {"answer": 8, "text": f"Sdr. Wignyo. {text('untuk semua')}"}
        for role, command, body, status in (
            ("coordinator", "verify", note, 200),
            ("coordinator", "verify", note, 409),
            ("coordinator", "request-clarification", asked, 200),
            ("desk", "clarify", {"answer": text("jawaban"), **note}, 200),
            ("coordinator", "dispose", to, 200),
            ("liaison", "return", {**why, **note}, 200),
            ("coordinator", "dispose", to, 200),
            ("liaison", "follow-up", {**self.message(), "public": True}, 200),
            ("liaison", "propose-public-text", {**shown, **note}, 200),
            ("coordinator", "decline-public-text", {"proposal": 9, **why}, 200),
            ("desk", "reply", self.message(), 200),
            ("inspector", "escalate", {"to": "governor", **why}, 200),
            ("desk", "amend", {**why, **note, **given}, 200),
            ("desk", "note", self.message(), 200),
            ("coordinator", "reclassify", {"category": "tik", **why, **note}, 200),
            ("coordinator", "extend", {"clock": "completion", "units": 1, **why}, 200),
            ("liaison", "attach", self.file(), 200),
            ("coordinator", "publish", note, 200),
            ("coordinator", "unpublish", {**why, **note}, 200),
            ("liaison", "resolve", {"outcome": "noted", **self.message()}, 200),
            ("desk", "rate", {"stars": 2, "comment": text("komentar"), **note}, 200),
            ("desk", "reopen", {**why, **note}, 200),
        ):
            self.send(case, role, command, body, status)
        elsewhere = {"government": "kab-kapuas", "reference": text("nomor")}
        for role, command, body in (
            ("coordinator", "hand-over", {**elsewhere, **note}),
            ("desk", "withdraw", {**why, **note}),
            ("coordinator", "merge", {"into": case, **note}),
        ):
            other = served.post("/v1/complaints", self.complaint(), desk).json
            self.send(other["id"], role, command, body)
        code = {k: received[k] for k in ("case_number", "access_code")}
        own = served.post("/v1/track", code).json["token"]
        reply = served.post(f"/v1/complaints/{case}/reply", self.message(), own)
        assert reply.status == 200
        assert self.word in served.get("/v1/track", own).text
        reason = {"Tuntas_Reason": f"{self.word} {self.digits}"}
        inspector = self.tokens["inspector"]
        for part in ("", "/history", "/openings"):
            path = f"/v1/complaints/{case}{part}"
            opened = served.get(path, inspector, **reason).text
            assert self.word in opened and self.digits in opened
        for export in ("ocel", "events?format=csv", "events?format=xes"):
            file = served.get(f"/v1/exports/{export}", inspector, **reason)
            assert file.status == 200
            assert self.word not in file.text and self.digits not in file.text
        assert self.word in served.get("/v1/exports", inspector).text

    def a_secret(self) -> tuple[str, int]:
        """A restricted case that is archived; its id, and the position."""
        body = self.complaint(classification="oversight_complaint", confidential=True)
        received = self.served.post("/v1/complaints", body, self.tokens["desk"]).json
        archived = {"reason": "incomplete", **self.message()}
        answer = self.send(received["id"], "coordinator", "archive", archived)
        return received["id"], answer["position"]

    def addresses(self, case: str) -> None:
        """Searches, and addresses that lead nowhere."""
        desk, word = self.tokens["desk"], self.word
        query = {"q": self.text("jalan")}
        assert self.served.post("/v1/complaints/search", query, desk).status == 200
        address = quote(self.text("jalan"))
        for path in (
            f"/v1/complaints?q={address}",
            f"/v1/complaints?agency={address}",
            f"/v1/complaints?cursor={address}",
            f"/v1/lookup?system=x&external_id={word}",
            f"/v1/lookup?case_number={word}",
            f"/v1/complaints/{address}",
            f"/v1/complaints/{case}?as_of={address}",
            f"/v1/{address}/{self.digits}?{address}={address}",
            f"/{address}",
        ):
            assert self.served.get(path, desk).status in (400, 404, 422), path
        guess = {"case_number": word, "access_code": word}
        assert self.served.post("/v1/track", guess).status == 404
        where = urlsplit(self.served.url)
        with socket.create_connection((where.hostname, where.port or 0)) as raw:
            raw.sendall(f"{word} {self.digits}\r\n\r\n".encode())
            assert b"400" in raw.recv(100)

    def misuse(self, case: str) -> None:
        """Bodies, headers and tokens that are refused."""
        desk, word = self.tokens["desk"], self.word
        garbage = b'{"title": "' + word.encode()
        for body, status in (
            (self.complaint(channel=word, **{word: word}), 422),
            (self.complaint(received_at=word), 422),
            (self.complaint(category=word.lower()), 422),
            (self.complaint(title=word + "\x00\ud800"), 400),
            (garbage, 400),
            (garbage * 100_000, 413),
        ):
            answer = self.served.post("/v1/complaints", body, desk)
            assert answer.status == status, answer.text
        path = f"/v1/complaints/{case}/note"
        for token, headers, status in (
            (desk, {"If_Match": f'"{word}"'}, 422),
            (desk, {"If_Match": '"1"'}, 412),
            (desk, {"Idempotency_Key": f"{word} {word}"}, 422),
            (desk, {"Tuntas_Reason": word, word: word, "User_Agent": word}, 200),
            (word, {}, 401),
            (self.tokens["administrator"], {}, 403),
        ):
            answer = self.served.post(path, self.message(), token, **headers)
            assert answer.status == status, answer.text
        lines = (
            garbage,
            json.dumps({"key": word, "command": word, "body": {word: 1}}).encode(),
            json.dumps(
                {"key": word * 2, "command": "receive", "body": self.complaint()}
            ).encode(),
        )
        answer = self.served.post("/v1/commands", b"\n".join(lines), desk)
        found = [json.loads(line)["status"] for line in answer.text.splitlines()]
        assert found == [400, 422, 201]

    def an_import(self, directory: Path) -> str:
        """A national export with good and bad rows; all that the import says."""
        text, file = self.text, directory / "ekspor.csv"
        with file.open("w", newline="") as handle:
            rows = csv.DictWriter(handle, COLUMNS, restval="")
            rows.writeheader()
            for number in range(40):
                row = {name: text(name) for name in COLUMNS if "Isi" in name}
                row |= {"Tracking ID": str(9000 + number), "Nama Pelapor": text("nama")}
                row |= {"Judul Laporan": text("judul"), "Kategori": text("kategori")}
                row |= {"Tanggal Laporan Masuk": "5 Januari 2024"}
                row |= {"Alasan Tunda/Arsip": text("alasan")}
                row["Klasifikasi Laporan"] = "Aspirasi" if number % 4 else text("?")
                row["Status Laporan"] = STATUSES[number % 5] or text("status")
                rows.writerow(row)
        words = ("import", str(file), "--as", "sp4n", "--exported-on", "2024-02-01")
        done = subprocess.run(
            [sys.executable, "-m", "api", *words, "--data", str(self.served.data)],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 1, done.stderr
        assert '"accepted":30' in done.stderr
        rejects = file.with_name("ekspor.csv.rejects.csv")
        assert rejects.stat().st_mode & 0o077 == 0
        return done.stdout + done.stderr
