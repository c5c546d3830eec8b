"""What a link leads to, and taking a seat."""

import secrets
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import HTTPConnection

from reconvene.live.meetings import UnknownMeeting
from reconvene.live.ports import LinkRole, MeetingInfo
from reconvene.meeting.ids import PersonId
from reconvene.meeting.names import clean_name
from reconvene.web.addresses import address_of
from reconvene.web.entrance import Entrance
from reconvene.web.errors import Problem, problem
from reconvene.web.limits import require_calm
from reconvene.web.services import Injected, Services
from reconvene.web.tokens import ExpiredToken, InvalidToken, Link, Seat

LONGEST_NAME = 64

router = APIRouter(
    prefix="/api/v1/links",
    tags=["joining"],
    responses={404: {"model": Problem}, 410: {"model": Problem}, 422: {"model": Problem}},
)


class LinkInfo(BaseModel):
    """What the join page shows; ``passcode`` says whether newcomers are asked for one (JN3)."""

    meeting: str
    title: str
    role: LinkRole
    passcode: bool


class NewSeat(BaseModel):
    """Who wants in; ``seat`` is the token of the seat the page had before, if any.

    ``passcode`` is what the meeting asks newcomers for (JN3).
    """

    model_config = ConfigDict(extra="forbid")

    name: str
    seat: str | None = None
    passcode: Annotated[str, Field(max_length=200)] | None = None


class TakenSeat(BaseModel):
    """A seat: the token says to the WebSocket who the page is."""

    seat: str
    person: str


async def resolve(services: Services, token: str, connection: HTTPConnection) -> tuple[Link, MeetingInfo]:
    """Return a link and its meeting.

    Raises `ApiError`: ``LINK_INVALID``, ``LINK_EXPIRED``, ``LINK_REVOKED``, or ``TOO_MANY_REQUESTS`` where an
    address tries many that open nothing.
    """
    now = services.clock.now()
    try:
        link = services.tokens.link(token, now)
        info = await services.meetings.info(link.meeting)
    except ExpiredToken as error:
        raise problem(HTTPStatus.GONE, "LINK_EXPIRED") from error
    except (InvalidToken, UnknownMeeting) as error:
        require_calm(services.limits.wrong, connection, now)
        raise problem(HTTPStatus.NOT_FOUND, "LINK_INVALID") from error
    if link.round != info.link_round(link.role):
        raise problem(HTTPStatus.GONE, "LINK_REVOKED")
    return link, info


@router.get("/{token}")
async def read_link(token: str, services: Injected, connection: HTTPConnection) -> LinkInfo:
    """Return what a link leads to."""
    link, info = await resolve(services, token, connection)
    running = await services.meetings.get(info.id)
    asked = link.role == "participant" and running.state.door.passcode is not None
    return LinkInfo(meeting=info.id, title=info.title, role=link.role, passcode=asked)


@router.post(
    "/{token}/seats",
    status_code=HTTPStatus.CREATED,
    responses={403: {"model": Problem}, 429: {"model": Problem}},
)
async def take_seat(token: str, body: NewSeat, services: Injected, request: Request) -> TakenSeat:
    """Take a seat under a name; with the token of an earlier seat, the same one again (JN2)."""
    require_calm(services.limits.joins, request, services.clock.now())
    link, info = await resolve(services, token, request)
    name = clean_name(body.name, LONGEST_NAME)
    if name is None:
        raise problem(HTTPStatus.UNPROCESSABLE_ENTITY, "NAME_INVALID")
    address = address_of(request)
    earlier = _earlier(services, link, body.seat)
    entrance = Entrance(link, address, body.passcode, earlier)
    passcode = entrance.require_open(services, await services.meetings.get(info.id))
    person = PersonId(f"p_{secrets.token_urlsafe(9)}") if earlier is None else earlier.person
    await services.meetings.set_name(info.id, person, name)
    seat = Seat(info.id, link.role, link.expires, person, passcode, link.round)
    return TakenSeat(seat=services.tokens.of_seat(seat, services.clock.now()), person=person)


def _earlier(services: Services, link: Link, token: str | None) -> Seat | None:
    """Return an earlier seat, if it was taken through the same kind of link to this meeting."""
    if token is None:
        return None
    try:
        seat = services.tokens.seat(token, services.clock.now())
    except (InvalidToken, ExpiredToken):
        return None
    same = seat.meeting == link.meeting and seat.role == link.role
    return seat if same else None
