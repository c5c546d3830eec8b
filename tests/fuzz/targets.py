"""What reads others' bytes: each target takes any, and raises only where the contract is broken."""

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from itsdangerous import URLSafeSerializer
from pycrdt import Doc, Map, Text

from reconvene.janus import requests, videoroom
from reconvene.janus.connection import Connection
from reconvene.janus.fields import JanusProtocolError
from reconvene.janus.messages import Trickled, parse_message
from reconvene.live.document_ports import DocumentKey
from reconvene.live.documents import Unwelcome, require_readable
from reconvene.live.page_media import PageMedia
from reconvene.meeting import commands as c
from reconvene.meeting.decide import decide
from reconvene.meeting.evolve import replay
from reconvene.meeting.files import LONGEST_NAME, file_name
from reconvene.meeting.ids import MAIN, Millis, TextId
from reconvene.meeting.names import clean_name, clean_text
from reconvene.meeting.refusals import Refusal
from reconvene.web.tokens import ExpiredToken, InvalidToken, Link, Tokens
from reconvene.wire import document_frames as f
from reconvene.wire.codec import BadFrame, decode, encode
from reconvene.wire.commands import to_command
from reconvene.wire.event_log import decode_events, encode_events
from reconvene.wire.frames import CommandFrame
from reconvene.wire.yjs import BadUpdate, block, check_update, integer, read_clocks
from tests.support.frames import FRAMES
from tests.support.meeting import ADA, HOST, Story, eventful, texts
from tests.support.memory import FixedKeys

SAID_BY_JANUS: Final[tuple[dict[str, Any], ...]] = (
    {"janus": "ack", "transaction": "t-1"},
    {"janus": "success", "transaction": "t-1", "data": {"id": 9}},
    {"janus": "error", "transaction": "t-1", "error": {"code": 458, "reason": "gone"}},
    {"janus": "webrtcup", "session_id": 99, "sender": 7},
    {"janus": "hangup", "session_id": 99, "sender": 7, "reason": "ICE failed"},
    {"janus": "detached", "session_id": 99, "sender": 7},
    {"janus": "media", "session_id": 99, "sender": 7, "mid": "0", "type": "audio", "receiving": True},
    {"janus": "slowlink", "session_id": 99, "sender": 7, "uplink": True, "lost": 9},
    {"janus": "timeout", "session_id": 99},
    {
        "janus": "trickle",
        "session_id": 99,
        "sender": 7,
        "candidate": {"candidate": "candidate:1 1 udp 1 ::1 9 typ host", "sdpMid": "0", "sdpMLineIndex": 0},
    },
    *(
        {
            "janus": "event",
            "session_id": 99,
            "sender": 7,
            "transaction": "t-1",
            "plugindata": {"plugin": "janus.plugin.videoroom", "data": data},
            "jsep": {"type": "offer", "sdp": "v=0"},
        }
        for data in (
            {"videoroom": "attached", "room": "r", "streams": [{"mid": "0", "type": "audio"}]},
            {"videoroom": "event", "switched": "ok", "changes": 1, "streams": []},
            {"videoroom": "event", "error_code": 428, "error": "No such feed"},
            {"videoroom": "participants", "room": "r", "participants": [{"id": "1", "publisher": True}]},
            {"videoroom": "updated", "streams": [{"mid": "1", "type": "video", "feed_id": "a"}]},
        )
    ),
)
NOW: Final = Millis(1_000)
CLIENT: Final = 99


@dataclass(frozen=True, slots=True)
class Target:
    """Something that reads; ``seeds`` are good input to begin from."""

    read: Callable[[bytes], None]
    seeds: Sequence[bytes]


def _text(data: bytes) -> str:
    return data.decode(errors="replace")


def read_frame(data: bytes) -> None:
    """A page's frame is refused, or means the same when it is written and read again."""
    with suppress(BadFrame):
        frame = decode(_text(data))
        assert decode(encode(frame)) == frame
        if isinstance(frame, CommandFrame):
            to_command(frame.command)


@cache
def _busy() -> Story:
    return eventful()


def carry_out(data: bytes) -> None:
    """A command leads to events that the log keeps and views can show, or to a refusal with a sentence."""
    with suppress(BadFrame):
        frame = decode(_text(data))
        if not isinstance(frame, CommandFrame):
            return
        story = _busy()
        for by in (HOST, ADA, None):
            request = c.Request(by, to_command(frame.command), len(data), TextId("t_new"))
            try:
                events = decide(story.state, request, story.now)
            except Refusal:
                continue
            assert decode_events(encode_events(events)) == events
            after = replay(story.state, events)
            texts(after)


def read_hello(data: bytes) -> None:
    """The first frame of a document's page is refused or read, whatever its seat says once that is signed."""
    text, story = _text(data), _busy()
    with suppress(BadFrame, InvalidToken, ExpiredToken, Unwelcome):
        hello = f.read_hello(_signed_within(text))
        seat = _TOKENS.seat(hello.seat, NOW)
        for room in (MAIN, *story.state.rooms):
            require_readable(story.state, seat.person, DocumentKey(seat.meeting, "note", room))


def _signed_within(text: str) -> str:
    """Return a frame with its seat's fields signed: nobody finds a signature by trying."""
    try:
        frame = json.loads(text)
        return json.dumps({**frame, "seat": _signed("seat", frame["seat"])})
    except (ValueError, TypeError, KeyError, RecursionError):
        return text


