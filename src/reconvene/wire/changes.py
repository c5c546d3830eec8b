"""The difference between two views, encoded once for all who see it."""

from collections.abc import Iterable

from pydantic_core import to_json

from reconvene.meeting.notices import Notice
from reconvene.meeting.records import Record, Records

Fragment = str
"""Some changes as JSON, without the brackets around the list, so that fragments can be joined."""


def difference(before: Records, after: Records) -> Fragment:
    """Return the changes that make ``after`` of ``before``; empty if there are none."""
    changes: list[tuple[object, ...]] = [("del", key) for key in before if key not in after]
    changes += [("put", key, record) for key, record in after.items() if not _same(before.get(key), record)]
    return _inner(changes)


def _same(before: Record | None, after: Record) -> bool:
    return before is after or before == after  # most are the same object, which costs nothing to see


def removal(records: Records) -> Fragment:
    """Return the changes that take all ``records`` away."""
    return _inner([("del", key) for key in records])


def _inner(changes: list[tuple[object, ...]]) -> Fragment:
    return to_json(changes).decode()[1:-1]


def told(notices: Iterable[Notice]) -> Fragment:
    """Return notices as JSON, without the brackets around the list."""
    return to_json(list(notices)).decode()[1:-1]


def changes_frame(seq: int, fragments: Iterable[Fragment], notices: Fragment = "") -> str:
    """Return the text of a ``changes`` frame made of ``fragments``; later ones win."""
    joined = ",".join(fragment for fragment in fragments if fragment)
    return f'{{"type":"changes","seq":{seq},"changes":[{joined}],"notices":[{notices}]}}'
