"""One shape for everything that goes wrong over HTTP: ``{"code", "message"}``."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from prometheus_client import Counter
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from reconvene.live.meetings import UnknownMeeting
from reconvene.live.ports import LogUnavailable, LogUnreadable
from reconvene.live.running import MeetingBroken
from reconvene.meeting.refusals import Code, Refusal


class Problem(BaseModel):
    """What went wrong: a stable code and a sentence that says what to do."""

    code: str
    message: str


class ApiError(Exception):
    """An answer that is no success."""

    def __init__(self, status: HTTPStatus, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.status = status
        self.code = code
        self.message = message


CODES: Final[Mapping[str, str]] = {
    "LINK_INVALID": "This link does not lead to a meeting. Ask whoever sent it for a new one.",
    "LINK_EXPIRED": "This link is too old. Ask whoever sent it for a new one.",
    "NAME_INVALID": "Enter a name of 1 to 64 characters.",
    "PASSCODE_WRONG": "That is not the meeting's passcode. Ask whoever sent you the link.",
    "TOO_MANY_GUESSES": "Too many wrong passcodes came from your network. Try again in some minutes.",
    "LINK_REVOKED": "This link was replaced by another. Ask whoever sent it for the new one.",
    "TOO_MANY_REQUESTS": "Too many requests came from your network. Wait a moment, then try again.",
    "TITLE_INVALID": "Give the meeting a title of 1 to 200 characters.",
    "API_KEY_INVALID": "Send the server's API key: 'Authorization: Bearer KEY'. It is in the file api-key.",
    "MEETING_UNKNOWN": "There is no meeting of that id.",
    "UPLOAD_UNKNOWN": "This upload is not known any more. Choose the file again.",
    "UPLOAD_OFFSET": "These bytes do not follow on those that are here. Ask how many are, and go on there.",
    "UPLOAD_TAKEN_OVER": "This upload goes on in a later request.",
    "UPLOAD_TOO_LONG": "The file is longer than was said. Choose it again.",
    "FILE_INFECTED": "The virus scanner does not let this file in.",
    "PICTURE_TOO_LARGE": "This picture has more than 64 million dots. Make it smaller, then add it again.",
    "FILES_UNAVAILABLE": "The server cannot keep or read files just now. Try again later.",
    "FILE_ADDRESS_INVALID": "This address does not lead to a file. Open it from the meeting.",
    "FILE_ADDRESS_EXPIRED": "This address is too old. Open the file from the meeting again.",
    "BAD_REQUEST": "The request is not of the documented form.",
    "SEAT_INVALID": "Send the token of your seat: 'Authorization: Bearer SEAT'.",
    "SEAT_EXPIRED": "Your place was not kept any longer. Open your link to join again.",
    "NOT_IN_MEETING": "You are not in this meeting any more. Open your link to join again.",
    "ROOM_NOT_YOURS": "This belongs to a room you are not in.",
    "ROOM_UNKNOWN": "That room does not exist any more.",
    "NOT_FOUND": "There is nothing at this address.",
    "METHOD_NOT_ALLOWED": "This address does not take that method.",
    "STORAGE_FAILED": "The server cannot write to its database just now. Nothing was changed; try again.",
    "MEETING_NEWER": "This meeting was held with a newer Reconvene. Install that version to open it.",
    "TRY_AGAIN": "The meeting is being restored. Look at it, then try again.",
    "INTERNAL": "Something went wrong inside the server. It was logged.",
}
"""Every code of the HTTP interface that is not a refusal of the rules, with its usual sentence."""

_STATUS_OF_REFUSALS: Final = {
    Code.NOT_MODERATOR: HTTPStatus.FORBIDDEN,
    Code.NOT_HOST: HTTPStatus.FORBIDDEN,
    Code.UNKNOWN_PERSON: HTTPStatus.NOT_FOUND,
    Code.UNKNOWN_ROOM: HTTPStatus.NOT_FOUND,
    Code.UNKNOWN_GROUPING: HTTPStatus.NOT_FOUND,
    Code.UNKNOWN_FILE: HTTPStatus.NOT_FOUND,
    Code.NOT_YOUR_FILE: HTTPStatus.FORBIDDEN,
    Code.FILE_SIZE: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    Code.UNKNOWN_CONVERSATION: HTTPStatus.NOT_FOUND,
    Code.TOO_FAST: HTTPStatus.TOO_MANY_REQUESTS,
    Code.NOT_WAITING: HTTPStatus.NOT_FOUND,
    Code.MEETING_LOCKED: HTTPStatus.FORBIDDEN,
    Code.PASSCODE_REQUIRED: HTTPStatus.FORBIDDEN,
    Code.REMOVED: HTTPStatus.FORBIDDEN,
}


def problem(status: HTTPStatus, code: str, message: str | None = None) -> ApiError:
    """Return an error with the code's usual sentence unless another is given."""
    return ApiError(status, code, CODES[code] if message is None else message)


def refused(refusal: Refusal) -> ApiError:
    """Return the rules' refusal as an HTTP answer: 409 unless another status says it better."""
    status = _STATUS_OF_REFUSALS.get(refusal.code, HTTPStatus.CONFLICT)
    return ApiError(status, refusal.code, refusal.message)


_USUAL: Final[Mapping[type[Exception], tuple[HTTPStatus, str]]] = {
    UnknownMeeting: (HTTPStatus.NOT_FOUND, "MEETING_UNKNOWN"),
    LogUnavailable: (HTTPStatus.SERVICE_UNAVAILABLE, "STORAGE_FAILED"),
    LogUnreadable: (HTTPStatus.SERVICE_UNAVAILABLE, "MEETING_NEWER"),
    MeetingBroken: (HTTPStatus.SERVICE_UNAVAILABLE, "TRY_AGAIN"),
    Exception: (HTTPStatus.INTERNAL_SERVER_ERROR, "INTERNAL"),
}
"""What of `live` is told by its code alone; anything else is a fault of ours."""

_OF_ROUTING: Final = {
    HTTPStatus.NOT_FOUND: "NOT_FOUND",
    HTTPStatus.METHOD_NOT_ALLOWED: "METHOD_NOT_ALLOWED",
}


def install(app: FastAPI, problems: Counter) -> None:
    """Make every error of ``app`` take the one shape, and count it by its code."""

    async def answer(_: Request, error: Exception) -> JSONResponse:
        told = _told(error)
        problems.labels(told.code).inc()
        return JSONResponse(
            Problem(code=told.code, message=told.message).model_dump(), status_code=told.status
        )

    for kind in (ApiError, RequestValidationError, HTTPException, *_USUAL):
        app.add_exception_handler(kind, answer)


def _told(error: Exception) -> ApiError:
    """Return what is answered for an error."""
    match error:
        case ApiError():
            return error
        case RequestValidationError():
            words = "; ".join(_fault(fault["loc"], fault["msg"]) for fault in error.errors()[:3])
            return problem(HTTPStatus.UNPROCESSABLE_ENTITY, "BAD_REQUEST", words)
        case HTTPException():
            status = HTTPStatus(error.status_code)
            return problem(status, _OF_ROUTING.get(status, "BAD_REQUEST"))
        case _:
            return problem(*next(_USUAL[kind] for kind in type(error).__mro__ if kind in _USUAL))


def _fault(place: Sequence[str | int], message: str) -> str:
    """Return what is wrong where in a request; of a body as a whole, what it should be."""
    if tuple(place) == ("body",):
        return "Send a JSON object, with 'Content-Type: application/json'."
    return f"{'.'.join(map(str, place[1:]))}: {message}"
