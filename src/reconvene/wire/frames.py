"""Every frame that goes over the WebSocket, in both directions, as `docs/protocol.md` describes them."""

from typing import Annotated, Final, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from reconvene.meeting.ids import Direction, Millis, PersonId, Reaction, Source
from reconvene.meeting.notices import Notice
from reconvene.meeting.records import Record
from reconvene.meeting.refusals import Code
from reconvene.wire.commands import WireCommand

NO_NULL: Final = r"^[^\x00]*$"
"""Ids are stored, and not every database has room for this one character."""


class _Frame(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)


class Candidate(_Frame):
    """An ``RTCIceCandidateInit``."""

    candidate: Annotated[str, Field(max_length=2_000)]
    sdpMid: Annotated[str, Field(max_length=64)] | None = None  # noqa: N815 - the browser's name
    sdpMLineIndex: int | None = None  # noqa: N815 - the browser's name
    usernameFragment: Annotated[str, Field(max_length=256)] | None = None  # noqa: N815 - the browser's name


class Mids(_Frame):
    """Which m-line of the page's offer carries which source."""

    microphone: Annotated[str, Field(max_length=64)]
    camera: Annotated[str, Field(max_length=64)]
    screen: Annotated[str, Field(max_length=64)]
    screen_sound: Annotated[str, Field(max_length=64)]

    def by_source(self) -> dict[Source, str]:
        """Return the m-line of each source."""
        return {
            "microphone": self.microphone,
            "camera": self.camera,
            "screen": self.screen,
            "screen_sound": self.screen_sound,
        }


class Hello(_Frame):
    """First frame of every connection. ``epoch`` and ``since`` say what the page has already."""

    type: Literal["hello"]
    seat: Annotated[str, Field(max_length=2_048)]
    page: Annotated[str, Field(min_length=1, max_length=64)]
    epoch: Annotated[str, Field(max_length=64)] | None = None
    since: Annotated[int, Field(ge=0)] | None = None


class CommandFrame(_Frame):
    """A command; ``id`` is unique for this person, so that sending it again does nothing more."""

    type: Literal["command"]
    id: Annotated[str, Field(min_length=1, max_length=64, pattern=NO_NULL)]
    command: WireCommand


class Ping(_Frame):
    """Ask for the server's time."""

    type: Literal["ping"]
    at: float


class Speaking(_Frame):
    """The person began or stopped speaking."""

    type: Literal["speaking"]
    on: bool


class React(_Frame):
    """Show a reaction to those in the same room for a moment."""

    type: Literal["react"]
    reaction: Reaction


class LookedAt(_Frame):
    """A picture that is on the page's screen, and how high it is there, in the screen's own dots."""

    person: PersonId
    source: Literal["camera", "screen"]
    height: Annotated[int, Field(ge=1, le=10_000)]


class Looking(_Frame):
    """Which pictures the page shows in ``room``; no others are sent there, and none larger than shown.

    ``whole`` says that these are all there are: a picture that comes up there later is shown too.
    """

    type: Literal["looking"]
    room: Annotated[str, Field(max_length=64)]
    pictures: Annotated[tuple[LookedAt, ...], Field(max_length=64)]
    whole: bool = False


class Quality(_Frame):
    """How well the page's media connections work: 4 well, 3 with flaws, 2 badly, 1 hardly at all."""

    type: Literal["quality"]
    level: Annotated[int, Field(ge=1, le=4)]


class Publish(_Frame):
    """Offer the page's sending connection; whatever media the person had before is taken down."""

    type: Literal["publish"]
    attempt: Annotated[int, Field(ge=0)]
    sdp: str
    mids: Mids


class Subscribed(_Frame):
    """Answer the server's ``subscribe``."""

    type: Literal["subscribed"]
    attempt: Annotated[int, Field(ge=0)]
    sdp: str


class IceRestart(_Frame):
    """Offer another way for the sending connection of an attempt, and ask for one for the other."""

    type: Literal["ice_restart"]
    attempt: Annotated[int, Field(ge=0)]
    sdp: str


class Frozen(_Frame):
    """A picture stands still; ``times`` counts how often that was seen in a row.

    Packets of it arrive and cannot be decoded, or they are ``missing``.
    """

    type: Literal["frozen"]
    attempt: Annotated[int, Field(ge=0)]
    mid: Annotated[str, Field(max_length=64)]
    times: Annotated[int, Field(ge=1, le=100)]
    missing: bool = False


