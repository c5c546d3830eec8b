"""What a moderator does on the screen, step by step, by the names that the product promises."""

from playwright.async_api import Locator

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

    async def fill_set_up(self, rooms: int, assign: str, minutes: int | None = None) -> None:
        """CF1: how many rooms, how to assign, Continue."""
        await self.page.get_by_role("textbox", name="Number of rooms").fill(str(rooms))
        await self.page.get_by_role("radio", name=assign).check(force=True)
        if minutes is not None:
            await self.page.get_by_role("switch", name="Time limit").check(force=True)
            await self.page.get_by_role("textbox", name="Minutes").fill(str(minutes))
        await self.person.button("Continue").click()
        await self.room(f"Room {rooms}").wait_for()

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
