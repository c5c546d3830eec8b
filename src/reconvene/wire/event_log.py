"""How events stand in the log: ``[[name, fields], ...]`` for one commit."""

from typing import Final, get_args

from pydantic import TypeAdapter
from pydantic_core import to_json

from reconvene.meeting.events import Event
from reconvene.wire.commands import tag

_KINDS: Final[dict[str, TypeAdapter[Event]]] = {tag(kind): TypeAdapter(kind) for kind in get_args(Event)}

_ROWS: Final = TypeAdapter(list[tuple[str, dict[str, object]]])

EVENT_TAGS: Final = tuple(_KINDS)
"""Every event's name in the log."""


def encode_events(events: tuple[Event, ...]) -> str:
    """Return the log text of one commit's events."""
    return to_json([[tag(type(event)), event] for event in events]).decode()


def decode_events(text: str) -> tuple[Event, ...]:
    """Return one commit's events; raises ``ValueError`` for text that no version of ours wrote."""
    return tuple(_decode(name, fields) for name, fields in _ROWS.validate_json(text))


def _decode(name: str, fields: dict[str, object]) -> Event:
    if name not in _KINDS:
        message = f"no event is called {name!r}"
        raise ValueError(message)
    return _KINDS[name].validate_python(fields)
