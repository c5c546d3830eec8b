"""A session with a limit: everybody sees the same time, and it can be changed while it runs."""

import re

from playwright.async_api import expect

from tests.e2e.gathering import Gathering
from tests.e2e.moderator import Moderator
from tests.e2e.person import Person

CLOCK = re.compile(r"(\d+):(\d\d)")


async def _seconds_left(person: Person) -> int:
    bar = person.page.get_by_role("region", name="Breakout session")
    found = CLOCK.search(await bar.inner_text())
    assert found is not None
    return int(found[1]) * 60 + int(found[2])


async def test_without_a_limit_no_remaining_time_is_shown(gathering: Gathering) -> None:
    """TM1: no limit, no clock, for moderators and participants."""
    mia, ann = await gathering.join(["Mia"], ["Ann"])
    desk = Moderator(mia)
    await desk.set_up(1, "Automatically")
    await desk.press("Start breakout")
    for person in (mia, ann):
        bar = person.page.get_by_role("region", name="Breakout session")
        await expect(bar).to_be_visible()
        await expect(bar).not_to_contain_text(CLOCK)
        await expect(person.button("Remaining time")).to_have_count(0)


async def test_time_is_added_and_seen_by_everybody(gathering: Gathering) -> None:
    """TM1, TM2: *Remaining time*, minutes, *Add time*; all clocks agree to the second they show."""
    mia, ann = await gathering.join(["Mia"], ["Ann"])
    desk = Moderator(mia)
    await desk.set_up(1, "Automatically", minutes=10)
    await desk.press("Start breakout")
    await desk.close_dashboard()
    before = (await gathering.records())["meeting"]["ends_at"]
    await mia.page.get_by_role("button", name=re.compile("Remaining time")).click()
    await mia.page.get_by_role("textbox", name="Minutes").fill("5")
    await mia.button("Add time").click()
    await expect(mia.button("Add time")).to_have_count(0)
    after = (await gathering.records())["meeting"]["ends_at"]
    assert after == before + 5 * 60_000
    bar = ann.page.get_by_role("region", name="Breakout session")
    await expect(bar).to_contain_text(re.compile(r"1[45]:\d\d"))
    assert abs(await _seconds_left(mia) - await _seconds_left(ann)) <= 1
