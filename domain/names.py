"""When two names are the same name: case and white space do not count."""

import unicodedata


def normalised(name: str) -> str:
    """NFKC, case-folded, runs of white space as one space."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
