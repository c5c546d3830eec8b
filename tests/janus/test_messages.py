"""What Janus says: read into types, and never trusted."""

import json
import random

import pytest

from reconvene.janus.fields import JanusProtocolError
from reconvene.janus.messages import (
    Acknowledged,
    Detached,
    Failed,
    HungUp,
    Identified,
    MediaSeen,
    Message,
    PluginSaid,
    SessionOver,
    SlowLink,
    Succeeded,
    Trickled,
    WebRtcUp,
    is_news_about_others,
    parse_message,
)
from reconvene.janus.room_messages import (
    Attached,
    Configured,
    Joined,
    Left,
    Participant,
    Participants,
    RoomCreated,
    RoomDestroyed,
    RoomMessage,
    RoomNews,
    RoomRefusal,
    Started,
    SubscribedStream,
    Switched,
    Updated,
)

STREAM = {
    "type": "video", "active": True, "mindex": 1, "mid": "1", "ready": True, "send": True,
    "feed_id": "ann@5", "feed_mid": "2", "codec": "vp8",
    "simulcast": {"substream": -1, "substream-target": 2, "temporal-layer": -1, "temporal-layer-target": 2},
}  # fmt: skip
DEAD = {"type": "audio", "active": False, "mindex": 0, "mid": "0", "ready": False, "send": True}
STREAMS = (
    SubscribedStream("1", "video", "ann@5", "2", 2),
    SubscribedStream("0", "audio", None, None, None),
)

CORE: list[tuple[dict[str, object], Message]] = [
    ({"janus": "ack", "transaction": "t"}, Acknowledged("t")),
    ({"janus": "success", "transaction": "t"}, Succeeded("t", None)),
    ({"janus": "success", "transaction": "t", "data": {"id": 9}}, Succeeded("t", 9)),
    (
        {"janus": "server_info", "transaction": "t", "server-name": "n", "version_string": "1.1.2"},
        Identified("t", "n", "1.1.2"),
    ),
    ({"janus": "error", "error": {"code": 458, "reason": "no"}}, Failed(None, 458, "no")),
    ({"janus": "webrtcup", "sender": 4}, WebRtcUp(4)),
    ({"janus": "hangup", "sender": 4, "reason": "ICE failed"}, HungUp(4, "ICE failed")),
    ({"janus": "hangup", "sender": 4}, HungUp(4, "no reason given")),
    ({"janus": "detached", "sender": 4}, Detached(4)),
    ({"janus": "media", "sender": 4, "mid": "0", "receiving": True}, MediaSeen(4, "0", 0, receiving=True)),
    (
        {"janus": "media", "sender": 4, "mid": "1", "receiving": False, "substream": 2},
        MediaSeen(4, "1", 2, receiving=False),
    ),
    ({"janus": "slowlink", "sender": 4, "uplink": True, "lost": 8}, SlowLink(4, uplink=True, lost=8)),
    ({"janus": "trickle", "sender": 4, "candidate": {"completed": True}}, Trickled(4, None)),
    (
        {"janus": "trickle", "sender": 4, "candidate": {"candidate": "c", "sdpMid": "0"}},
        Trickled(4, {"candidate": "c", "sdpMid": "0"}),
    ),
    ({"janus": "timeout", "session_id": 1}, SessionOver(1, timed_out=True)),
]

ROOM: list[tuple[dict[str, object], RoomMessage]] = [
    ({"videoroom": "created", "room": "r"}, RoomCreated("r")),
    ({"videoroom": "destroyed", "room": "r"}, RoomDestroyed("r")),
    (
        {
            "videoroom": "participants",
            "room": "r",
            "participants": [{"id": "1", "dummy": True, "publisher": True}, {"id": "a", "publisher": False}],
        },
        Participants(
            "r",
            (Participant("1", publishing=True, dummy=True), Participant("a", publishing=False, dummy=False)),
        ),
    ),
    ({"videoroom": "joined", "room": "r", "id": "ann@5", "publishers": []}, Joined("ann@5")),
    ({"videoroom": "attached", "room": "r", "streams": [STREAM, DEAD]}, Attached(STREAMS)),
    ({"videoroom": "updated", "room": "r", "streams": [STREAM, DEAD]}, Updated(STREAMS)),
    ({"videoroom": "event", "switched": "ok", "changes": 1, "streams": [STREAM, DEAD]}, Switched(1, STREAMS)),
    ({"videoroom": "event", "started": "ok"}, Started()),
    ({"videoroom": "event", "configured": "ok"}, Configured()),
    ({"videoroom": "event", "left": "ok"}, Left()),
    ({"videoroom": "event", "leaving": "ok"}, Left()),
    ({"videoroom": "event", "leaving": "somebody"}, RoomNews("leaving")),
    ({"videoroom": "event", "mid": "1", "substream": 0}, RoomNews("substream")),
    ({"videoroom": "event", "error_code": 428, "error": "No such feed"}, RoomRefusal(428, "No such feed")),
]


