"""Reading what was brought back to main from the rooms (RM3)."""

from base64 import b64encode
from http import HTTPStatus

from fastapi import APIRouter
from pydantic import BaseModel

from reconvene.meeting.harvest_state import Harvest
from reconvene.meeting.harvests import may_read_harvests
from reconvene.meeting.ids import FileId, Millis
from reconvene.web.errors import Problem, problem
from reconvene.web.holder import Holder, Holding

router = APIRouter(prefix="/api/v1/seat/harvests", tags=["seat"], responses={403: {"model": Problem}})


class HarvestedFile(BaseModel):
    """A file that can still be read."""

    id: str
    name: str
    size: int


class HarvestedSheets(BaseModel):
    """What one room had: its note in Markdown, its board as a Yjs update in base64, its files."""

    room: str
    name: str
    note: str
    board: str | None
    files: list[HarvestedFile]


class HarvestPage(BaseModel):
    """Everything that was brought back at once, room by room."""

    number: int
    at: Millis
    by: str
    rooms: list[HarvestedSheets]


@router.get("/{number}", responses={404: {"model": Problem}})
async def read_harvest(number: int, holder: Holding) -> HarvestPage:
    """Return what was brought back; people in main may read it, and moderators wherever they are."""
    harvest = _readable(holder, number)
    meeting = holder.running.info.id
    parts = {part.room: part for part in await holder.services.harvests.parts(meeting, harvest)}
    _readable(holder, number)
    by = "" if harvest.by is None else holder.running.name(harvest.by)
    rooms = [
        HarvestedSheets(
            room=room.room,
            name=room.name,
            note=parts[room.room].note,
            board=_base64(parts[room.room].board),
            files=_files(holder, room.files),
        )
        for room in harvest.rooms
    ]
    return HarvestPage(number=number, at=harvest.at, by=by, rooms=rooms)


def _readable(holder: Holder, number: int) -> Harvest:
    if not may_read_harvests(holder.person):
        raise problem(HTTPStatus.FORBIDDEN, "ROOM_NOT_YOURS")
    for harvest in holder.state.harvests:
        if harvest.number == number:
            return harvest
    raise problem(HTTPStatus.NOT_FOUND, "NOT_FOUND")


def _files(holder: Holder, files: tuple[FileId, ...]) -> list[HarvestedFile]:
    """Return those of the files that were not removed since."""
    kept = [holder.state.files[file] for file in files if file in holder.state.files]
    return [HarvestedFile(id=file.id, name=holder.running.file(file).name, size=file.size) for file in kept]


def _base64(board: bytes | None) -> str | None:
    return None if board is None else b64encode(board).decode()
