"""How events stand in the log: ``[[name, fields], ...]`` for one commit."""

from collections.abc import Callable
from typing import Final, get_args

from pydantic import TypeAdapter
from pydantic_core import from_json, to_json

from reconvene.meeting.events import Event
from reconvene.wire.commands import tag

_DECODE: Final[dict[str, Callable[[object], Event]]] = {
    tag(kind): TypeAdapter(kind).validator.validate_python for kind in get_args(Event)
}

EVENT_TAGS: Final = tuple(_DECODE)
"""Every event's name in the log."""


def encode_events(events: tuple[Event, ...]) -> str:
    """Return the log text of one commit's events."""
    return to_json([[tag(type(event)), event] for event in events]).decode()


def decode_events(text: str) -> tuple[Event, ...]:
    """Return one commit's events; raises ``ValueError`` for text that no version of ours wrote."""
    rows = from_json(text)
    if not isinstance(rows, list):
        message = "a commit is a list of events"
        raise ValueError(message)  # noqa: TRY004 - it is the text that is wrong
    try:
        return tuple([_DECODE[name](fields) for name, fields in rows])
    except (KeyError, TypeError) as error:
        message = f"no list of events as [name, fields]: {error}"
        raise ValueError(message) from error
