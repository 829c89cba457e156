"""Two moments side by side: a case, and the figures."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from api import words
from api.cases import Cases
from api.moment import Moment
from api.past import Past
from domain.complaint import Complaint
from domain.refusals import NotThen

_NOT_COMPARED = frozenset(("version", "clocks"))
_NAMES = ("clock", "agency", "category", "channel", "month", "name")
"""What a row of figures is of."""
_COORDINATES = frozenset(("as_of", "position"))

View = dict[str, Any]


def case(
    cases: Cases,
    past: Past,
    complaint: Complaint,
    moments: tuple[Moment, Moment],
    view: Callable[[Complaint, date], View],
    events: Sequence[View],
) -> View:
    """Both views, what differs, and those of its `events` that one side does not know;
    a side is None before the receipt."""
    stood = [_at(cases, complaint, moment) for moment in moments]
    days = [past.day(moment) for moment in moments]
    one, other = (
        view(was, day) if was else None for was, day in zip(stood, days, strict=True)
    )
    first, last = sorted(was.version if was else 0 for was in stood)
    return {
        "id": complaint.id,
        "case_number": complaint.case_number,
        "from_day": days[0],
        "to_day": days[1],
        "from": one,
        "to": other,
        "changes": changes(one, other),
        "events": [item for item in events if first < item["version"] <= last],
    }


def _at(cases: Cases, complaint: Complaint, moment: Moment) -> Complaint | None:
    try:
        return cases.as_of(complaint, moment) if moment.past else complaint
    except NotThen:
        return None


def changes(one: View | None, other: View | None) -> list[dict[str, Any]]:
    """What differs between two views of a case: `{what, from, to, text}` each, clocks
    by their names."""
    if one is None or other is None:
        before, after = _state(one), _state(other)
        if before == after:
            return []
        text = f"{words.state(before)} → {words.state(after)}"
        return [_change("state", before, after, text)]
    found = [
        _change(name, one[name], other[name])
        for name in one
        if name not in _NOT_COMPARED and one[name] != other.get(name)
    ]
    was, now = (
        {clock["clock"]: clock for clock in view["clocks"]} for view in (one, other)
    )
    return found + [
        _change(name, a, b, words.clock_changed(name, a, b))
        for name in dict.fromkeys([*was, *now])
        if (a := was.get(name)) != (b := now.get(name))
    ]


def difference(one: Any, other: Any) -> Any:
    """The second less the first, in the shape of both. Rows are matched by what they
    are of; what stands on one side only counts 0 on the other, and where a side has no
    number there is no difference."""
    match one, other:
        case dict(), dict():
            return {
                name: other[name] if name in _NAMES else difference(value, other[name])
                for name, value in one.items()
                if name not in _COORDINATES
            }
        case list(), list():
            return _rows(one, other)
        case (None, _) | (_, None):
            return None
    return other - one


def told(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    """The totals that differ, in words."""
    return [
        words.changed(name, one[name], other[name])
        for name in one
        if one[name] != other[name]
    ]


def _rows(one: list[View], other: list[View]) -> list[View]:
    before, after = ({_of(row): row for row in rows} for rows in (one, other))
    return [
        difference(before.get(of) or _none(row), after.get(of) or _none(row))
        for of, row in {**before, **after}.items()
    ]


def _of(row: View) -> Any:
    return next(row[name] for name in _NAMES if name in row)


def _none(row: View) -> View:
    """The row of something of which there is none."""
    return {
        name: value
        if name in _NAMES
        else None
        if name.endswith(("_rate", "_days"))
        else 0
        for name, value in row.items()
    }


def _state(view: View | None) -> str | None:
    return view["state"] if view else None


def _change(what: str, one: Any, other: Any, text: str | None = None) -> dict[str, Any]:
    return {
        "what": what,
        "from": one,
        "to": other,
        "text": text or words.changed(what, one, other),
    }
