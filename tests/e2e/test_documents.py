"""Boards and notes: people of a room draw and write together, others see nothing of it, and it stays."""

from playwright.async_api import expect

from tests.e2e.gathering import Gathering
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
