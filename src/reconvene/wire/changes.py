"""The difference between two views, encoded once for all who see it."""

from collections.abc import Callable, Iterable, Sequence
from json.encoder import encode_basestring as quoted
from typing import Final, get_args

from pydantic import TypeAdapter
from pydantic_core import to_json

from reconvene.meeting.notices import Notice
from reconvene.meeting.records import Record, Records
from reconvene.wire.frames import Welcome

Fragment = str
"""Some changes as JSON, without the brackets around the list, so that fragments can be joined."""


_AS_JSON: Final[dict[type[Record], Callable[[Record], bytes]]] = {
    kind: TypeAdapter(kind).serializer.to_json for kind in get_args(Record)
}
"""Who knows what it writes needs a third of the time of `to_json`."""


def difference(before: Records, after: Records) -> Fragment:
    """Return the changes that make ``after`` of ``before``; empty if there are none."""
    known = before.get
    # Most are the same object, which costs nothing to see.
    put = [
        _put(key, record)
        for key, record in after.items()
        if (was := known(key)) is not record and was != record
    ]
    gone = [] if before.keys() <= after.keys() else [_del(key) for key in before if key not in after]
    return ",".join(gone + put)


def removal(records: Records) -> Fragment:
    """Return the changes that take all ``records`` away."""
    return ",".join(map(_del, records))


def entries(records: Records) -> Fragment:
    """Return a view as JSON, without the braces around it."""
    return ",".join(f"{quoted(key)}:{_written(record)}" for key, record in records.items())


def _put(key: str, record: Record) -> str:
    return f'["put",{quoted(key)},{_written(record)}]'


def _written(record: Record) -> str:
    return _AS_JSON[type(record)](record).decode()


def _del(key: str) -> str:
    return f'["del",{quoted(key)}]'


def told(notices: Sequence[Notice]) -> Fragment:
    """Return notices as JSON, without the brackets around the list."""
    return to_json(list(notices)).decode()[1:-1] if notices else ""


def changes_frame(seq: int, fragments: Iterable[Fragment], notices: Fragment = "") -> str:
    """Return the text of a ``changes`` frame made of ``fragments``; later ones win."""
    joined = ",".join(filter(None, fragments))
    return f'{{"type":"changes","seq":{seq},"changes":[{joined}],"notices":[{notices}]}}'


def welcome_frame(welcome: Welcome, view: Iterable[Fragment] | None) -> str:
    """Return the text of ``welcome``, which has no view, with the `entries` of one in it."""
    text = welcome.model_dump_json()
    return text if view is None else f"{text.removesuffix('null}')}{{{','.join(filter(None, view))}}}}}"
