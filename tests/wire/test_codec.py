"""Frames from text and to text: what is understood, and that nothing else gets through."""

import json
from contextlib import suppress
from dataclasses import asdict
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter
from pydantic_core import to_json

from reconvene.meeting.commands import PublicCommand
from reconvene.meeting.ids import Millis, PersonId
from reconvene.meeting.notices import CallDismissed, LateJoiner
from reconvene.meeting.refusals import Code, Refusal
from reconvene.wire import frames as f
from reconvene.wire.codec import BadFrame, decode, encode
from reconvene.wire.commands import COMMAND_TAGS, tag, to_command
from tests.support.frames import CANDIDATE, COMMANDS, FRAMES, SHORT_COMMANDS, Json, damaged
from tests.support.meeting import ADA, meeting

DOWN: TypeAdapter[Any] = TypeAdapter(f.DownFrame)
DOWN_EXAMPLES = (
    f.Welcome(epoch="e", person=ADA, now=Millis(5), media=False, seq=0, view=None),
    f.Welcome(epoch="e", person=ADA, now=Millis(5), media=True, seq=3, view=meeting(ADA).view_of(ADA)),
    f.Changes(seq=4, changes=(("put", "me", meeting(ADA).view_of(ADA)["me"]), ("del", "room")), notices=()),
    f.Changes(seq=5, changes=(), notices=(LateJoiner(ADA, "Ada", "Room 1"), CallDismissed())),
    f.Answer(id="c-1", refusal=None),
    f.Answer(id="c-1", refusal=f.RefusalNotice(code=Code.NO_DRAFT, message=Refusal(Code.NO_DRAFT).message)),
    f.Pong(at=12.5, now=Millis(6)),
    f.SpeakingList(people=(ADA, PersonId("p_x"))),
    f.Reacted(person=ADA, reaction="party"),
    f.RelayList(relays=(f.Relay(urls=("turn:relay.test",), username="u", credential="c"),)),
    f.QualityList(people={PersonId("p_1"): 2}),
    f.Published(attempt=1, sdp="v=0"),
    f.Subscribe(attempt=1, sdp="v=0"),
    f.ServerCandidate(attempt=1, connection="down", candidate=None),
    f.Slots(attempt=1, slots=(f.SlotUse(mid="3", person=ADA, source="camera"),)),
    f.MediaReset(),
    f.ErrorFrame(code="BAD_FRAME", message="frame: no"),
)


def test_a_command_s_id_is_one_that_every_database_can_store() -> None:
    """RT1: PostgreSQL takes no text with a null character; the command could never be answered."""
    command = {"type": "raise_hand", "raised": True}
    decode(json.dumps({"type": "command", "id": "ü😀\n", "command": command}))
    assert refused({"type": "command", "id": "a\0", "command": command}).code == "BAD_FRAME"


def refused(frame: object) -> BadFrame:
    with pytest.raises(BadFrame) as bad:
        decode(frame if isinstance(frame, str) else to_json(frame).decode())
    assert bad.value.code == "BAD_FRAME"
    assert bad.value.message
    return bad.value


def plain(frame: Json) -> Json:
    """Return a frame with what may be left out filled in."""
    return (
        frame
        if frame["type"] != "candidate" or not frame["candidate"]
        else {**frame, "candidate": {"usernameFragment": None, **frame["candidate"]}}
    )


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: str(frame["type"]))
def test_every_frame_of_a_page_is_understood_and_means_what_it_says(frame: Json) -> None:
    read = decode(json.dumps(frame))
    assert json.loads(encode(read)) == plain(frame)


def test_every_kind_of_frame_has_an_example() -> None:
    assert {type(decode(json.dumps(frame))) for frame in FRAMES} == set(get_args(get_args(f.UpFrame)[0]))
    assert {type(frame) for frame in DOWN_EXAMPLES} == set(get_args(get_args(f.DownFrame)[0]))


