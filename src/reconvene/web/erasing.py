"""Erasing what people wrote, and whole meetings: for programs, hosts, and everybody about themselves."""

from http import HTTPStatus

from fastapi import APIRouter

from reconvene.meeting.ids import MeetingId, PersonId
from reconvene.meeting.refusals import Refusal
from reconvene.web.errors import Problem, refused
from reconvene.web.holder import HoldingRarely
from reconvene.web.rest import router as of_meetings
from reconvene.web.services import Injected, Services

router = APIRouter(
    prefix="/api/v1/seat",
    tags=["privacy"],
    responses={
        401: {"model": Problem},
        403: {"model": Problem},
        404: {"model": Problem},
        429: {"model": Problem},
    },
)


@of_meetings.delete("/{meeting}", status_code=HTTPStatus.NO_CONTENT)
async def delete_meeting(meeting: str, services: Injected) -> None:
    """Send everybody away and delete a meeting with its log, files, boards and notes."""
    await services.erasing.meeting(MeetingId(meeting))


@of_meetings.delete("/{meeting}/words", status_code=HTTPStatus.NO_CONTENT)
async def erase_words(meeting: str, services: Injected) -> None:
    """Erase all names, texts, files, boards and notes; who was where and when stays known by ids."""
    await services.erasing.words(MeetingId(meeting))


@of_meetings.delete("/{meeting}/people/{person}/words", status_code=HTTPStatus.NO_CONTENT)
async def erase_person(meeting: str, person: str, services: Injected) -> None:
    """Erase a person's name, all they wrote and the files they added."""
    await _erase(services, MeetingId(meeting), PersonId(person))


@router.delete("/people/{person}/words", status_code=HTTPStatus.NO_CONTENT)
async def erase_by_seat(person: str, holder: HoldingRarely) -> None:
    """Do the same from a seat: about oneself, and as the host about everybody."""
    if person != holder.id:
        holder.require_host()
    await _erase(holder.services, holder.running.info.id, PersonId(person))


@router.delete("/words", status_code=HTTPStatus.NO_CONTENT)
async def erase_all_by_seat(holder: HoldingRarely) -> None:
    """Erase all names, texts, files, boards and notes of the host's meeting, which goes on."""
    holder.require_host()
    await holder.services.erasing.words(holder.running.info.id)


async def _erase(services: Services, meeting: MeetingId, person: PersonId) -> None:
    try:
        await services.erasing.person(meeting, person)
    except Refusal as refusal:
        raise refused(refusal) from refusal
