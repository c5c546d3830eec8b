"""CF2: what happened in a meeting, as JSON or as a table, for programs and for moderators."""

import csv
from collections.abc import Iterator
from datetime import UTC, datetime
from io import StringIO
from typing import Annotated, Final, Literal, TypeAlias

from fastapi import APIRouter, Query, Response
from fastapi.responses import JSONResponse
from pydantic import TypeAdapter

from reconvene.meeting.ids import MeetingId, Millis
from reconvene.meeting.report import Report
from reconvene.web.errors import Problem
from reconvene.web.holder import Holding
from reconvene.web.rest import router as of_meetings
from reconvene.web.services import Injected

COLUMNS: Final = (
    "what", "begin", "end", "room_set", "room", "person", "role", "by", "text", "count", "outcome"
)  # fmt: skip
"""The columns of the table; what a row leaves out is empty."""

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""How cells begin that a spreadsheet would carry out instead of showing."""

Format: TypeAlias = Annotated[Literal["json", "csv"], Query(alias="format")]

router = APIRouter(
    prefix="/api/v1/seat",
    tags=["moderating"],
    responses={401: {"model": Problem}, 403: {"model": Problem}},
)
_REPORT: Final = TypeAdapter(Report)


@of_meetings.get("/{meeting}/report", response_model=Report)
async def read_report(meeting: str, services: Injected, form: Format = "json") -> Response:
    """Return what happened in a meeting: rooms, stays, broadcasts, calls and actions."""
    return _written(await services.meetings.report(MeetingId(meeting)), form)


@router.get("/report", response_model=Report)
async def read_own_report(holder: Holding, form: Format = "json") -> Response:
    """Return what happened in one's meeting; for moderators."""
    holder.require_moderator()
    return _written(await holder.services.meetings.report(holder.running.info.id), form)


def _written(report: Report, form: str) -> Response:
    headers = {
        "Content-Disposition": f'attachment; filename="report.{form}"',
        "Cache-Control": "no-store",
    }
    if form == "json":
        return JSONResponse(_REPORT.dump_python(report, mode="json"), headers=headers)
    return Response(as_table(report), media_type="text/csv; charset=utf-8", headers=headers)


def as_table(report: Report) -> str:
    """Return a report as CSV with the columns `COLUMNS`; times are UTC."""
    text = StringIO()
    writer = csv.DictWriter(text, COLUMNS, restval="")
    writer.writeheader()
    for row in _rows(report):
        writer.writerow({column: _cell(value) for column, value in row.items()})
    return text.getvalue()


_Row: TypeAlias = dict[str, str | int | None]


def _rows(report: Report) -> Iterator[_Row]:
    for room_set in report.room_sets:
        for room in room_set.rooms:
            place: _Row = {"room_set": room_set.number, "room": room.name}
            yield {**_span("room", room.begin, room.end or room_set.end), **place}
    for session in report.sessions:
        span = _span("session", session.begin, session.end)
        yield {**span, "room_set": session.room_set}
    for stay in report.stays:
        place = {"room_set": stay.room_set, "room": stay.room_name}
        whom: _Row = {"person": stay.name, "role": stay.role}
        yield {**_span("stay", stay.begin, stay.end), **place, **whom}
    yield from _said(report)


def _said(report: Report) -> Iterator[_Row]:
    for sent in report.broadcasts:
        what: _Row = {"room": "; ".join(sent.rooms), "by": sent.by, "text": sent.text, "count": sent.received}
        yield {**_span("broadcast", sent.at, None), **what}
    for call in report.calls:
        who: _Row = {"room": call.room_name, "person": call.name, "by": call.claimed_by, "text": call.reason}
        yield {**_span("call", call.begin, call.end), **who, "outcome": call.outcome}
    for action in report.actions:
        where = "; ".join(filter(None, (*action.rooms, action.room)))
        whom: _Row = {"room": where, "person": "; ".join(action.people), "by": action.by}
        done: _Row = {"text": action.kind, "count": action.count, "outcome": action.how}
        yield {**_span("action", action.at, None), **whom, **done}


def _span(what: str, begin: Millis, end: Millis | None) -> _Row:
    return {"what": what, "begin": _time(begin), "end": None if end is None else _time(end)}


def _time(at: Millis) -> str:
    moment = datetime.fromtimestamp(at / 1000, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _cell(value: str | int | None) -> str | int | None:
    """Return what a spreadsheet shows as it stands."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
