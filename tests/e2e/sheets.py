"""The board and the note of a room as people use them, by the names that the product promises."""

import asyncio
import re
from collections.abc import Sequence
from pathlib import Path

from playwright.async_api import Locator, expect

from tests.e2e.gathering import Gathering
from tests.e2e.person import Person
from tests.e2e.waiting import eventually

FONTS = re.compile(r"<defs>.*?</defs>", re.DOTALL)

CLOSED = """([kind, room]) => new Promise((resolve) => {
  const seat = Object.entries(localStorage).find(([key]) => key.startsWith('reconvene.seat.'))[1];
  const socket = new WebSocket(`ws://${location.host}/api/v1/documents/${kind}/${room}`);
  socket.onopen = () => socket.send(JSON.stringify({ type: 'hello', seat, client: 4711 }));
  socket.onmessage = () => resolve(0);
  socket.onclose = (event) => resolve(event.code);
})"""
"""Ask for a document with one's own token; the close code, or 0 if anything was sent."""


class Sheets:
    """Somebody's hands on the shared sheets."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.page = person.page
        self.board = person.page.get_by_role("region", name="Whiteboard", exact=True)
        self.note = person.page.get_by_role("textbox", name="Notes", exact=True)

    async def open(self, what: str) -> None:
        """More, then *Whiteboard* or *Notes*."""
        await self.person.button("More").click()
        await self.page.get_by_role("menuitem", name=what, exact=True).click()

    async def open_board(self) -> None:
        """Open the whiteboard and wait until one can draw."""
        await self.open("Whiteboard")
        await self.canvas.wait_for()
        await expect(self.board.get_by_role("button", name="Download SVG")).to_be_visible()

    @property
    def canvas(self) -> Locator:
        """What one draws on."""
        return self.board.locator("canvas.interactive")

    async def write_on_board(self, words: str, right: float = 0.5) -> None:
        """Write something in the middle of the board, or elsewhere."""
        box = await self.canvas.bounding_box()
        assert box is not None
        await self.page.mouse.dblclick(box["x"] + box["width"] * right, box["y"] + box["height"] / 2)
        await self.page.keyboard.type(words)
        await self.page.keyboard.press("Escape")

    async def picture(self) -> str:
        """Return the board as SVG, as the button gives it."""
        async with self.page.expect_download() as downloading:
            await self.board.get_by_role("button", name="Download SVG").click()
        file = await (await downloading.value).path()
        return FONTS.sub("", await asyncio.to_thread(Path(file).read_text, "utf-8"))

    async def sees_on_board(self, *words: str) -> None:
        """Wait until all these words are on the board."""
        await eventually(
            self.picture, lambda svg: all(word in svg for word in words), f"the board shows {words}"
        )

    async def refused(self, kind: str, room: str) -> int:
        """Ask for another room's sheet with one's own token; return the close code."""
        code: int = await self.page.evaluate(CLOSED, [kind, room])
        return code


async def assign(gathering: Gathering, *groups: Sequence[Person]) -> list[str]:
    """Start a session over REST with these people in rooms of their own; return the rooms' ids."""
    path = f"api/v1/meetings/{gathering.meeting.id}/commands"

    async def command(**asked: object) -> None:
        await gathering.server.request("POST", path, {"command": asked})

    allow = {"call": True, "return_to_main": True, "switch_rooms": False}
    await command(type="configure_breakout", rooms=len(groups), assign="manual", time_limit=None, allow=allow)
    records = await gathering.records()
    rooms = [key.removeprefix("room/") for key in records if key.startswith("room/") and key != "room/main"]
    for room, people in zip(rooms, groups, strict=True):
        await command(type="move_people", people=[person.id for person in people], room=room)
    await command(type="start_breakout")
    return rooms
