"""What a moderator does on the screen, step by step, by the names that the product promises."""

from typing import Literal

from playwright.async_api import Locator, expect

from tests.e2e.person import Person
from tests.e2e.waiting import eventually


class Moderator:
    """The hands of a person who runs the meeting."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.page = person.page
        self.dashboard = person.page.get_by_role("region", name="Breakout", exact=True)

    async def set_up(self, rooms: int, assign: str, minutes: int | None = None) -> None:
        """CF1: More, Breakout, how many rooms, how to assign, Continue."""
        await self.open_set_up()
        await self.fill_set_up(rooms, assign, minutes)

    async def open_set_up(self) -> None:
        """CF1: More, Breakout."""
        await self.person.button("More").click()
        await self.page.get_by_role("menuitem", name="Breakout").click()
        await self.page.get_by_role("textbox", name="Number of rooms").wait_for()

    async def fill_set_up(
        self, rooms: int, assign: str, minutes: int | None = None, places: int | None = None
    ) -> None:
        """CF1: how many rooms, how to assign, how long, how many places in each room, Continue."""
        await self.page.get_by_role("textbox", name="Number of rooms").fill(str(rooms))
        await self._choose("radio", assign)
        if minutes is not None:
            await self._choose("switch", "Time limit")
            await self.page.get_by_role("textbox", name="Minutes").fill(str(minutes))
        if places is not None:
            await self._choose("switch", "Limit how many may choose a room")
            await self.page.get_by_role("textbox", name="Places in each room").fill(str(places))
        await self.person.button("Continue").click()
        await self.room(f"Room {rooms}").wait_for()

    async def _choose(self, role: Literal["radio", "switch"], name: str) -> None:
        """Press what stands beside the field, as people do: the field itself is hidden behind its picture."""
        field = self.page.get_by_role(role, name=name)
        if not await field.is_checked():
            await self.page.locator("label").filter(has=field).click()
        await expect(field).to_be_checked()

    def room(self, name: str) -> Locator:
        """Return a room of the dashboard."""
        return self.dashboard.get_by_role("group", name=name, exact=True)

    def item(self, room: str, name: str) -> Locator:
        """Return a person's item in a room of the dashboard."""
        return self.room(room).get_by_role("row", name=name, exact=True)

    async def press(self, name: str) -> None:
        """Press a button of the dashboard."""
        await self.dashboard.get_by_role("button", name=name, exact=True).click()

    async def drag(self, name: str, source: str, target: str) -> None:
        """MV2: move somebody with the mouse."""
        await self.item(source, name).drag_to(self.room(target))

    async def move_by_keyboard(self, name: str, source: str, target: str) -> None:
        """MV2: move somebody without a mouse: from their item right to their options, then *Move to*."""
        item = self.item(source, name)
        options = item.get_by_role("button", name=f"Options for {name}")
        await item.focus()

        async def reached() -> bool:
            await self.page.keyboard.press("ArrowRight")
            focused: bool = await options.evaluate("button => button === document.activeElement")
            return focused

        await eventually(reached, bool, f"the options of {name} are reached by keyboard")
        await self.page.keyboard.press("Enter")
        choice = self.page.get_by_role("menuitem", name=target)
        await choice.wait_for()
        await choice.focus()
        await self.page.keyboard.press("Enter")

    async def open_dashboard(self) -> None:
        """DB1: from the control bar."""
        await self.person.button("Open dashboard").click()
        await self.dashboard.wait_for()

    async def close_dashboard(self) -> None:
        """Back to the meeting."""
        await self.press("Close dashboard")
        await self.dashboard.wait_for(state="hidden")

    async def end(self) -> None:
        """EN1: with the dashboard open or not, there is one *End breakout*."""
        await self.person.button("End breakout").click()

    async def keep_rooms(self) -> None:
        """CF2: More, Breakout, *Keep existing rooms*; the dashboard opens."""
        await self.person.button("More").click()
        await self.page.get_by_role("menuitem", name="Breakout").click()
        await self.person.button("Keep existing rooms").click()
        await self.dashboard.wait_for()

    async def switch_room(self, here: str, room: str) -> None:
        """MV3: the room's name in the control bar, a room of the window, *Join room*."""
        await self.person.bar.get_by_role("button", name=here, exact=True).click()
        window = self.page.get_by_role("dialog", name="All rooms")
        await window.get_by_role("option", name=room, exact=True).click()
        await window.get_by_role("button", name="Join room", exact=True).click()
        await window.wait_for(state="hidden")

    async def open_message(self) -> Locator:
        """BC1: *Broadcast*, *Message*; return the broadcast panel."""
        await self.person.bar.get_by_role("button", name="Broadcast", exact=True).click()
        panel = self.page.get_by_role("dialog", name="Broadcast")
        await panel.get_by_role("button", name="Message", exact=True).click()
        return panel

    async def broadcast(self, text: str) -> None:
        """BC1: *Broadcast*, *Message*, the text, *Broadcast*."""
        panel = await self.open_message()
        await panel.get_by_role("textbox").fill(text)
        await panel.get_by_role("button", name="Broadcast", exact=True).click()
        await panel.get_by_role("status").get_by_text("Received by").wait_for()
        await self.page.keyboard.press("Escape")
        await panel.wait_for(state="hidden")

    async def add_time(self, minutes: int) -> None:
        """TM2: *Remaining time*, minutes, *Add time*."""
        await self.person.button("Remaining time").click()
        form = self.page.get_by_role("dialog", name="Remaining time")
        await form.get_by_role("textbox", name="Minutes").fill(str(minutes))
        await form.get_by_role("button", name="Add time", exact=True).click()
        await form.wait_for(state="hidden")
