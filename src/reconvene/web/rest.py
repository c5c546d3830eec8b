"""The REST interface for other programs (API key)."""

import hmac
import secrets
from http import HTTPStatus
from typing import Annotated, Final

from fastapi import APIRouter, Depends
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import HTTPConnection

from reconvene.live.ports import LinkRole, MeetingInfo
from reconvene.meeting.commands import Request
from reconvene.meeting.ids import DAY, MeetingId, Millis
from reconvene.meeting.names import clean_name
from reconvene.meeting.records import Record
from reconvene.meeting.view import Everyone, Moderators
from reconvene.web.errors import Problem, problem, refused
from reconvene.web.limits import require_calm
from reconvene.web.services import Injected, Services
from reconvene.web.tokens import Link
from reconvene.wire.commands import WireCommand, to_command
from reconvene.wire.frames import NO_NULL

_LONGEST_TITLE: Final = 200

_bearer = HTTPBearer(auto_error=False, description="The key in the file api-key of the data folder.")


def _require_key(
    connection: HTTPConnection,
    services: Injected,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> None:
    given = "" if credentials is None else credentials.credentials
    if not hmac.compare_digest(given.encode(), services.keys.api_key().encode()):
        require_calm(services.limits.wrong, connection, services.clock.now())
        raise problem(HTTPStatus.UNAUTHORIZED, "API_KEY_INVALID")


api_key_required: Final = Depends(_require_key)
"""For endpoints that programs ask."""

router = APIRouter(
    prefix="/api/v1/meetings",
    tags=["meetings"],
    dependencies=[api_key_required],
    responses={401: {"model": Problem}, 404: {"model": Problem}, 422: {"model": Problem}},
)


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class NewMeeting(_Body):
    """A meeting to be made."""

    title: str


class Links(BaseModel):
    """Addresses to give to people."""

    moderator: str
    participant: str


class CreatedMeeting(BaseModel):
    """A ready meeting."""

    id: str
    links: Links


class NewLinks(_Body):
    """Links to be made: for so many days, or as long as the server's links are good."""

    days: Annotated[int, Field(ge=1, le=3_650)] | None = None


class MeetingView(BaseModel):
    """The moderators' view: the very records the dashboard shows, by key."""

    id: str
    title: str
    seq: int
    connected: int
    records: dict[str, Record]


class CommandBody(_Body):
    """A command as the WebSocket takes it; ``id`` makes sending it again harmless."""

    id: Annotated[str, Field(min_length=1, max_length=64, pattern=NO_NULL)] | None = None
    command: WireCommand


class CommandDone(BaseModel):
    """The command was carried out; ``seq`` counts the meeting's commits."""

    id: str
    seq: int


def link_end(services: Services, days: int | None = None) -> Millis:
    """Return until when a link made now is good: for so many days, or as long as the server's links are."""
    return Millis(services.clock.now() + (services.link_life if days is None else days * DAY))


def links(services: Services, info: MeetingInfo, expires: Millis) -> Links:
    """Return new links to a meeting."""
    now = services.clock.now()

    def address(role: LinkRole) -> str:
        link = Link(info.id, role, expires, info.link_round(role))
        return f"{services.public_url}/join/{services.tokens.of_link(link, now)}"

    return Links(moderator=address("moderator"), participant=address("participant"))


def roles_of(role: LinkRole | None) -> tuple[LinkRole, ...]:
    """Return whose links are meant: one role's, or both."""
    return ("moderator", "participant") if role is None else (role,)


@router.post("", status_code=HTTPStatus.CREATED)
async def create_meeting(body: NewMeeting, services: Injected) -> CreatedMeeting:
    """Make a meeting and two links to it."""
    title = clean_name(body.title, _LONGEST_TITLE)
    if title is None:
        raise problem(HTTPStatus.UNPROCESSABLE_ENTITY, "TITLE_INVALID")
    info = await services.meetings.create(title)
    return CreatedMeeting(id=info.id, links=links(services, info, link_end(services)))


@router.get("/{meeting}")
async def read_meeting(meeting: str, services: Injected) -> MeetingView:
    """Return what moderators see now."""
    running = await services.meetings.get(MeetingId(meeting))
    return MeetingView(
        id=running.info.id,
        title=running.info.title,
        seq=running.seq,
        connected=running.connections,
        records={**running.view(Everyone()), **running.view(Moderators())},
    )


@router.post("/{meeting}/links", status_code=HTTPStatus.CREATED)
async def make_links(meeting: str, body: NewLinks, services: Injected) -> Links:
    """Make two more links; those made before stay good."""
    info = await services.meetings.info(MeetingId(meeting))
    return links(services, info, link_end(services, body.days))


@router.delete("/{meeting}/links", status_code=HTTPStatus.NO_CONTENT)
async def revoke_links(meeting: str, services: Injected, role: LinkRole | None = None) -> None:
    """Let every link made so far open nothing, of both roles or of one; who is in the meeting stays."""
    await services.meetings.revoke_links(MeetingId(meeting), roles_of(role))


@router.post("/{meeting}/commands", responses={403: {"model": Problem}, 409: {"model": Problem}})
async def command_meeting(meeting: str, body: CommandBody, services: Injected) -> CommandDone:
    """Carry out a command with a moderator's rights; everything the dashboard can do, this can do."""
    command_id = secrets.token_urlsafe(9) if body.id is None else body.id
    running = await services.meetings.get(MeetingId(meeting))
    refusal = await running.ask(Request(None, to_command(body.command)), command_id)
    if refusal is not None:
        raise refused(refusal)
    return CommandDone(id=command_id, seq=running.seq)
