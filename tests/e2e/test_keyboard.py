"""A moderator runs a whole session with the keyboard alone; screen readers are told what happens."""

import asyncio
import re
from collections import Counter

from playwright.async_api import Locator, expect

from tests.e2e.gathering import Gathering
from tests.e2e.keyboard import Keyboard
from tests.e2e.moderator import Moderator
from tests.e2e.person import Person
from tests.e2e.waiting import eventually


async def _phase(gathering: Gathering) -> str:
    phase: str = (await gathering.records())["meeting"]["phase"]
    return phase


async def _in_room(gathering: Gathering, person: Person, room: str) -> None:
    async def seat() -> str:
        found: str = (await gathering.record(person))["room"]
        return found

    await eventually(seat, lambda there: there == room, f"{person.name} is in {room}")


class Hands:
    """The moderator's."""

    def __init__(self, desk: Moderator) -> None:
        self.desk = desk
        self.page = desk.page
        self.keys = Keyboard(desk.page)

    def button(self, name: str, where: Locator | None = None) -> Locator:
        """Return a button, also where its place is given."""
        return (where or self.page).get_by_role("button", name=name, exact=True)

    async def tool(self, name: str) -> None:
        """Press a button of the toolbar: one stop of Tab, arrows inside."""
        toolbar = self.page.get_by_role("toolbar", name="Meeting controls")
        button = self.button(name, toolbar)
        for _ in range(60):
            if await toolbar.evaluate("bar => bar.contains(document.activeElement)"):
                break
            await self.page.keyboard.press("Tab")
        await self.page.keyboard.press("Home")
        await self.keys.press(button, by="ArrowRight")

    async def command(self, name: str) -> None:
        """Press a button of the dashboard."""
        await self.keys.press(self.button(name, self.desk.dashboard))

    async def row(self, room: str, name: str) -> None:
        """Go to a person's row."""
        rows = self.desk.room(room).get_by_role("row")
        row = self.desk.item(room, name)
        for _ in range(60):
            inside = (
                await self.desk.room(room)
                .get_by_role("grid")
                .evaluate("grid => grid.contains(document.activeElement)")
            )
            if inside:
                break
            await self.page.keyboard.press("Tab")
        assert await rows.count()
        await self.page.keyboard.press("Home")
        await self.keys.reach(row, "ArrowDown")

    async def escape_to(self, opener: Locator) -> None:
        """Leave with Escape; the focus is again on what opened it."""
        await self.page.keyboard.press("Escape")
        await expect(opener).to_be_focused()


async def _set_up(hands: Hands) -> None:
    """CF1."""
    keys, page = hands.keys, hands.page
    await hands.tool("More")
    await hands.escape_to(hands.button("More"))
    await page.keyboard.press("Enter")
    await keys.press(page.get_by_role("menuitem", name="Breakout"), by="ArrowDown")
    await expect(page.get_by_role("textbox", name="Number of rooms")).to_be_focused()
    await hands.escape_to(hands.button("More"))
    await page.keyboard.press("Enter")
    await keys.press(page.get_by_role("menuitem", name="Breakout"), by="ArrowDown")
    rooms = page.get_by_role("textbox", name="Number of rooms")
    await expect(rooms).to_be_focused()
    await page.keyboard.press("ControlOrMeta+a")
    await page.keyboard.type("2")
    automatically = page.get_by_role("radio", name="Automatically")
    await keys.reach(automatically)
    await page.keyboard.press("ArrowDown")
    await expect(page.get_by_role("radio", name="Manually")).to_be_checked()
    await keys.press(page.get_by_role("switch", name="Time limit"), "Space")
    await keys.reach(page.get_by_role("textbox", name="Minutes"))
    await page.keyboard.press("ControlOrMeta+a")
    await page.keyboard.type("6")
    await keys.press(hands.button("Continue"))
    await hands.desk.room("Room 2").wait_for()


