"""Boards and notes: people of a room draw and write together, others see nothing of it, and it stays."""

import asyncio
from pathlib import Path

from playwright.async_api import expect

from tests.e2e.axe import violations
from tests.e2e.gathering import Gathering
from tests.e2e.moderator import Moderator
from tests.e2e.person import Person
from tests.e2e.sheets import Sheets, assign


async def _in_room(person: Person, name: str) -> None:
    await expect(person.page).to_have_title(f"{name} · Reconvene · Reconvene")


async def test_people_draw_and_write_together_and_other_rooms_see_nothing(
    fragile_gathering: Gathering,
) -> None:
    """RM3, RT2: one board and one note per room, kept over a restart and with *Keep existing rooms*."""
    gathering = fragile_gathering
    _, ann, ben, cem = await gathering.join(["Mia"], ["Ann", "Ben", "Cem"])
    first, second = await assign(gathering, [ann, ben], [cem])
    anns, bens, cems = Sheets(ann), Sheets(ben), Sheets(cem)
    for person, room in ((ann, "Room 1"), (ben, "Room 1"), (cem, "Room 2")):
        await _in_room(person, room)

    await anns.open("Notes")
    await anns.note.fill("# Ideas")
    await bens.open("Notes")
    await expect(bens.note).to_contain_text("# Ideas")
    await bens.note.press("Control+End")
    await bens.note.press_sequentially(" by Ben")
    await expect(anns.note).to_contain_text("# Ideas by Ben")
    await expect(ann.page.locator(".caret-name", has_text="Ben")).to_be_visible()

    await anns.open_board()
    await bens.open_board()
    await anns.write_on_board("Plan A", right=0.3)
    await bens.sees_on_board("Plan A")
    await bens.write_on_board("Plan B", right=0.7)
    await anns.sees_on_board("Plan A", "Plan B")
    assert await violations(ann.page) == []

    await cems.open("Notes")
    await expect(cems.note).to_be_editable()
    await expect(cems.note).not_to_contain_text("Ideas")
    assert await cems.refused("note", first) == 4011
    assert await cems.refused("board", first) == 4011
    assert await cems.refused("note", "main") == 4011
    assert await cems.refused("note", second) == 0

    gathering.server.kill()
    await anns.note.press("Control+End")
    await anns.note.press_sequentially(", offline")
    await gathering.server.start()
    await expect(bens.note).to_contain_text("# Ideas by Ben, offline")
    await bens.sees_on_board("Plan A", "Plan B")

    path = f"api/v1/meetings/{gathering.meeting.id}/commands"
    for command in ("end_breakout", "keep_rooms", "start_breakout"):
        await gathering.server.request("POST", path, {"command": {"type": command}})
        if command == "end_breakout":
            await expect(anns.note).not_to_contain_text("Ideas")
            await expect(ann.page).to_have_title("Reconvene · Reconvene")
    await _in_room(ann, "Room 1")
    await expect(anns.note).to_contain_text("# Ideas by Ben")
    await anns.sees_on_board("Plan A", "Plan B")


async def test_what_rooms_had_is_one_page_in_main(gathering: Gathering) -> None:
    """RM3: *Bring back to main* shows notes and boards with a heading per room, to people in main alone."""
    mia, ann, ben = await gathering.join(["Mia"], ["Ann", "Ben"])
    await assign(gathering, [ann], [ben])
    anns, bens = Sheets(ann), Sheets(ben)
    await _in_room(ann, "Room 1")
    await _in_room(ben, "Room 2")
    await anns.open("Notes")
    await anns.note.fill("# Garden plan\n\n- **dig**\n- <b>plant</b>")
    await anns.open_board()
    await anns.write_on_board("A sketch")
    await anns.sees_on_board("A sketch")
    await bens.open("Notes")
    await bens.note.fill("Nothing yet")
    desk = Moderator(mia)
    await mia.button("Open dashboard").click()
    await desk.press("Report")
    await mia.page.get_by_role("menuitem", name="Bring all rooms back to main").click()
    await mia.button("Open report").click()
    page = mia.page.get_by_role("dialog", name="Room report")
    first = page.get_by_role("region", name="Room 1", exact=True)
    await expect(first.get_by_role("heading", name="Garden plan")).to_be_visible()
    await expect(first.get_by_text("<b>plant</b>")).to_be_visible()
    await expect(first.get_by_role("img", name="Whiteboard of Room 1")).to_be_visible()
    assert await first.get_by_role("img").evaluate("image => image.decode().then(() => image.naturalWidth)")
    await expect(page.get_by_role("region", name="Room 2", exact=True)).to_contain_text("Nothing yet")
    assert await violations(mia.page) == []
    async with mia.page.expect_download() as downloading:
        await page.get_by_role("button", name="Download Markdown").click()
    kept = await asyncio.to_thread(Path(await (await downloading.value).path()).read_text, "utf-8")
    assert "## Room 1" in kept
    assert "# Garden plan" in kept
    await expect(ann.button("Open report")).to_have_count(0)
    await ann.button("Return to main room").click()
    await expect(ann.button("Open report")).to_be_visible()
