"""Files over HTTP: how they come, and how the people of their room get them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Final

from fastapi import APIRouter, Header, Request
from fastapi.responses import FileResponse, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import ClientDisconnect

from reconvene.live.file_ports import Content, FilesUnavailable, Infected, PictureTooLarge, Upload
from reconvene.live.meetings import UnknownMeeting
from reconvene.live.uploads import TakenOver, TooLong, UnknownUpload, WrongOffset
from reconvene.meeting.files import files_of
from reconvene.meeting.files_state import File
from reconvene.meeting.harvests import may_read_file
from reconvene.meeting.ids import FileId, Millis, RoomId
from reconvene.meeting.records import FileRecord
from reconvene.meeting.refusals import Refusal
from reconvene.web.errors import Problem, problem, refused
from reconvene.web.holder import Holder, Holding
from reconvene.web.limits import require_calm
from reconvene.web.services import Injected, Services
from reconvene.web.tokens import ExpiredToken, FileAddress, InvalidToken

ADDRESS_LIFE: Final = Millis(15 * 60 * 1000)
"""How long an address of a file opens it; whether its holder may have it is asked each time."""

DOWNLOAD_ONLY: Final = "application/octet-stream"

_HEADERS: Final = {
    # Whatever is in a file, it runs nothing and reaches nothing, even when it is opened by its address.
    "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
}

router = APIRouter(tags=["files"], responses={status: {"model": Problem} for status in (401, 403, 404, 409)})


class NewUpload(BaseModel):
    """A file to come, for the room the page is in."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(max_length=4_096)]
    size: int
    room: str


class UploadState(BaseModel):
    """How much of an upload is here; ``done`` once it is a file of its room, under the same id."""

    id: str
    offset: int
    size: int
    done: bool


class FileList(BaseModel):
    """The files of a room, the oldest first."""

    files: list[FileRecord]


class Address(BaseModel):
    """Where a file can be read until ``expires``, by the one who asked and by nobody else."""

    url: str
    expires: int


@contextmanager
def _told() -> Iterator[None]:
    """Say over HTTP what went wrong with an upload."""
    try:
        yield
    except Refusal as refusal:
        raise refused(refusal) from refusal
    except UnknownUpload as error:
        raise problem(HTTPStatus.NOT_FOUND, "UPLOAD_UNKNOWN") from error
    except WrongOffset as error:
        raise problem(HTTPStatus.CONFLICT, "UPLOAD_OFFSET") from error
    except TakenOver as error:
        raise problem(HTTPStatus.CONFLICT, "UPLOAD_TAKEN_OVER") from error
    except TooLong as error:
        raise problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "UPLOAD_TOO_LONG") from error
    except PictureTooLarge as error:
        raise problem(HTTPStatus.UNPROCESSABLE_ENTITY, "PICTURE_TOO_LARGE") from error
    except Infected as error:
        raise problem(HTTPStatus.UNPROCESSABLE_ENTITY, "FILE_INFECTED") from error
    except FilesUnavailable as error:
        raise problem(HTTPStatus.INSUFFICIENT_STORAGE, "FILES_UNAVAILABLE") from error


def _state(upload: Upload, offset: int, *, done: bool = False) -> UploadState:
    return UploadState(id=upload.id, offset=offset, size=upload.size, done=done)


@router.post("/api/v1/seat/files", status_code=HTTPStatus.CREATED)
async def begin_upload(body: NewUpload, holder: Holding, request: Request) -> UploadState:
    """Begin to send a file to the room one is in."""
    require_calm(holder.services.limits.uploads, request, holder.services.clock.now())
    room = RoomId(body.room)
    holder.require_changeable(room)
    with _told():
        upload = await holder.services.uploads.begin(
            holder.running, holder.person, room, body.name, body.size
        )
    return _state(upload, 0)


@router.get("/api/v1/seat/files")
async def list_files(room: str, holder: Holding) -> FileList:
    """Return the files of a room one may read."""
    holder.require_readable(RoomId(room))
    return FileList(files=[holder.running.file(file) for file in files_of(holder.state, RoomId(room))])