async def _place(hands: Hands) -> None:
    """MV2: one from the menu, one by dragging; the focus stays in the dashboard."""
    keys, page, desk = hands.keys, hands.page, hands.desk
    await hands.row("Main room", "Ann")
    await keys.press(
        desk.item("Main room", "Ann").get_by_role("button", name="Options for Ann"), by="ArrowRight"
    )
    await keys.press(page.get_by_role("menuitem", name=re.compile("Room 1")), by="ArrowDown")
    await desk.item("Room 1", "Ann").wait_for()
    await keys.focus_stays()
    await hands.row("Main room", "Ben")
    await keys.press(desk.item("Main room", "Ben").get_by_role("button", name="Drag Ben"), by="ArrowRight")
    await keys.press(desk.room("Room 2"))
    await desk.item("Room 2", "Ben").wait_for()
    await keys.focus_stays()


async def _talk(hands: Hands) -> None:
    """BC1, TM2: broadcast, and shorten the time until the warning comes."""
    keys, page = hands.keys, hands.page
    broadcast = hands.button("Broadcast")
    await keys.press(broadcast)
    await keys.press(hands.button("Message"), "Space")
    await expect(page.get_by_role("textbox", name="Message text")).to_be_focused()
    await page.keyboard.type("Two minutes more")
    form = page.get_by_role("dialog")
    await keys.press(hands.button("Broadcast", form))
    await expect(form.get_by_role("status")).to_contain_text("Received by")
    await hands.escape_to(broadcast)
    time = hands.button("Remaining time")
    await keys.press(time)
    await expect(page.get_by_role("textbox", name="Minutes")).to_be_focused()
    await page.keyboard.press("ControlOrMeta+a")
    await page.keyboard.type("-1")
    await keys.press(hands.button("Add time"))
    await expect(time).to_be_focused()


async def test_a_session_is_run_by_keyboard(gathering: Gathering) -> None:
    """CF1, MV2, ST1, BC1, TM2, CA1, SH1, GA1, EN1: without a pointer, the focus never lost."""
    mia = await gathering.invite("Mia")
    ann, ben = await gathering.join([], ["Ann", "Ben"])
    hands = Hands(Moderator(mia))
    keys, page, desk = hands.keys, hands.page, hands.desk
    await page.goto(gathering.meeting.moderator)
    await expect(page.get_by_role("textbox", name="Your name")).to_be_focused()
    await page.keyboard.type("Mia")
    await page.keyboard.press("Enter")
    await mia.inside()
    listeners = [Keyboard(person.page) for person in (mia, ann)]
    await asyncio.gather(*(listener.listen() for listener in listeners))

    await _set_up(hands)
    await _place(hands)
    await hands.command("Start breakout")
    await _in_room(gathering, ann, "r1")
    await keys.press(hands.button("Join room", desk.room("Room 1")))
    await desk.room("Room 1").get_by_text("You are here").wait_for()
    await keys.focus_stays()
    await hands.command("Close dashboard")
    await _talk(hands)
    await expect(ann.page.get_by_text("Two minutes more").first).to_be_visible()

    await ben.button("Call moderator").click()
    bell = hands.button("Calls")
    await keys.press(bell)
    await keys.press(hands.button("Join", page.get_by_role("dialog")))
    await expect(ben.button("Call moderator")).to_be_visible()
    await expect(page.get_by_role("button", name="Room 2", exact=True)).to_be_visible()
    await page.keyboard.press("Escape")
    await keys.focus_stays()

    await keys.press(hands.button("Open dashboard"))
    await desk.dashboard.wait_for()
    await hands.command("Shuffle")
    await hands.command("Gather everyone")
    await _in_room(gathering, ben, "main")
    await hands.command("End breakout")
    await eventually(lambda: _phase(gathering), lambda phase: phase == "closed", "the session is over")
    await desk.dashboard.wait_for(state="hidden")
    await keys.focus_stays()

    told, heard = [Counter(await listener.heard()) for listener in listeners]
    once = [
        (heard, r'You are going to "Room 1" in \d+ seconds?'),
        (heard, r"Message from Mia: Two minutes more"),
        (heard, r"5 minutes of the breakout left"),
        (told, r"5 minutes of the breakout left"),
        (told, r"Ben calls from Room 2"),
    ]
    for said, sentence in once:
        times = sum(number for text, number in said.items() if re.fullmatch(sentence, text))
        assert times == 1, f"“{sentence}” was said {times} times; said was {dict(said)}"
