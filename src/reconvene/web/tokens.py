"""Signed tokens: links, which let people in, and seats, which say who someone is."""

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, cast

from itsdangerous import BadData, URLSafeSerializer

from reconvene.meeting.ids import FileId, MeetingId, Millis, PersonId, TextId

LinkRole: TypeAlias = Literal["moderator", "participant"]


class InvalidToken(Exception):
    """The token was not made by this server, or not for this purpose."""


class ExpiredToken(Exception):
    """The token was good once."""


@dataclass(frozen=True, slots=True)
class Link:
    """What a link stands for; it opens nothing after ``expires``."""

    meeting: MeetingId
    role: LinkRole
    expires: Millis


@dataclass(frozen=True, slots=True)
class Seat:
    """Who someone is: kept by the page, so that after a reload they are the same person (JN2).

    ``passcode`` names the words that the person knew, if the meeting asked for any (JN3).
    """

    meeting: MeetingId
    role: LinkRole
    expires: Millis
    person: PersonId
    passcode: TextId | None = None


@dataclass(frozen=True, slots=True)
class FileAddress:
    """Which file one person may read until ``expires``, if they still may by then."""

    meeting: MeetingId
    person: PersonId
    expires: Millis
    file: FileId


class Tokens:
    """Makes and reads tokens signed with the server's secret key; a link cannot pass for a seat."""

    def __init__(self, secret_key: str) -> None:
        self._links: Final = URLSafeSerializer(secret_key, salt="reconvene.link")
        self._seats: Final = URLSafeSerializer(secret_key, salt="reconvene.seat")
        self._files: Final = URLSafeSerializer(secret_key, salt="reconvene.file")

    def of_link(self, link: Link) -> str:
        """Return the token of a link."""
        return self._links.dumps([link.meeting, link.role, link.expires])

    def of_seat(self, seat: Seat) -> str:
        """Return the token of a seat."""
        return self._seats.dumps([seat.meeting, seat.role, seat.expires, seat.person, seat.passcode])

    def of_file(self, address: FileAddress) -> str:
        """Return the token of a file's address."""
        return self._files.dumps([address.meeting, address.person, address.expires, address.file])

    def file(self, token: str, now: Millis) -> FileAddress:
        """Return the address of a token; raises `InvalidToken` or `ExpiredToken`."""
        meeting, person, expires, file = _read(self._files, token, now)
        return FileAddress(
            cast("MeetingId", meeting), cast("PersonId", person), Millis(expires), cast("FileId", file)
        )

    def link(self, token: str, now: Millis) -> Link:
        """Return the link of a token; raises `InvalidToken` or `ExpiredToken`."""
        meeting, role, expires = _read(self._links, token, now)
        return Link(cast("MeetingId", meeting), cast("LinkRole", role), Millis(expires))

    def seat(self, token: str, now: Millis) -> Seat:
        """Return the seat of a token; raises `InvalidToken` or `ExpiredToken`."""
        meeting, role, expires, person, *more = _read(self._seats, token, now)
        return Seat(
            cast("MeetingId", meeting),
            cast("LinkRole", role),
            Millis(expires),
            cast("PersonId", person),
            cast("TextId | None", more[0] if more else None),
        )


def _read(serializer: URLSafeSerializer, token: str, now: Millis) -> list[int]:
    try:
        values = cast("list[int]", serializer.loads(token))
    except BadData as error:
        raise InvalidToken from error
    if values[2] <= now:
        raise ExpiredToken
    return values