class PageCandidate(_Frame):
    """A candidate of the page; ``null`` ends them."""

    type: Literal["candidate"]
    attempt: Annotated[int, Field(ge=0)]
    connection: Direction
    candidate: Candidate | None


UpFrame: TypeAlias = Annotated[
    Hello
    | CommandFrame
    | Ping
    | Speaking
    | React
    | Looking
    | Quality
    | Publish
    | Subscribed
    | IceRestart
    | Frozen
    | PageCandidate,
    Field(discriminator="type"),
]


class RefusalNotice(_Frame):
    """Why a command was refused: a stable code and a sentence for people."""

    code: Code
    message: str


class Welcome(_Frame):
    """Answer to ``hello``. ``view`` is null when the frames the page missed follow instead."""

    type: Literal["welcome"] = "welcome"
    epoch: str
    person: PersonId
    now: Millis
    media: bool
    seq: int
    view: dict[str, Record] | None


class Changes(_Frame):
    """What one commit changed for this person; ``seq`` grows by one from frame to frame.

    ``notices`` are to be told once; they are no state.
    """

    type: Literal["changes"] = "changes"
    seq: int
    changes: tuple[tuple[Literal["put"], str, Record] | tuple[Literal["del"], str], ...]
    notices: tuple[Notice, ...]


class Answer(_Frame):
    """What became of a command; it follows the changes the command caused."""

    type: Literal["answer"] = "answer"
    id: str
    refusal: RefusalNotice | None


class Pong(_Frame):
    """The server's time; ``at`` is the ping's."""

    type: Literal["pong"] = "pong"
    at: float
    now: Millis


class SpeakingList(_Frame):
    """Who speaks now in the person's room: the whole list."""

    type: Literal["speaking"] = "speaking"
    people: tuple[PersonId, ...]


class Reacted(_Frame):
    """Somebody in the person's room shows a reaction."""

    type: Literal["reaction"] = "reaction"
    person: PersonId
    reaction: Reaction


class QualityList(_Frame):
    """Whose connection in the person's room does not work well: the whole list."""

    type: Literal["quality"] = "quality"
    people: dict[PersonId, int]


class Published(_Frame):
    """The answer to the page's offer, in ``publish`` or ``ice_restart``."""

    type: Literal["published"] = "published"
    attempt: int
    sdp: str


class Subscribe(_Frame):
    """The offer of the connection that carries everybody else; sent once per attempt and ``ice_restart``."""

    type: Literal["subscribe"] = "subscribe"
    attempt: int
    sdp: str


class ServerCandidate(_Frame):
    """A candidate of the media server; ``null`` ends them."""

    type: Literal["candidate"] = "candidate"
    attempt: int
    connection: Direction
    candidate: Candidate | None


class SlotUse(_Frame):
    """What one m-line of the subscriber connection carries."""

    mid: str
    person: PersonId
    source: Source


class Slots(_Frame):
    """What arrives where: the whole list, sent when the media server has confirmed it."""

    type: Literal["slots"] = "slots"
    attempt: int
    slots: tuple[SlotUse, ...]


class Relay(_Frame):
    """An ``RTCIceServer``: TURN addresses and the credentials for them."""

    urls: tuple[str, ...]
    username: str
    credential: str


class RelayList(_Frame):
    """The relays to use for connections made from now on; it may come before ``welcome``, and again later."""

    type: Literal["relays"] = "relays"
    relays: tuple[Relay, ...]


class MediaReset(_Frame):
    """The server's media are gone: publish again."""

    type: Literal["media_reset"] = "media_reset"


class ErrorFrame(_Frame):
    """Something was wrong with a frame; the codes are in `docs/protocol.md`."""

    type: Literal["error"] = "error"
    code: str
    message: str


DownFrame: TypeAlias = Annotated[
    Welcome
    | Changes
    | Answer
    | Pong
    | SpeakingList
    | Reacted
    | QualityList
    | Published
    | Subscribe
    | ServerCandidate
    | Slots
    | RelayList
    | MediaReset
    | ErrorFrame,
    Field(discriminator="type"),
]
