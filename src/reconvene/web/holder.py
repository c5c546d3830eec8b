"""Whose seat a page's request comes from: the seat token is what a page authenticates with over HTTP."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated

from fastapi import Depends
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.requests import HTTPConnection

from reconvene.live.meetings import UnknownMeeting
from reconvene.live.running import RunningMeeting
from reconvene.meeting.content import may_change, may_read
from reconvene.meeting.ids import MAIN, PersonId, RoomId
from reconvene.meeting.refusals import Code, Refusal
from reconvene.meeting.state import Person, State
from reconvene.web.errors import ApiError, problem, refused
from reconvene.web.limits import require_calm
from reconvene.web.services import Injected, Services
from reconvene.web.tokens import ExpiredToken, InvalidToken

_bearer = HTTPBearer(auto_error=False, description="The token of a seat, as taking one returned it.")


@dataclass(frozen=True, slots=True)
class Holder:
    """The person a seat token belongs to, who is in the meeting now.

    ``running`` is good for use at once; ask `Holder.person` anew after waiting for anything.
    """

    services: Services
    running: RunningMeeting
    id: PersonId

    @property
    def state(self) -> State:
        """The meeting's state now."""
        return self.running.state

    @property
    def person(self) -> Person:
        """The holder as the meeting knows them now; raises `ApiError` ``NOT_IN_MEETING`` once they left."""
        person = self.running.state.people.get(self.id)
        if person is None:
            raise problem(HTTPStatus.FORBIDDEN, "NOT_IN_MEETING")
        return person

    def require_moderator(self) -> None:
        """Raise `ApiError` ``NOT_MODERATOR`` unless the holder is one now."""
        if not self.person.moderates:
            raise refused(Refusal(Code.NOT_MODERATOR))

    def require_host(self) -> None:
        """Raise `ApiError` ``NOT_HOST`` unless the meeting is the holder's."""
        if self.person.role != "host":
            raise refused(Refusal(Code.NOT_HOST))

    def require_readable(self, room: RoomId) -> None:
        """Raise `ApiError` unless the holder may read the content of ``room`` now (RT2)."""
        self._require(room, allowed=may_read(self.person, room))

    def require_changeable(self, room: RoomId) -> None:
        """Raise `ApiError` unless the holder may change the content of ``room`` now (RT2)."""
        self._require(room, allowed=may_change(self.person, room))

    def _require(self, room: RoomId, *, allowed: bool) -> None:
        # A room that does not exist and another's room look the same to those who may see neither.
        if not allowed:
            raise problem(HTTPStatus.FORBIDDEN, "ROOM_NOT_YOURS")
        if room != MAIN and room not in self.state.rooms:
            raise problem(HTTPStatus.NOT_FOUND, "ROOM_UNKNOWN")


async def holder_of(services: Services, token: str) -> Holder:
    """Return whose token this is.

    Raises `ApiError`: ``SEAT_INVALID``, ``SEAT_EXPIRED``, or ``NOT_IN_MEETING`` once they left.
    """
    try:
        seat = services.tokens.seat(token, services.clock.now())
        running = await services.meetings.get(seat.meeting)
    except ExpiredToken as error:
        raise problem(HTTPStatus.UNAUTHORIZED, "SEAT_EXPIRED") from error
    except (InvalidToken, UnknownMeeting) as error:
        raise problem(HTTPStatus.UNAUTHORIZED, "SEAT_INVALID") from error
    if seat.person not in running.state.people:
        raise problem(HTTPStatus.FORBIDDEN, "NOT_IN_MEETING")
    return Holder(services, running, seat.person)


async def _holding(
    connection: HTTPConnection,
    services: Injected,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> Holder:
    try:
        return await holder_of(services, "" if credentials is None else credentials.credentials)
    except ApiError as error:
        if error.code == "SEAT_INVALID":
            require_calm(services.limits.wrong, connection, services.clock.now())
        raise


Holding = Annotated[Holder, Depends(_holding)]
"""For endpoints under ``/api/v1/seat``."""


def _rarely(connection: HTTPConnection, holder: Holding) -> Holder:
    services = holder.services
    require_calm(services.limits.rare, connection, services.clock.now())
    return holder


HoldingRarely = Annotated[Holder, Depends(_rarely)]
"""The same, for what is asked once in a while; raises `ApiError` ``TOO_MANY_REQUESTS``."""
