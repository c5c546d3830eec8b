"""One example of every frame and command a page may send, and ways to damage them."""

from functools import cache
from typing import Any, Final

from hypothesis import strategies as st
from pydantic_core import to_json

from reconvene.meeting.commands import PublicCommand
from reconvene.wire.codec import decode
from reconvene.wire.commands import to_command
from reconvene.wire.frames import CommandFrame

Json = dict[str, Any]

COMMANDS: Final[tuple[Json, ...]] = (
    {
        "type": "configure_breakout",
        "rooms": 3,
        "assign": "choose",
        "time_limit": 10,
        "allow": {"call": True, "return_to_main": False, "switch_rooms": True},
        "people_per_room": None,
        "late": "hold",
        "capacity": 5,
    },
    {"type": "keep_rooms"},
    {"type": "add_room", "name": "Künste"},
    {"type": "rename_room", "room": "r1", "name": "Fish"},
    {"type": "delete_room", "room": "r1"},
    {"type": "move_people", "people": ["p_ada", "p_ben"], "room": "main"},
    {"type": "shuffle", "memory": True},
    {"type": "swap_people", "first": "p_ada", "second": "p_ben"},
    {"type": "move_room", "room": "r1", "to": "main"},
    {"type": "pin_person", "person": "p_ada", "pinned": True},
    {"type": "undo"},
    {"type": "move_to_next_room", "back": True},
    {"type": "gather_everyone"},
    {"type": "send_back"},
    {"type": "start_breakout"},
    {"type": "end_breakout"},
    {"type": "add_time", "minutes": -5},
    {"type": "broadcast", "text": "Noch fünf Minuten 😀", "rooms": ["r1", "r2"]},
    {"type": "broadcast_voice", "on": True},
    {"type": "answer_call", "person": "p_ada"},
    {"type": "claim_call", "person": "p_ada"},
    {"type": "dismiss_call", "person": "p_ada"},
    {"type": "set_role", "person": "p_ada", "role": "moderator"},
    {
        "type": "set_permissions",
        "permissions": {
            "unmute": False,
            "camera": True,
            "share": False,
            "chat": True,
            "private_chat": False,
            "lobby": True,
            "locked": False,
        },
    },
    {"type": "end_presentation", "room": "main"},
    {"type": "keep_people", "people": ["p_ada", "p_ben"], "keeping": "apart"},
    {"type": "drop_grouping", "grouping": 1},
    {"type": "mute_person", "person": "p_ada"},
    {"type": "mute_all", "room": "r1"},
    {"type": "stop_camera_of", "person": "p_ada"},
    {"type": "lower_hand", "person": "p_ada"},
    {"type": "lower_all_hands", "room": "main"},
    {"type": "remove_person", "person": "p_ada"},
    {"type": "admit_people", "people": ["p_ada", "p_ben"]},
    {"type": "refuse_people", "people": ["p_ada"]},
    {"type": "set_passcode", "passcode": "sesame"},
    {"type": "join_room", "room": "r2"},
    {"type": "set_microphone", "on": True},
    {"type": "set_camera", "on": False},
    {"type": "raise_hand", "raised": True},
    {"type": "call_moderator", "reason": "We are stuck"},
    {"type": "cancel_call"},
    {"type": "leave"},
    {"type": "share_screen", "sound": True},
    {"type": "stop_presenting"},
    {"type": "ask_to_present", "asking": True},
    {"type": "hand_over", "person": "p_ada"},
    {"type": "keep_presenting", "person": "p_ada"},
    {"type": "remove_file", "file": "f_1"},
    {"type": "bring_back", "rooms": ["r1"]},
    {"type": "say", "conversation": "room:main", "text": "Hello\n😀"},
    {"type": "edit_line", "line": "t_1", "text": "Hello"},
    {"type": "delete_line", "line": "t_1"},
    {"type": "show_file", "file": "f_1"},
    {"type": "turn_page", "page": 2},
    {"type": "set_playback", "playing": True, "position": 1500},
)
"""Every command with all of its fields."""

