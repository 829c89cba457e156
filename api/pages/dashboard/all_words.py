"""Every view in words, in the order in which they are read."""

from api.pages.dashboard import (
    age,
    compliance,
    duration,
    endings,
    glance,
    hours,
    pace,
    path,
    places,
    quality,
    stream,
    weeks,
    work,
)
from api.pages.dashboard.told import Words

ALL: tuple[Words, ...] = (
    glance.WORDS,
    work.WORDS,
    stream.WORDS,
    compliance.WORDS,
    age.WORDS,
    duration.WORDS,
    pace.WORDS,
    path.WORDS,
    weeks.WORDS,
    hours.WORDS,
    places.WORDS,
    quality.WORDS,
    endings.WORDS,
)
BY_SLUG = {words.slug: words for words in ALL}
FIGURES = {
    f"{words.view.name}.{name}": text
    for words in ALL
    for name, text in words.figures.items()
}
"""What each figure counts, by its name."""
