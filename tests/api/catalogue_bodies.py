"""Bodies of the public lists that this installation takes."""

OFFICE = {"title": "Laporan", "agency": "dishub"}
TEXTS = ("summary", "held_by", "responsible", "made", "retention")
ITEM = {**OFFICE, "kind": "anytime", "forms": ["softcopy"], **dict.fromkeys(TEXTS, "x")}
DAYS = {
    "tested_on": "2026-01-05",
    "valid_from": "2026-01-06",
    "valid_to": "2190-01-06",
}
TESTED = ("decree", "tested_by", "if_disclosed", "if_withheld")
EXCLUSION = {
    **OFFICE,
    "ground": "h",
    "decision": "exclude",
    **DAYS,
    **dict.fromkeys(TESTED, "x"),
}