SHORT_COMMANDS: Final[tuple[tuple[Json, Json], ...]] = (
    (
        {
            "type": "configure_breakout",
            "rooms": 3,
            "assign": "manual",
            "time_limit": None,
            "allow": {"call": True, "return_to_main": True, "switch_rooms": False},
        },
        {"people_per_room": None, "late": None, "capacity": None},
    ),
    ({"type": "add_room"}, {"name": None}),
    ({"type": "shuffle"}, {"memory": False}),
    ({"type": "move_to_next_room"}, {"back": False}),
    ({"type": "broadcast", "text": "Hello"}, {"rooms": None}),
    ({"type": "call_moderator"}, {"reason": None}),
    ({"type": "share_screen"}, {"sound": False}),
    ({"type": "mute_all"}, {"room": None}),
    ({"type": "lower_all_hands"}, {"room": None}),
    ({"type": "admit_people"}, {"people": None}),
    ({"type": "refuse_people"}, {"people": None}),
)
"""Commands without what may be left out, and what that means then."""

CANDIDATE: Final[Json] = {
    "candidate": "candidate:1 1 udp 1 ::1 9 typ host",
    "sdpMid": "0",
    "sdpMLineIndex": 0,
}
FRAMES: Final[tuple[Json, ...]] = (
    {"type": "hello", "seat": "token", "page": "page-1", "epoch": None, "since": None},
    {"type": "hello", "seat": "token", "page": "page-1", "epoch": "e", "since": 7},
    *({"type": "command", "id": "c-1", "command": command} for command in COMMANDS),
    {"type": "ping", "at": 12.5},
    {"type": "ping", "at": 12},
    {"type": "speaking", "on": True},
    {"type": "react", "reaction": "clap"},
    {
        "type": "publish",
        "attempt": 1,
        "sdp": "v=0",
        "mids": {"microphone": "0", "camera": "1", "screen": "2", "screen_sound": "3"},
    },
    {
        "type": "looking",
        "room": "r1",
        "pictures": [{"person": "p_ada", "source": "camera", "height": 9}],
        "whole": False,
    },
    {"type": "quality", "level": 1},
    {"type": "subscribed", "attempt": 1, "sdp": "v=0"},
    {"type": "ice_restart", "attempt": 1, "sdp": "v=0"},
    {"type": "frozen", "attempt": 1, "mid": "3", "times": 1, "missing": False},
    {"type": "frozen", "attempt": 1, "mid": "3", "times": 2, "missing": True},
    {"type": "candidate", "attempt": 1, "connection": "up", "candidate": CANDIDATE},
    {"type": "candidate", "attempt": 1, "connection": "down", "candidate": None},
)

junk = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=5,
)


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """Return the text of a frame with a field replaced, added or gone, or cut off somewhere."""
    frame = dict(draw(st.sampled_from(FRAMES)))
    inner = frame
    if "command" in frame and draw(st.booleans()):
        inner = frame["command"] = dict(frame["command"])
    match draw(st.sampled_from(["replace", "add", "drop", "cut"])):
        case "replace":
            inner[draw(st.sampled_from(sorted(inner)))] = draw(junk)
        case "add":
            inner[draw(st.text(max_size=8))] = draw(junk)
        case "drop":
            del inner[draw(st.sampled_from(sorted(inner)))]
        case _:
            text = to_json(frame).decode()
            return text[: draw(st.integers(0, len(text)))]
    return to_json(frame).decode()


@cache
def command_of(name: str) -> PublicCommand:
    """Return the example of a command by its wire name."""
    (example,) = (command for command in COMMANDS if command["type"] == name)
    frame = decode(to_json({"type": "command", "id": "c-1", "command": example}).decode())
    assert isinstance(frame, CommandFrame)
    return to_command(frame.command)
