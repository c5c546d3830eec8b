"""Signed tokens: links, which let people in, and seats, which say who someone is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, cast

from itsdangerous import BadData, URLSafeSerializer

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
    """The token was not made by this server, or not for this purpose."""


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
        meeting, person, expires, file = self._read("file", token, now)
        return FileAddress(
            cast("MeetingId", meeting), cast("PersonId", person), Millis(expires), cast("FileId", file)
        )

    def link(self, token: str, now: Millis) -> Link:
        """Return the link of a token; raises `InvalidToken` or `ExpiredToken`."""
        meeting, role, expires, *more = self._read("link", token, now)
        return Link(
            cast("MeetingId", meeting),
            cast("LinkRole", role),
            Millis(expires),
            more[0] if more else 0,
        )

    def seat(self, token: str, now: Millis) -> Seat:
        """Return the seat of a token; raises `InvalidToken` or `ExpiredToken`."""
        meeting, role, expires, person, *more = self._read("seat", token, now)
        return Seat(
            cast("MeetingId", meeting),
            cast("LinkRole", role),
            Millis(expires),
            cast("PersonId", person),
            cast("TextId | None", more[0] if more else None),
            more[1] if len(more) > 1 else 0,
        )

    def _serializer(self, purpose: str, now: Millis) -> URLSafeSerializer:
        return URLSafeSerializer(list(self._keys.signing_keys(now)), salt=f"reconvene.{purpose}")

    def _write(self, purpose: str, now: Millis, fields: Sequence[str | int | None]) -> str:
        return str(self._serializer(purpose, now).dumps(list(fields)))

    def _read(self, purpose: str, token: str, now: Millis) -> list[int]:
        try:
            values = cast("list[int]", self._serializer(purpose, now).loads(token))
        except BadData as error:
            raise InvalidToken from error
        if values[2] <= now:
            raise ExpiredToken
        return values
