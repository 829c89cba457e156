"""Two spellings of one name are the same name."""

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=4096)
def normalised(name: str) -> str:
    """The name in compatible letters (NFKC), case folded, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
