"""An id of another system is kept in clear, so it may hold nothing personal."""

import pytest

from api.importing.external_ids import external_id
from api.importing.row import BadRow


@pytest.mark.parametrize("text", ["5010653", "ADU/2024/00017", "a", "x" * 64])
def test_an_id_is_taken_as_written(text: str) -> None:
    assert external_id(text, "No") == text


@pytest.mark.parametrize(
    "text", ["", "Siti Rahmawati", "6203014509870001", "x" * 65, "a\n", "é"]
)
def test_what_may_be_personal_is_no_id_and_is_not_quoted(text: str) -> None:
    with pytest.raises(BadRow) as refused:
        external_id(text, "No")
    assert str(refused.value).startswith("No ")
    assert not text or text not in str(refused.value)
