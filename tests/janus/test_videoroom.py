"""What we ask of the VideoRoom plugin, field by field where a default of the plugin would hurt."""

from collections.abc import Mapping
from typing import Any, cast

from reconvene.janus import requests, videoroom
from reconvene.janus.requests import Request
from reconvene.janus.videoroom import DUMMY_MIDS, SlotChange, Track


def body(request: Request) -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", request.fields["body"])


def test_a_room_admits_everybody_and_is_quiet() -> None:
    """The plugin admits 3 publishers by default, and copies talk events to everyone."""
    asked = body(videoroom.create_room(1, "m_1"))
    assert asked["publishers"] == videoroom.MANY
    assert asked["audiolevel_event"] is False
    assert asked["notify_joining"] is False


def test_a_room_has_a_dummy_for_opus_and_vp8() -> None:
    asked = body(videoroom.create_room(1, "m_1"))
    assert asked["dummy_publisher"] is True
    assert [stream["codec"] for stream in asked["dummy_streams"]] == ["opus", "vp8"]
    assert (asked["audiocodec"], asked["videocodec"]) == ("opus", "vp8")


def test_simulcast_layers_are_announced_lowest_first() -> None:
    request = videoroom.join_and_publish(1, "m_1", "ann@1", "offer")
    assert request.fields["jsep"] == {"type": "offer", "sdp": "offer", "rid_order": "lmh"}


def test_a_subscriber_names_each_slot_and_wants_no_renegotiation() -> None:
    tracks = [
        Track("9", DUMMY_MIDS["audio"]),
        Track("9", DUMMY_MIDS["video"]),
        Track("9", DUMMY_MIDS["video"]),
    ]
    asked = body(videoroom.join_and_subscribe(1, "m_1", tracks))
    assert asked["autoupdate"] is False
    assert asked["streams"] == [
        {"feed": "9", "mid": "0"},
        {"feed": "9", "mid": "1"},
        {"feed": "9", "mid": "1"},
    ]


def test_layers_are_chosen_slot_by_slot() -> None:
    """Without ``mid`` the plugin silently applies a layer to all slots."""
    asked = body(videoroom.choose_layers(1, [("4", 0), ("5", 2)]))
    assert asked["streams"] == [{"mid": "4", "substream": 0}, {"mid": "5", "substream": 2}]


def test_a_switch_names_the_source_and_the_slot() -> None:
    asked = body(videoroom.switch(1, [SlotChange("4", Track("ann@1", "1"))]))
    assert asked["streams"] == [{"feed": "ann@1", "mid": "1", "sub_mid": "4"}]


def test_the_end_of_candidates_is_said() -> None:
    assert requests.trickle(1, None).fields == {"candidate": {"completed": True}}
