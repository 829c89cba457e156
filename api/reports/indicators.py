"""What evaluations of SP4N ask for, as they define it.

Sources: the evaluation of 2020 (followed up, done, active agencies) and that of Depok
in 2023 (pace since the first disposition). What Tuntas does not know is said, and not
estimated.
"""

from collections.abc import Iterable, Mapping, Sequence

from api.pages.dashboard import pace
from api.pages.dashboard.board import Board
from api.pages.dashboard.cells import Cell
from api.pages.dashboard.told import Table
from api.pages.indonesian import number
from api.reports.recap_tables import count, rate, word
from api.reports.report import Section
from projections.counted import Group
from projections.figures import Dashboard

LONG = ("90", None)
"""The parts of the durations that took longer than 60 working days."""


def indicators(
    found: Dashboard, views: Mapping[str, Sequence[Group]], board: Board
) -> Section:
    [whole], [pace_of_all, *parts] = views["glance"], views["pace"]
    n, handled = whole.numbers, pace_of_all.numbers
    agencies = _at_work(board, board.reference.agencies.by_code)
    if board.query.agency:
        agencies &= _at_work(board, [board.query.agency])
    active = _at_work(board, pace.active(parts)) & agencies
    long = sum(
        group.numbers["going"]
        for group in views["duration"]
        if "up_to" in group.part and group.part["up_to"] in LONG
    )
    rows = [
        _row("Diterima", count(n["received"]), "semua aduan periode ini"),
        _row(
            "Ditindaklanjuti",
            rate(handled["handled"], handled["received"]),
            "(selesai + sedang diproses) / semua",
        ),
        _row("Selesai", rate(n["resolved"], n["received"]), "selesai / semua"),
        _row(
            "Keaktifan",
            rate(len(active), len(agencies)),
            "instansi yang menindaklanjuti aduan / semua instansi",
        ),
        _row(
            "Laju tindak lanjut (RTL)",
            _days(pace_of_all.measures["mean"]),
            "rata-rata hari kerja dari disposisi pertama, atas"
            f" {number(handled['timed'])} aduan; per jenis dan instansi di bawah",
        ),
        _row(
            "Lama penyelesaian",
            _days(found.totals.median_working_days),
            f"median hari kerja, atas {number(n['timed'])} aduan",
        ),
        _row(
            "Penyelesaian tepat waktu",
            rate(n["met"], n["judged"]),
            "ditepati / yang sudah dapat dinilai",
        ),
        _row(
            "Terbuka lebih dari 60 hari kerja",
            count(long),
            "penyelesaian yang masih berjalan, sejak disposisi pertama; tanpa aduan"
            " terbatas",
        ),
        _row(
            "Penilaian pelapor",
            _stars(found.totals.rating),
            f"rata-rata dari 5 bintang, atas {number(n['rated'])} dari"
            f" {number(n['resolved'])} aduan selesai",
        ),
    ]
    return Section(
        title="Indikator evaluasi",
        table=Table(
            columns=("Indikator", "Hasil", "Cara menghitung"),
            rows=rows,
            notes=(
                "Tidak dihitung, sebab tidak dicatat di Tuntas: keterhubungan (SK Tim),"
                " mutu isi jawaban, dan nilai evaluasi Kemendagri. Indeks kepuasan"
                " nasional dihitung dari survei, bukan dari bintang.",
            ),
        ),
        counted=_hidden(whole),
    )


def _at_work(board: Board, codes: Iterable[str]) -> set[str]:
    """The agencies that work, on the day, on what these were given: a case keeps the
    code of one that was merged."""
    known = board.reference.agencies
    return {
        known.successor(code, board.day)
        for code in codes
        if code in known and known.is_disposable(code)
    }


def _hidden(whole: Group) -> str:
    hidden = whole.hidden.get("received", 0)
    if not hidden:
        return ""
    return (
        f"Termasuk {number(hidden)} aduan terbatas: rahasia, atau berkadar pengawasan."
        " Mereka dihitung di sini dan pada keadaan sekilas, dan tidak di tabel lain."
    )


def _row(name: str, result: Cell, how: str) -> list[Cell]:
    return [word(name), result, word(how)]


def _days(days: float | None) -> Cell:
    if days is None:
        return Cell(None, "–")
    return Cell(days, f"{number(days, 0 if days == int(days) else 1)} hari kerja")


def _stars(rating: float | None) -> Cell:
    return Cell(rating, "–" if rating is None else f"{number(rating, 1)} bintang")
