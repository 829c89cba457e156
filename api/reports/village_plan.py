"""Where a satellite point is needed most, as a workbook: the columns of its CSV, with
the formula of the ranking and where the numbers come from."""

from urllib.parse import urlencode

from api.exporting.figures import signed_head
from api.installation import Installation
from api.pages import indonesian, village_tables
from api.pages.names import Names
from api.queries import PlanQuery
from api.reports import origin
from api.reports.report import Report, Section
from api.villages import VillageBoard


def made(
    here: Installation, board: VillageBoard, query: PlanQuery, *, hidden: bool
) -> Report:
    """`hidden` says whether restricted cases are counted. Raises `NotReached` when no
    signed head speaks of it in time."""
    names = Names(here.app.reference())
    asked = {"as_of": board.day, "region": query.region}
    question = urlencode({name: value for name, value in asked.items() if value})
    return Report(
        name=f"tuntas-rencana-satelit-{board.day}-posisi-{board.position}",
        title="Rencana titik satelit",
        office=here.settings.tenant,
        period=names.region(query.region) if query.region else "Semua wilayah",
        as_of=indonesian.day(board.day),
        unit="desa atau kelurahan, satu di setiap baris",
        sections=[
            Section(
                title="Rencana titik satelit",
                table=village_tables.plan(list(enumerate(board.plan, start=1)), names),
            )
        ],
        origin=[
            *(("Rumus", said) for said in village_tables.FORMULA),
            ("Desa yang tidak masuk urutan", str(board.uncounted)),
            ("Aduan rahasia", "ikut dihitung" if hidden else "tidak dihitung per desa"),
            *origin.told(
                f"GET /v1/villages/plan?{question}",
                zone=here.settings.zone,
                position=board.position,
                head=signed_head(here, board.position),
            ),
        ],
        made_of=origin.made_of(here, board.position),
    )
