"""Keeping people apart, and the report of it all, on the screen."""

import csv
import re
from io import StringIO
from pathlib import Path

from playwright.async_api import expect

from tests.e2e.gathering import Gathering
from tests.e2e.moderator import Moderator


async def test_a_moderator_keeps_people_apart_from_the_dashboard(gathering: Gathering) -> None:
    """SH1: select several, *Keep apart*, *Shuffle*; the list says so, and takes it back."""
    mia, *_ = await gathering.join(["Mia"], ["Ann", "Ben"], quiet=True)
    desk = Moderator(mia)
    await desk.set_up(2, "Manually")
    await desk.item("Main room", "Ann").click()
    await desk.item("Main room", "Ben").click(modifiers=["Control"])
    await desk.press("Options for Ben")
    await mia.page.get_by_role("menuitem", name="Keep apart").click()
    groups = desk.dashboard.get_by_role("button", name="Groups for shuffling: 1", exact=True)
    await expect(groups).to_be_visible()
    for _ in range(4):
        await desk.press("Shuffle")
        await expect(desk.room("Room 1").get_by_role("row")).to_have_count(1)
        await expect(desk.room("Room 2").get_by_role("row")).to_have_count(1)
    await gathering.command(type="move_room", room="r1", to="r2")
    broken = desk.dashboard.get_by_role("button", name=re.compile("1 is not kept now"))
    await broken.click()
    listed = mia.page.get_by_role("dialog", name="Groups for shuffling")
    await expect(listed.get_by_role("listitem")).to_contain_text("Not kept now")
    await listed.get_by_role("button", name="Remove group: Apart Ann, Ben").click()
    await expect(listed.get_by_role("listitem")).to_have_count(0)


async def test_a_moderator_saves_the_report(gathering: Gathering, tmp_path: Path) -> None:
    """CF2: archived rooms are in it, and who was where."""
    mia, ann = await gathering.join(["Mia"], ["Ann"], quiet=True)
    await gathering.open_rooms([ann])
    await gathering.command(type="rename_room", room="r1", name="Garden")
    desk = Moderator(mia)
    await desk.open_dashboard()
    await desk.press("Report")
    async with mia.page.expect_download() as saving:
        await mia.page.get_by_role("menuitem", name="Save as a table (CSV)").click()
    download = await saving.value
    assert download.suggested_filename == "report.csv"
    path = tmp_path / "report.csv"
    await download.save_as(path)
    rows = list(csv.DictReader(StringIO(path.read_text())))
    assert [row["room"] for row in rows if row["what"] == "room"] == ["Garden"]
    assert ("Ann", "Garden") in {(row["person"], row["room"]) for row in rows if row["what"] == "stay"}
