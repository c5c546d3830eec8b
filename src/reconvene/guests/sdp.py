"""The session descriptions of a guest's two connections, as text."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from aiortc import RTCDtlsFingerprint
from aiortc.rtcicetransport import RTCIceCandidate
from aiortc.sdp import SessionDescription, candidate_to_sdp

OPUS: Final = 111
VP8: Final = 96

_CODECS: Final = {
    "audio": (OPUS, (f"rtpmap:{OPUS} opus/48000/2", f"fmtp:{OPUS} useinbandfec=1")),
    "video": (VP8, (f"rtpmap:{VP8} VP8/90000", f"rtcp-fb:{VP8} nack pli", f"rtcp-fb:{VP8} ccm fir")),
}


@dataclass(frozen=True, slots=True)
class Terms:
    """What one end says of itself: how it is reached and by which certificate it is known."""

    ufrag: str
    password: str
    fingerprints: tuple[RTCDtlsFingerprint, ...]
    candidates: tuple[RTCIceCandidate, ...]
    lite: bool = False
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """One m-line of what the media server sends; ``ssrcs`` are the streams it may carry."""

    mid: str
    kind: str
    payload_type: int
    codec: str
    ssrcs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Described:
    """What the other end wants: its terms, and the lines in their order."""

    terms: Terms
    lines: tuple[Line, ...]


def parse(text: str) -> Described:
    """Return what a description says; raises `ValueError` for one without ICE or DTLS."""
    session = SessionDescription.parse(text)
    first = session.media[0]
    if first.ice is None or first.dtls is None or first.ice.usernameFragment is None:
        raise ValueError("a description without ICE or DTLS")
    terms = Terms(
        ufrag=first.ice.usernameFragment,
        password=first.ice.password or "",
        fingerprints=tuple(first.dtls.fingerprints),
        candidates=tuple(first.ice_candidates),
        lite=first.ice.iceLite,
        complete=first.ice_candidates_complete,
    )
    lines = tuple(
        Line(
            mid=media.rtp.muxId,
            kind=media.kind,
            payload_type=media.rtp.codecs[0].payloadType or 0,
            codec=str(media.rtp.codecs[0]),
            ssrcs=tuple(one.ssrc for one in media.ssrc),
        )
        for media in session.media
    )
    return Described(terms, lines)


def offer(terms: Terms, streams: Sequence[tuple[str, int]]) -> str:
    """Offer to send these streams, each a kind and an SSRC; the mids are 0, 1, 2 and so on."""
    sections = []
    for mid, (kind, ssrc) in enumerate(streams):
        payload_type, codec = _CODECS[kind]
        attributes = (f"mid:{mid}", "sendonly", *codec, f"ssrc:{ssrc} cname:guest")
        sections.append(_section(kind, payload_type, attributes, terms, "actpass", first=mid == 0))
    return _session([str(mid) for mid in range(len(streams))], sections)


def answer(terms: Terms, lines: Sequence[Line]) -> str:
    """Answer an offer by receiving all it has."""
    sections = [
        _section(
            line.kind,
            line.payload_type,
            (f"mid:{line.mid}", "recvonly", f"rtpmap:{line.payload_type} {line.codec}"),
            terms,
            "passive",
            first=number == 0,
        )
        for number, line in enumerate(lines)
    ]
    return _session([line.mid for line in lines], sections)


def _session(mids: Sequence[str], sections: Sequence[str]) -> str:
    head = ("v=0", "o=- 1 1 IN IP4 0.0.0.0", "s=-", "t=0 0", f"a=group:BUNDLE {' '.join(mids)}")
    return "".join(f"{line}\r\n" for line in head) + "".join(sections)


def _section(
    kind: str, payload_type: int, attributes: Sequence[str], terms: Terms, setup: str, *, first: bool
) -> str:
    reached = [f"candidate:{candidate_to_sdp(one)}" for one in terms.candidates] if first else []
    fingerprint = next(one for one in terms.fingerprints if one.algorithm == "sha-256")
    common = (
        "rtcp-mux",
        *attributes,
        *reached,
        *(["end-of-candidates"] if first else []),
        f"ice-ufrag:{terms.ufrag}",
        f"ice-pwd:{terms.password}",
        f"fingerprint:{fingerprint.algorithm} {fingerprint.value}",
        f"setup:{setup}",
    )
    head = f"m={kind} 9 UDP/TLS/RTP/SAVPF {payload_type}\r\nc=IN IP4 0.0.0.0\r\n"
    return head + "".join(f"a={line}\r\n" for line in common)
