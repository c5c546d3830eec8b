"""Bringing back over the wire: what rooms had at that moment, for people in main alone (RM3)."""

from base64 import b64decode
from collections.abc import Callable
from typing import Any

from pycrdt import Doc, Map

from tests.web.conftest import Site
from tests.web.test_documents import Rooms, opened, rooms

__all__ = ["rooms"]


async def _read(rooms: Rooms, name: str, number: int = 1) -> Any:  # noqa: ANN401 - JSON of any shape
    headers = {"Authorization": f"Bearer {rooms.seats[name]}"}
    return await rooms.site.http.get(f"/api/v1/seat/harvests/{number}", headers=headers)


async def _write(rooms: Rooms, name: str, path: str, change: Callable[[Any], None]) -> None:
    """Change a document and wait until it is stored: another page sees it."""
    async with opened(rooms, name, path) as page, opened(rooms, name, path) as witness:
        before = witness.doc.get_state()
        change(page)
        await page.send()
        await witness.until(lambda: witness.doc.get_state() != before)


async def test_what_rooms_had_is_read_in_main_as_it_was_then(rooms: Rooms) -> None:
    """RM3: a snapshot: what is written later is not in it."""

    def draw(page: Any) -> None:  # noqa: ANN401 - a page
        page.elements["a"] = Map({"x": 1})

    def write(page: Any) -> None:  # noqa: ANN401 - a page
        page.text += "# Ideas"

    await _write(rooms, "ben", "note/r1", write)
    await _write(rooms, "ben", "board/r1", draw)
    await rooms.command(type="bring_back")
    first = (await _read(rooms, "eva")).json()
    await _write(rooms, "ben", "note/r1", write)
    assert (await _read(rooms, "eva")).json() == first
    assert first["number"] == 1
    one, two = first["rooms"]
    assert (one["name"], one["note"], one["files"]) == ("Room 1", "# Ideas", [])
    assert (two["name"], two["note"], two["board"]) == ("Room 2", "", None)
    board: Doc[Any] = Doc()
    board.apply_update(b64decode(one["board"]))
    assert list(board.get("elements", type=Map)) == ["a"]


async def test_people_in_rooms_are_refused_until_they_are_in_main(rooms: Rooms) -> None:
    """RT2: with their own token, in their own room."""
    await rooms.command(type="bring_back", rooms=["r1"])
    refused = await _read(rooms, "dan")
    assert (refused.status_code, refused.json()["code"]) == (403, "ROOM_NOT_YOURS")
    await rooms.move("dan", "main")
    assert (await _read(rooms, "dan")).status_code == 200
    assert (await _read(rooms, "dan", 2)).status_code == 404


async def test_without_a_seat_nothing_is_read(site: Site) -> None:
    """RT1."""
    answer = await site.http.get("/api/v1/seat/harvests/1")
    assert answer.status_code == 401
