"""Signed tokens: links, which let people in, and seats, which say who someone is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol, TypeVar, cast

from itsdangerous import BadData, URLSafeSerializer
from pydantic import TypeAdapter, ValidationError
from pydantic_core import ArgsKwargs

from reconvene.live.ports import LinkRole
from reconvene.meeting.ids import FileId, MeetingId, Millis, PersonId, TextId


class Keys(Protocol):
    """The server's secrets; each call returns what is good at that moment."""

    def api_key(self) -> str:
        """Return the key that programs must show."""
        ...

    def signing_keys(self, now: Millis) -> Sequence[str]:
        """Return the keys whose signatures are good, the one to sign with last."""
        ...


class InvalidToken(Exception):
    """The token was not made by this server, or not for this purpose, or by a version that wrote others."""


class ExpiredToken(Exception):
    """The token was good once."""


@dataclass(frozen=True, slots=True)
class Link:
    """What a link stands for; it opens nothing after ``expires``, nor once its ``round`` was revoked."""

    meeting: MeetingId
    role: LinkRole
    expires: Millis
    round: int = 0


@dataclass(frozen=True, slots=True)
class Seat:
    """Who someone is: kept by the page, so that after a reload they are the same person (JN2).

    ``passcode`` names the words that the person knew, if the meeting asked for any (JN3); ``round`` is
    that of the link they came through.
    """

    meeting: MeetingId
    role: LinkRole
    expires: Millis
    person: PersonId
    passcode: TextId | None = None
    round: int = 0


@dataclass(frozen=True, slots=True)
class FileAddress:
    """Which file one person may read until ``expires``, if they still may by then."""

    meeting: MeetingId
    person: PersonId
    expires: Millis
    file: FileId


class Tokens:
    """Makes and reads tokens signed with the server's keys; a link cannot pass for a seat."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys

    def of_link(self, link: Link, now: Millis) -> str:
        """Return the token of a link."""
        return self._write("link", now, [link.meeting, link.role, link.expires, link.round])

    def of_seat(self, seat: Seat, now: Millis) -> str:
        """Return the token of a seat."""
        fields = [seat.meeting, seat.role, seat.expires, seat.person, seat.passcode, seat.round]
        return self._write("seat", now, fields)

    def of_file(self, address: FileAddress, now: Millis) -> str:
        """Return the token of a file's address."""
        return self._write("file", now, [address.meeting, address.person, address.expires, address.file])

    def file(self, token: str, now: Millis) -> FileAddress:
        """Return the address of a token; raises `InvalidToken` or `ExpiredToken`."""
        return _in_force(_FILE, self._read("file", token, now), now)

    def link(self, token: str, now: Millis) -> Link:
        """Return the link of a token; raises `InvalidToken` or `ExpiredToken`."""
        return _in_force(_LINK, self._read("link", token, now), now)

    def seat(self, token: str, now: Millis) -> Seat:
        """Return the seat of a token; raises `InvalidToken` or `ExpiredToken`."""
        return _in_force(_SEAT, self._read("seat", token, now), now)

    def _serializer(self, purpose: str, now: Millis) -> URLSafeSerializer:
        return URLSafeSerializer(list(self._keys.signing_keys(now)), salt=f"reconvene.{purpose}")

    def _write(self, purpose: str, now: Millis, fields: Sequence[str | int | None]) -> str:
        return str(self._serializer(purpose, now).dumps(list(fields)))

    def _read(self, purpose: str, token: str, now: Millis) -> object:
        try:
            return cast("object", self._serializer(purpose, now).loads(token))
        except BadData as error:
            raise InvalidToken from error


_FILE: Final = TypeAdapter(FileAddress)
_LINK: Final = TypeAdapter(Link)
_SEAT: Final = TypeAdapter(Seat)

_Expiring = TypeVar("_Expiring", FileAddress, Link, Seat)


def _in_force(kind: TypeAdapter[_Expiring], fields: object, now: Millis) -> _Expiring:
    """Return what signed fields stand for; an earlier version may have written fewer, or others."""
    if not isinstance(fields, list):
        raise InvalidToken
    try:
        found = kind.validate_python(ArgsKwargs(tuple(fields)))
    except ValidationError as error:
        raise InvalidToken from error
    if found.expires <= now:
        raise ExpiredToken
    return found
