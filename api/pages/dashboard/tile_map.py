"""The regencies and the city of Kalimantan Tengah as equal tiles, laid out by hand.

Whatever lies north, east, south or west of another does so here; there is no file of
boundaries with a clean licence, and equal tiles do not let a large empty regency look
like a great one. Codes: Kepmendagri 300.2.2-2430/2025.
"""

PROVINCE = "62"
TILES: tuple[tuple[str | None, ...], ...] = (
    (None, None, None, "62.12", "62.05"),
    (None, None, None, "62.10", "62.04"),
    ("62.09", "62.07", "62.06", "62.71", "62.13"),
    ("62.08", "62.01", "62.02", "62.11", "62.03"),
)
"""From the north, each row from the west: Murung Raya, Barito Utara; Gunung Mas, Barito
Selatan; Lamandau, Seruyan, Katingan, Palangka Raya, Barito Timur; Sukamara,
Kotawaringin Barat, Kotawaringin Timur, Pulang Pisau, Kapuas."""

SYLLABLES = {
    word.replace("-", ""): word.replace("-", "\u00ad")
    for word in (
        "Gu-nung",
        "Kati-ngan",
        "Kota-wa-ringin",
        "La-man-dau",
        "Mu-rung",
        "Pa-lang-ka",
        "Se-la-tan",
        "Seru-yan",
        "Suka-mara",
    )
}


def divided(name: str) -> str:
    """A name with soft hyphens, so that it fits a tile on a small screen."""
    plain = name.removeprefix("Kabupaten ").removeprefix("Kota ")
    return " ".join(SYLLABLES.get(word, word) for word in plain.split(" "))