def wrapped(data: dict[str, object]) -> dict[str, object]:
    return {
        "janus": "event",
        "session_id": 1,
        "sender": 4,
        "plugindata": {"plugin": "janus.plugin.videoroom", "data": data},
    }


@pytest.mark.parametrize(("source", "expected"), CORE)
def test_messages_of_the_core_are_read(source: dict[str, object], expected: Message) -> None:
    assert parse_message(json.dumps(source)) == expected


@pytest.mark.parametrize(("data", "expected"), ROOM)
def test_messages_of_the_plugin_are_read(data: dict[str, object], expected: RoomMessage) -> None:
    said = parse_message(json.dumps(wrapped(data)))
    assert said == PluginSaid(None, 4, expected, None)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "nothing",
        "[" * 100_000,
        "{}",
        '{"janus":1}',
        '{"janus":"poem"}',
        '{"janus":"ack"}',
        '{"janus":"webrtcup","sender":"4"}',
        '{"janus":"webrtcup","sender":true}',
        '{"janus":"success","transaction":"t","data":5}',
        '{"janus":"error","error":{"code":"x","reason":"y"}}',
        '{"janus":"event","sender":4,"plugindata":{"plugin":"other","data":{}}}',
        json.dumps(wrapped({"videoroom": "event"})),
        json.dumps(wrapped({"videoroom": "poem"})),
        json.dumps(wrapped({"videoroom": "participants", "room": "r", "participants": [5]})),
        json.dumps(wrapped({"videoroom": "attached", "streams": [{"mid": 0, "type": "audio"}]})),
        json.dumps(wrapped({"videoroom": "event", "switched": "ok", "changes": None, "streams": []})),
        json.dumps({**wrapped({"videoroom": "event", "started": "ok"}), "jsep": {"type": "offer"}}),
        '{"janus":"trickle","sender":4,"candidate":{"sdpMid":"0"}}',
        '{"janus":"trickle","sender":4,"candidate":{"candidate":"a","sdpMLineIndex":"0"}}',
        '{"janus":"trickle","sender":4,"candidate":{"candidate":"half \\ud83d a smile"}}',
        json.dumps({"janus": "trickle", "sender": 4, "candidate": {"candidate": "x" * 2_001}}),
    ],
)
def test_malformed_messages_are_protocol_errors(text: str) -> None:
    with pytest.raises(JanusProtocolError):
        parse_message(text)


def test_no_damage_to_a_message_leads_to_anything_but_a_protocol_error() -> None:
    chance = random.Random(1)
    texts = [json.dumps(source) for source, _ in CORE] + [json.dumps(wrapped(data)) for data, _ in ROOM]
    junk = ["null", "1", '""', "{}", "[]", "true", "x"]
    refused = 0
    for _ in range(4_000):
        text = chance.choice(texts)
        start, length = chance.randrange(len(text)), chance.randrange(1, 12)
        damaged = text[:start] + chance.choice(junk) + text[start + length :]
        try:
            parse_message(damaged)
        except JanusProtocolError:
            refused += 1
    assert refused > 1_000


@pytest.mark.parametrize("about", ["publishers", "joining", "unpublished", "leaving", "kicked"])
def test_news_about_others_is_known_without_decoding(about: str) -> None:
    """Joining N people brings N² of these: they are not even decoded."""
    data: dict[str, object] = {"videoroom": "event", "room": "m_1", about: [{"id": "x", "streams": []}]}
    assert is_news_about_others(json.dumps(wrapped(data), separators=(",", ":")))


@pytest.mark.parametrize(("data", "expected"), ROOM)
def test_nothing_that_matters_is_taken_for_news(data: dict[str, object], expected: RoomMessage) -> None:
    text = json.dumps(wrapped(data), separators=(",", ":"))
    assert not is_news_about_others(text)
    assert expected == parse_message(text).message  # type: ignore[union-attr]


def test_an_answer_is_never_taken_for_news() -> None:
    """``leave`` is answered with the very word that tells of others."""
    answer = {
        "janus": "event",
        "session_id": 1,
        "transaction": "t-1",
        "sender": 4,
        "plugindata": {
            "plugin": "janus.plugin.videoroom",
            "data": {"videoroom": "event", "room": "r", "leaving": "ok"},
        },
    }
    assert not is_news_about_others(json.dumps(answer, separators=(",", ":")))