@cache
def _drawn() -> tuple[bytes, tuple[bytes, ...]]:
    """Return a document, and what a page may send about it."""
    doc: Doc[Any] = Doc(client_id=CLIENT)
    made: list[bytes] = []
    subscription = doc.observe(lambda event: made.append(event.update))
    note = doc.get("note", type=Text)
    note += "One"
    elements = doc.get("elements", type=Map)
    elements["a"] = Map({"x": 1.5, "points": [[1, 2], [3, 4]]})
    before = doc.get_update()
    del made[:]
    note += "Two"
    del elements["a"]
    doc.unobserve(subscription)
    cursor = integer(CLIENT) + integer(1) + block(b'{"x":1}')
    frames = [f.relay(update) for update in made]
    frames += [f.ask_state(doc.get_state()), integer(1) + block(integer(1) + cursor), b"".join(frames)]
    return before, tuple(frames)


def draw(data: bytes) -> None:
    """A change that passed the check is one the document takes, or says no to without breaking."""
    with suppress(BadUpdate):
        before, _ = _drawn()
        for message in f.read_messages(data):
            if isinstance(message, f.AskState):
                read_clocks(message.vector)
            if isinstance(message, f.Update) and message.changes:
                doc: Doc[Any] = Doc()
                doc.apply_update(before)
                check_update(message.update, CLIENT, read_clocks(doc.get_state()))
                with suppress(ValueError):
                    doc.apply_update(message.update)


def read_log(data: bytes) -> None:
    """A row of the log is read or is a ``ValueError``."""
    with suppress(ValueError):
        events = decode_events(_text(data))
        assert decode_events(encode_events(events)) == events
        story = _busy()
        with suppress(LookupError):  # of nobody, or a room that is not there: such a meeting is not opened
            texts(replay(story.state, events))


def hear_janus(data: bytes) -> None:
    """Whatever Janus says, the connection goes on; what it says of candidates can be told to a page."""
    connection = Connection("t", None)
    connection.use_session(99, 0)
    connection.submit(videoroom.leave(7), now=0)
    connection.submit(requests.attach(), now=0)
    connection.data_to_send()
    text = _text(data)
    with suppress(JanusProtocolError):
        message = parse_message(text)
        if isinstance(message, Trickled):
            encode(PageMedia("page", 1).candidate("up", message.candidate))
    for now in (1, 2):
        with suppress(JanusProtocolError):
            connection.receive_data(text, now)
    connection.submit(videoroom.leave(7), now=3)
    connection.data_to_send()
    connection.handle_timeout(connection.next_deadline() or 4)
    connection.connection_lost()


_TOKENS: Final = Tokens(FixedKeys())


def read_token(data: bytes) -> None:
    """A token nobody signed is refused, whatever it looks like."""
    for read in (_TOKENS.link, _TOKENS.seat, _TOKENS.file):
        with suppress(InvalidToken, ExpiredToken):
            read(_text(data), NOW)


def read_signed(data: bytes) -> None:
    """What is signed is refused too, unless it has the fields of its purpose; it can be signed again."""
    try:
        fields = json.loads(_text(data))
        signed = {purpose: _signed(purpose, fields) for purpose in ("link", "seat", "file")}
    except (ValueError, RecursionError):
        return
    with suppress(InvalidToken, ExpiredToken):
        link = _TOKENS.link(signed["link"], NOW)
        assert _TOKENS.link(_TOKENS.of_link(link, NOW), NOW) == link
    with suppress(InvalidToken, ExpiredToken):
        seat = _TOKENS.seat(signed["seat"], NOW)
        assert _TOKENS.seat(_TOKENS.of_seat(seat, NOW), NOW) == seat
    with suppress(InvalidToken, ExpiredToken):
        address = _TOKENS.file(signed["file"], NOW)
        assert _TOKENS.file(_TOKENS.of_file(address, NOW), NOW) == address


def _signed(purpose: str, fields: object) -> str:
    keys = list(FixedKeys().signing_keys(NOW))
    return str(URLSafeSerializer(keys, salt=f"reconvene.{purpose}").dumps(fields))


def clean(data: bytes) -> None:
    """What people call things is clean or refused; cleaning twice changes nothing."""
    text = data.decode(errors="surrogateescape")
    name, words, file = clean_name(text, 64), clean_text(text), file_name(text)
    for cleaned in (name, words, file):
        if cleaned is not None:
            cleaned.encode()
    assert name is None or clean_name(name, 64) == name
    assert words is None or clean_text(words) == words
    assert 0 < len(file) <= LONGEST_NAME
    assert not set(file) & set("/\\\r\n\0")


def _written(frames: Sequence[object]) -> list[bytes]:
    return [json.dumps(frame).encode() for frame in frames]


@cache
def targets() -> Mapping[str, Target]:
    """Return every target by its name."""
    frames, story = _written(FRAMES), _busy()
    commands = [text for text in frames if b'"command"' in text]
    log = [encode_events((event,)).encode() for event in story.happened]
    meeting = texts(story.state).meeting
    fields = [
        [meeting, "moderator", 2_000, HOST, None, 0],
        [meeting, "participant", 2_000, ADA],
        [meeting, "participant", 2_000, "nobody", "t_1", 3],
        [meeting, "moderator", 2_000, 1],
        [meeting, ADA, 2_000, "f_1"],
    ]
    hello = [{"type": "hello", "seat": seat, "client": 7} for seat in ("x", *fields)]
    token = _TOKENS.of_link(Link(meeting, "moderator", Millis(2_000)), NOW).encode()
    names = [b"Ada", "Grüße 😀".encode(), b"../a.pdf", b"line\r\nline"]
    return {
        "frames": Target(read_frame, frames),
        "rules": Target(carry_out, commands),
        "document hello": Target(read_hello, _written(hello)),
        "documents": Target(draw, _drawn()[1]),
        "log": Target(read_log, log),
        "janus": Target(hear_janus, _written(SAID_BY_JANUS)),
        "tokens": Target(read_token, [token]),
        "signed tokens": Target(read_signed, _written(fields)),
        "names": Target(clean, names),
    }
