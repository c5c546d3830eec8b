"""What a page and the server say to each other about one shared document: a board or a note.

The first frame of each side is JSON text, so are changes of rights. All else is binary, in the messages of
y-protocols: synchronisation and awareness.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, JsonValue, TypeAdapter, ValidationError

from reconvene.meeting.ids import PersonId
from reconvene.wire.codec import BadFrame, complaints
from reconvene.wire.yjs import BadUpdate, Reader, block, integer

LARGEST_MESSAGE: Final = 1_000_000
"""Most bytes a page's message may have."""

LARGEST_CURSOR: Final = 2_000
"""Most bytes of what a page says of its own cursor."""

_NOTHING: Final = b"\x00\x00"
_SYNC, _AWARENESS = 0, 1
_STEP_1, _STEP_2, _UPDATE = 0, 1, 2


class _Frame(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class DocumentHello(_Frame):
    """First frame of a page. ``client`` is the client id of its Yjs document."""

    type: Literal["hello"]
    seat: Annotated[str, Field(max_length=2_048)]
    client: Annotated[int, Field(ge=0, lt=2**32)]


class DocumentRights(_Frame):
    """First frame of the server, and whenever it changes: whether the page may write."""

    type: Literal["rights"] = "rights"
    write: bool


@dataclass(frozen=True, slots=True)
class AskState:
    """The page has this much and asks for the rest."""

    vector: bytes


@dataclass(frozen=True, slots=True)
class Update:
    """The page changed the document."""

    update: bytes

    @property
    def changes(self) -> bool:
        """Whether there is anything in it; a page that has nothing of its own says so."""
        return self.update != _NOTHING


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where the page's cursor is; ``None`` if nowhere. ``clock`` grows with each change."""

    client: int
    clock: int
    state: JsonValue


Message: TypeAlias = AskState | Update | Cursor

_HELLO: Final = TypeAdapter(DocumentHello)
_STATE: Final[TypeAdapter[JsonValue]] = TypeAdapter(JsonValue)


def read_hello(text: str) -> DocumentHello:
    """Return a page's first frame; raises `BadFrame`."""
    try:
        return _HELLO.validate_json(text)
    except ValidationError as error:
        raise BadFrame("BAD_FRAME", complaints(error)) from error


def read_messages(data: bytes) -> list[Message]:
    """Return the messages of a page's frame; raises `BadUpdate`. Updates in them are not checked yet."""
    reader = Reader(data)
    messages = [_read_message(reader)]
    while not reader.ended:
        messages.append(_read_message(reader))
    return messages


def _read_message(reader: Reader) -> Message:
    match reader.integer():
        case 0:
            return _read_sync(reader)
        case 1:
            return _read_cursor(reader)
        case _:
            raise BadUpdate("no message begins like this")


def _read_sync(reader: Reader) -> Message:
    step, body = reader.integer(), reader.block()
    match step:
        case 0:
            return AskState(body)
        case 1 | 2:
            return Update(body)
        case _:
            raise BadUpdate("there is no such step of synchronisation")


def _read_cursor(reader: Reader) -> Message:
    inner = Reader(reader.block())
    if inner.integer() != 1:
        raise BadUpdate("a page speaks of its own cursor only")
    client, clock, text = inner.integer(), inner.integer(), inner.block()
    if len(text) > LARGEST_CURSOR or not inner.ended:
        raise BadUpdate("a cursor takes too much room")
    try:
        return Cursor(client, clock, _STATE.validate_json(text))
    except ValidationError as error:
        raise BadUpdate("a cursor is not JSON") from error


def ask_state(vector: bytes) -> bytes:
    """Return the message that asks a page for what is not in ``vector``."""
    return integer(_SYNC) + integer(_STEP_1) + block(vector)


def give_state(update: bytes) -> bytes:
    """Return the message that answers `AskState`."""
    return integer(_SYNC) + integer(_STEP_2) + block(update)


def relay(update: bytes) -> bytes:
    """Return the message that brings others' changes, and confirms one's own."""
    return integer(_SYNC) + integer(_UPDATE) + block(update)


@dataclass(frozen=True, slots=True)
class Presence:
    """Somebody's cursor as others see it; ``state`` none once they are gone."""

    client: int
    clock: int
    person: PersonId
    name: str
    state: JsonValue


def presences(those: Iterable[Presence]) -> bytes:
    """Return the message that says where people's cursors are, with the names the server knows them by."""
    listed = list(those)
    body = integer(len(listed)) + b"".join(_presence(one) for one in listed)
    return integer(_AWARENESS) + block(body)


def _presence(one: Presence) -> bytes:
    state: JsonValue = None
    if one.state is not None:
        state = {"user": {"person": one.person, "name": one.name}, "cursor": one.state}
    return integer(one.client) + integer(one.clock) + block(_STATE.dump_json(state))