@router.get("/api/v1/seat/files/{file}")
async def read_upload(file: str, holder: Holding) -> UploadState:
    """Return how much of one's upload is here, also when it is a file already."""
    done = holder.state.files.get(FileId(file))
    if done is not None and done.by == holder.id:
        return UploadState(id=file, offset=done.size, size=done.size, done=True)
    with _told():
        upload, offset = await holder.services.uploads.offset(holder.running.info.id, holder.id, FileId(file))
    return _state(upload, offset)


@router.patch("/api/v1/seat/files/{file}")
async def continue_upload(
    file: str, request: Request, holder: Holding, upload_offset: Annotated[int, Header(ge=0)]
) -> UploadState:
    """Send the next bytes, as many as one likes; with the last of them it is a file of its room."""
    uploads, meeting = holder.services.uploads, holder.running.info.id
    with _told():
        upload, _ = await uploads.offset(meeting, holder.id, FileId(file))
        try:
            here = await uploads.append(meeting, holder.id, FileId(file), upload_offset, request.stream())
        except ClientDisconnect as error:
            raise problem(HTTPStatus.BAD_REQUEST, "BAD_REQUEST") from error
        if here == upload.size:
            await uploads.finish(meeting, holder.id, FileId(file))
    return _state(upload, here, done=here == upload.size)


@router.delete("/api/v1/seat/files/{file}", status_code=HTTPStatus.NO_CONTENT)
async def cancel_upload(file: str, holder: Holding) -> None:
    """Give an upload up; what is a file already stays."""
    with _told():
        await holder.services.uploads.cancel(holder.running.info.id, holder.id, FileId(file))


@router.post("/api/v1/seat/files/{file}/address")
async def file_address(file: str, holder: Holding) -> Address:
    """Return where one can read a file for some minutes, as long as one may."""
    found = _readable(holder, FileId(file))
    expires = Millis(holder.services.clock.now() + ADDRESS_LIFE)
    address = FileAddress(holder.running.info.id, holder.id, expires, found.id)
    token = holder.services.tokens.of_file(address, holder.services.clock.now())
    return Address(url=f"/api/v1/files/{token}", expires=expires)


def _readable(holder: Holder, file: FileId) -> File:
    """Return a file the holder may read; another room's is told from none by nobody (RT2)."""
    found = holder.state.files.get(file)
    if found is None or not may_read_file(holder.state, holder.person, found):
        raise problem(HTTPStatus.FORBIDDEN, "ROOM_NOT_YOURS")
    return found


@dataclass(frozen=True, slots=True)
class _Served:
    content: Content
    name: str


async def _served(services: Services, token: str) -> _Served:
    """Return what a token opens now; raises `ApiError`."""
    try:
        address = services.tokens.file(token, services.clock.now())
        running = await services.meetings.get(address.meeting)
    except ExpiredToken as error:
        raise problem(HTTPStatus.FORBIDDEN, "FILE_ADDRESS_EXPIRED") from error
    except (InvalidToken, UnknownMeeting) as error:
        raise problem(HTTPStatus.FORBIDDEN, "FILE_ADDRESS_INVALID") from error
    file = _readable(Holder(services, running, address.person), address.file)
    name = running.file(file).name
    content = await services.uploads.content(address.meeting, file.id)
    if content is None:
        raise problem(HTTPStatus.NOT_FOUND, "NOT_FOUND")
    return _Served(content, name)


@router.get("/api/v1/files/{token}", response_class=FileResponse)
async def read_file(token: str, services: Injected, download: bool = False) -> Response:  # noqa: FBT001, FBT002 - a query
    """Return a file, or a part of it; whoever the address was made for must still be allowed to read it."""
    served = await _served(services, token)
    inline = served.content.kind != "other" and not download
    with _told():
        return FileResponse(
            await services.uploads.path(served.content),
            media_type=DOWNLOAD_ONLY if served.content.kind == "other" else served.content.media_type,
            filename=served.name,
            content_disposition_type="inline" if inline else "attachment",
            headers=_HEADERS,
        )