@pytest.mark.parametrize("frame", DOWN_EXAMPLES, ids=lambda frame: str(frame.type))
def test_every_frame_of_the_server_can_be_read_again(frame: Any) -> None:  # noqa: ANN401
    text = encode(frame)
    assert DOWN.validate_json(text) == frame


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: str(command["type"]))
def test_every_command_has_a_wire_form_and_back(command: Json) -> None:
    """RT1: what the page asks for is the very command the rules decide."""
    read = decode(json.dumps({"type": "command", "id": "c", "command": command}))
    assert isinstance(read, f.CommandFrame)
    meant = to_command(read.command)
    assert isinstance(meant, get_args(PublicCommand))
    assert {"type": tag(type(meant)), **json.loads(json.dumps(asdict(meant)))} == command
    hash(meant)


@pytest.mark.parametrize(("command", "rest"), SHORT_COMMANDS, ids=lambda part: str(part.get("type")))
def test_what_a_command_leaves_out_has_a_meaning(command: Json, rest: Json) -> None:
    """RT1: a program that knows no newer field asks for what it always asked for."""
    read = decode(json.dumps({"type": "command", "id": "c", "command": command}))
    assert isinstance(read, f.CommandFrame)
    assert json.loads(encode(read.command)) == {**command, **rest}


def test_every_public_command_is_among_the_examples_and_no_other_has_a_wire_form() -> None:
    """RT1: what only the server says cannot be said by a page."""
    assert sorted(command["type"] for command in COMMANDS) == sorted(COMMAND_TAGS)
    for kind in ("join", "disconnect", "tick", "Shuffle", ""):
        refused({"type": "command", "id": "c", "command": {"type": kind, "role": "host"}})


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: str(frame["type"]))
def test_extra_fields_are_refused_everywhere(frame: Json) -> None:
    refused({**frame, "by": "p_host"})
    for key, value in frame.items():
        if isinstance(value, dict):
            refused({**frame, key: {**value, "by": "p_host"}})


@pytest.mark.parametrize(
    "frame",
    [
        "",
        "{",
        "null",
        "[]",
        "5",
        '"hello"',
        "\x00",
        "{}",
        '{"type":null}',
        {"type": "welcome"},
        {"type": "speaking", "on": 1},
        {"type": "speaking", "on": "true"},
        {"type": "ping", "at": "5"},
        '{"type":"ping","at":NaN}',
        '{"type":"ping","at":1e999}',
        {"type": "hello", "seat": "x" * 2_049, "page": "p"},
        {"type": "hello", "seat": "x", "page": ""},
        {"type": "hello", "seat": "x", "page": "p" * 65},
        {"type": "hello", "seat": "x", "page": "p", "since": -1},
        {"type": "command", "id": "", "command": {"type": "leave"}},
        {"type": "command", "id": "c" * 65, "command": {"type": "leave"}},
        {"type": "command", "id": "c", "command": {"type": "add_time", "minutes": 1.5}},
        {"type": "command", "id": "c", "command": {"type": "add_time", "minutes": "1"}},
        {"type": "command", "id": "c", "command": {"type": "move_people", "people": "p", "room": "r1"}},
        {
            "type": "publish",
            "attempt": -1,
            "sdp": "",
            "mids": {"microphone": "", "camera": "", "screen": "", "screen_sound": ""},
        },
        {"type": "candidate", "attempt": 1, "connection": "sideways", "candidate": None},
        {"type": "candidate", "attempt": 1, "connection": "up", "candidate": {**CANDIDATE, "sdpMid": 0}},
    ],
)
def test_what_the_protocol_does_not_know_is_a_bad_frame(frame: object) -> None:
    refused(frame)


@pytest.mark.parametrize("text", ["[" * 60_000, '{"type":' * 10_000, '"' + "a" * 65_000, "9" * 60_000])
def test_monstrous_text_is_a_bad_frame_like_any_other(text: str) -> None:
    refused(text)
    refused('{"type":"command","id":"c","command":{"type":"add_time","minutes":' + text + "}}")


def test_a_complaint_says_where_and_does_not_repeat_what_was_sent() -> None:
    secret = "s3cret" * 400
    bad = refused({"type": "hello", "seat": secret, "page": "p"})
    assert "seat" in bad.message
    assert "s3cret" not in bad.message
    assert len(refused({"type": "hello", **{f"x{n}": n for n in range(500)}}).message) < 500


@given(text=st.text(st.characters(), max_size=60) | damaged())
def test_any_text_is_a_frame_or_a_bad_frame(text: str) -> None:
    with suppress(BadFrame):
        read = decode(text)
        assert decode(encode(read)) == read
