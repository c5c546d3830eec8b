"""What guests send: real Opus and VP8, cut into real RTP."""

from itertools import pairwise
from typing import Any

import av
import pytest
from aiortc import RTCDtlsFingerprint
from aiortc.rtp import RtcpPsfbPacket, RtpPacket
from av.audio.codeccontext import AudioCodecContext

from reconvene.guests import cast, portrait, rtp, sdp, voice
from reconvene.guests.portrait import Picture


def _vp8(picture: Picture) -> "av.Packet[Any]":
    return av.Packet(b"".join(payload[1:] for payload in picture))


def test_every_second_of_a_film_can_be_seen_without_what_came_before() -> None:
    film = portrait.film(cast.name(0), 0, portrait.SMALL)
    assert len(film) == portrait.SECONDS
    for second in film:
        decoder = av.CodecContext.create("vp8", "r")
        assert isinstance(decoder, av.VideoCodecContext)
        pictures = [frame for picture in second for frame in decoder.decode(_vp8(picture))]
        assert len(pictures) == portrait.RATE
        assert (pictures[0].width, pictures[0].height) == (portrait.SMALL.width, portrait.SMALL.height)


def test_voices_differ_and_are_heard() -> None:
    assert voice.voice(0) != voice.voice(1)
    decoder = av.CodecContext.create("libopus", "r")
    assert isinstance(decoder, AudioCodecContext)
    decoder.sample_rate, decoder.layout, decoder.format = 48_000, "mono", "s16"
    loudest = 0
    for payload in voice.voice(0):
        for frame in decoder.decode(av.Packet(payload)):
            assert frame.samples == 960
            loudest = max(loudest, *memoryview(bytes(frame.planes[0])).cast("h"))
    assert 3_000 < loudest < 32_000


def test_no_two_guests_have_the_same_name() -> None:
    names = [cast.name(number) for number in range(2_000)]
    assert len(set(names)) == len(names)


def test_packets_of_a_stream_are_numbered_without_a_gap() -> None:
    stream = rtp.Stream(ssrc=77, payload_type=96)
    frames = [
        RtpPacket.parse(packet)
        for _ in range(40_000)
        for packet in stream.packets((b"a", b"b"), 9, marker=True)
    ]
    numbers = [packet.sequence_number for packet in frames]
    assert all((after - before) % 65_536 == 1 for before, after in pairwise(numbers))
    assert [packet.marker for packet in frames[:4]] == [0, 1, 0, 1]
    assert (frames[0].ssrc, frames[0].payload_type, frames[0].timestamp) == (77, 96, 9)


@pytest.mark.parametrize(("fmt", "asks"), [(1, True), (4, True), (15, False)])
def test_a_keyframe_is_asked_for_by_pli_and_fir_alone(fmt: int, asks: bool) -> None:  # noqa: FBT001
    report = RtcpPsfbPacket(fmt=15, ssrc=1, media_ssrc=2, fci=b"REMB" + bytes(8))
    request = RtcpPsfbPacket(fmt=fmt, ssrc=1, media_ssrc=2)
    assert rtp.asks_for_keyframe(bytes(report) + bytes(request)) is asks


def test_an_offer_is_understood_as_it_was_meant() -> None:
    terms = sdp.Terms("ufrag", "p" * 22, (RTCDtlsFingerprint("sha-256", "AB:CD"),), ())
    read = sdp.parse(sdp.offer(terms, [("audio", 5), ("video", 6)]))
    assert read.terms == terms
    assert [(line.mid, line.kind, line.ssrcs) for line in read.lines] == [
        ("0", "audio", (5,)),
        ("1", "video", (6,)),
    ]


def test_an_answer_keeps_the_lines_of_the_offer() -> None:
    terms = sdp.Terms("ufrag", "p" * 22, (RTCDtlsFingerprint("sha-256", "AB:CD"),), ())
    offered = sdp.parse(sdp.offer(terms, [("audio", 5), ("video", 6), ("video", 7)]))
    answered = sdp.parse(sdp.answer(terms, offered.lines))
    assert [(line.mid, line.kind, line.codec) for line in answered.lines] == [
        (line.mid, line.kind, line.codec) for line in offered.lines
    ]
