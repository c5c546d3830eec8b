"""Reading the chat in pages: from a seat what the person may read, for programs what was said in a room."""

from http import HTTPStatus
from typing import Annotated, Final

from fastapi import APIRouter, Query
from pydantic import BaseModel

from reconvene.live.meetings import Reading
from reconvene.live.running import RunningMeeting
from reconvene.meeting.chat import readable_up_to
from reconvene.meeting.chat_records import LineRecord
from reconvene.meeting.conversations import (
    Address,
    AmongModerators,
    Conversation,
    addressed,
    conversation_id,
    of_room,
)
from reconvene.meeting.ids import MAIN, MeetingId, RoomId
from reconvene.meeting.refusals import Code, Refusal
from reconvene.meeting.state import State
from reconvene.web.errors import Problem, problem, refused
from reconvene.web.holder import Holding
from reconvene.web.rest import api_key_required
from reconvene.web.services import Injected, Services

_LONGEST_PAGE: Final = 100

router = APIRouter(tags=["chat"], responses={403: {"model": Problem}, 404: {"model": Problem}})

Before = Annotated[int | None, Query(ge=1, description="Lines with a smaller number; without it, the last.")]
Limit = Annotated[int, Query(ge=1, le=_LONGEST_PAGE)]


class ChatPage(BaseModel):
    """Lines in order; ``more`` says whether there are earlier ones."""

    lines: list[LineRecord]
    more: bool


@router.get("/api/v1/seat/chat/{conversation}", responses={401: {"model": Problem}})
async def read_conversation(
    conversation: str, holding: Holding, before: Before = None, limit: Limit = 50
) -> ChatPage:
    """RM2: read a conversation page by page, as far as the person may (RT2)."""
    wanted = addressed(conversation, holding.id)
    if wanted is None:
        raise refused(Refusal(Code.UNKNOWN_CONVERSATION))
    last = readable_up_to(holding.state, holding.person, wanted)
    if last is None:
        raise _not_yours(wanted)
    reading = Reading(
        conversation_id(wanted), Address(conversation), min(before or last + 1, last + 1), limit
    )
    return await _page(holding.services, holding.running, reading)


def _not_yours(conversation: Conversation) -> Exception:
    if isinstance(conversation, AmongModerators):
        return refused(Refusal(Code.NOT_MODERATOR))
    return problem(HTTPStatus.FORBIDDEN, "ROOM_NOT_YOURS")


@router.get("/api/v1/meetings/{meeting}/chat/{room}", dependencies=[api_key_required])
async def read_room_chat(
    meeting: str, room: str, services: Injected, before: Before = None, limit: Limit = 50
) -> ChatPage:
    """RM2: read what was said in a room, also in one that is archived or deleted."""
    running = await services.meetings.get(MeetingId(meeting))
    name = of_room(RoomId(room))
    if not _ever_was(running.state, RoomId(room)):
        raise problem(HTTPStatus.NOT_FOUND, "ROOM_UNKNOWN")
    last = running.state.chat.talk(name).count
    reading = Reading(name, Address(name), min(before or last + 1, last + 1), limit)
    return await _page(services, running, reading)


def _ever_was(state: State, room: RoomId) -> bool:
    """Return whether there is such a room, or was one in which something was said."""
    return room == MAIN or room in state.rooms or of_room(room) in state.chat.talks


async def _page(services: Services, running: RunningMeeting, reading: Reading) -> ChatPage:
    lines = await services.meetings.lines(running, reading)
    return ChatPage(lines=lines, more=bool(lines) and lines[0].number > 1)
