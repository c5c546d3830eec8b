"""What a link leads to, and taking a seat."""

import secrets
from http import HTTPStatus

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from reconvene.live.meetings import UnknownMeeting
from reconvene.live.ports import MeetingInfo
from reconvene.meeting.ids import PersonId
from reconvene.meeting.names import clean_name
from reconvene.web.errors import Problem, problem
from reconvene.web.services import Injected, Services
from reconvene.web.tokens import ExpiredToken, InvalidToken, Link, LinkRole, Seat

LONGEST_NAME = 64

router = APIRouter(
    prefix="/api/v1/links",
    tags=["joining"],
    responses={404: {"model": Problem}, 410: {"model": Problem}, 422: {"model": Problem}},
)


class LinkInfo(BaseModel):
    """What the join page shows."""

    meeting: str
    title: str
    role: LinkRole


class NewSeat(BaseModel):
    """Who wants in; ``seat`` is the token of the seat the page had before, if any."""

    model_config = ConfigDict(extra="forbid")

    name: str
    seat: str | None = None


class TakenSeat(BaseModel):
    """A seat: the token says to the WebSocket who the page is."""

    seat: str
    person: str


async def resolve(services: Services, token: str) -> tuple[Link, MeetingInfo]:
    """Return a link and its meeting; raises `ApiError` ``LINK_INVALID`` or ``LINK_EXPIRED``."""
    try:
        link = services.tokens.link(token, services.clock.now())
        return link, await services.meetings.info(link.meeting)
    except ExpiredToken as error:
        raise problem(HTTPStatus.GONE, "LINK_EXPIRED") from error
    except (InvalidToken, UnknownMeeting) as error:
        raise problem(HTTPStatus.NOT_FOUND, "LINK_INVALID") from error


@router.get("/{token}")
async def read_link(token: str, services: Injected) -> LinkInfo:
    """Return what a link leads to."""
    link, info = await resolve(services, token)
    return LinkInfo(meeting=info.id, title=info.title, role=link.role)


@router.post("/{token}/seats", status_code=HTTPStatus.CREATED)
async def take_seat(token: str, body: NewSeat, services: Injected) -> TakenSeat:
    """Take a seat under a name; with the token of an earlier seat, the same one again (JN2)."""
    link, info = await resolve(services, token)
    name = clean_name(body.name, LONGEST_NAME)
    if name is None:
        raise problem(HTTPStatus.UNPROCESSABLE_ENTITY, "NAME_INVALID")
    person = _earlier(services, link, body.seat) or PersonId(f"p_{secrets.token_urlsafe(9)}")
    await services.meetings.set_name(info.id, person, name)
    seat = services.tokens.of_seat(Seat(info.id, link.role, link.expires, person))
    return TakenSeat(seat=seat, person=person)


def _earlier(services: Services, link: Link, token: str | None) -> PersonId | None:
    """Return the person of an earlier seat, if it was taken through the same kind of link to this meeting."""
    if token is None:
        return None
    try:
        seat = services.tokens.seat(token, services.clock.now())
    except (InvalidToken, ExpiredToken):
        return None
    same = seat.meeting == link.meeting and seat.role == link.role
    return seat.person if same else None
