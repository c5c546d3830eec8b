"""How events stand in the log: ``[[name, fields], ...]`` for one commit."""

from typing import Final, cast, get_args

from pydantic import TypeAdapter
from pydantic_core import from_json, to_json

from reconvene.meeting.events import Event
from reconvene.wire.commands import tag

_KINDS: Final[dict[str, TypeAdapter[Event]]] = {tag(kind): TypeAdapter(kind) for kind in get_args(Event)}

EVENT_TAGS: Final = tuple(_KINDS)
"""Every event's name in the log."""


def encode_events(events: tuple[Event, ...]) -> str:
    """Return the log text of one commit's events."""
    return to_json([[tag(type(event)), event] for event in events]).decode()


def decode_events(text: str) -> tuple[Event, ...]:
    """Return one commit's events; raises ``ValueError`` for text that no version of ours wrote."""
    rows = cast("list[tuple[str, dict[str, object]]]", from_json(text))
    return tuple(_KINDS[name].validate_python(fields) for name, fields in rows)
