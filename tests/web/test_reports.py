"""The report over HTTP."""

import csv
from io import StringIO

import pytest

from reconvene.meeting.ids import MeetingId
from reconvene.meeting.records import ActionRecord
from reconvene.meeting.report import Report
from reconvene.web.reports import COLUMNS, as_table
from tests.web.conftest import Site
from tests.web.test_rest import CONFIGURE


async def held(site: Site) -> tuple[str, str, str]:
    """Return a meeting's id with a moderator's and a participant's seat, after a set-up."""
    meeting, moderator, participant = await site.meeting()
    seats = []
    for token, name in ((moderator, "=Eva"), (participant, "Ann")):
        seat = (await site.seat(token, name))["seat"]
        async with site.socket(seat) as socket:
            await socket.until("welcome")
        seats.append(seat)
    command = {"command": CONFIGURE}
    await site.http.post(f"/api/v1/meetings/{meeting}/commands", json=command, headers=site.api)
    return meeting, seats[0], seats[1]


async def test_programs_read_what_happened_with_the_api_key(site: Site) -> None:
    """CF2."""
    meeting, _, _ = await held(site)
    answer = await site.http.get(f"/api/v1/meetings/{meeting}/report", headers=site.api)
    assert answer.status_code == 200
    report = answer.json()
    assert [room["name"] for room in report["room_sets"][0]["rooms"]] == ["Room 1", "Room 2"]
    assert [stay["name"] for stay in report["stays"]] == ["=Eva", "Ann"]
    assert [action["kind"] for action in report["actions"]] == ["ConfigureBreakout"]


async def test_the_report_is_a_table_too_and_carries_no_formulas(site: Site) -> None:
    """CF2: `?format=csv`; one row per room, stay, broadcast, call and action."""
    meeting, _, _ = await held(site)
    answer = await site.http.get(f"/api/v1/meetings/{meeting}/report?format=csv", headers=site.api)
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="report.csv"'
    rows = list(csv.DictReader(StringIO(answer.text)))
    assert tuple(rows[0]) == COLUMNS
    assert [row["what"] for row in rows] == ["room", "room", "stay", "stay", "action"]
    assert (rows[0]["room_set"], rows[0]["room"], rows[0]["end"]) == ("1", "Room 1", "")
    assert rows[2]["person"] == "'=Eva"
    assert rows[2]["begin"].endswith("Z")


async def test_moderators_read_it_with_their_seat_and_nobody_else(site: Site) -> None:
    """CF2, RT1, RT2."""
    _, moderator, participant = await held(site)
    url = "/api/v1/seat/report"
    own = await site.http.get(url, headers={"Authorization": f"Bearer {moderator}"})
    assert (own.status_code, len(own.json()["stays"])) == (200, 2)
    refused = await site.http.get(url, headers={"Authorization": f"Bearer {participant}"})
    assert (refused.status_code, refused.json()["code"]) == (403, "NOT_MODERATOR")
    assert (await site.http.get(url)).json()["code"] == "SEAT_INVALID"


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [("m_none/report", 404, "MEETING_UNKNOWN"), ("m_none/report?format=pdf", 422, "BAD_REQUEST")],
)
async def test_what_cannot_be_reported_is_said(site: Site, path: str, status: int, code: str) -> None:
    answer = await site.http.get(f"/api/v1/meetings/{path}", headers=site.api)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert (await site.http.get("/api/v1/meetings/m_none/report")).json()["code"] == "API_KEY_INVALID"


def test_texts_that_would_be_carried_out_are_shown_instead() -> None:
    """CF2: in every column."""
    action = ActionRecord(1, 0, "@by", "AddRoom", ("+1", "x"), "-room")  # type: ignore[arg-type]
    report = Report(MeetingId("m_1"), "", (), (), (), (), (), (action,))
    (row,) = csv.DictReader(StringIO(as_table(report)))
    assert (row["by"], row["person"], row["room"]) == ("'@by", "'+1; x", "'-room")
