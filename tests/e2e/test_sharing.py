"""Screens that are shared: seen and heard in their room alone, over the connections that are there."""

import asyncio

from playwright.async_api import expect

from tests.e2e.capture import LOOKS, Look
from tests.e2e.gathering import Gathering
from tests.e2e.moderator import Moderator
from tests.e2e.person import Person, Picture, Sample
from tests.e2e.screens import open_tab
from tests.e2e.waiting import eventually

FLOWING = 1_500
"""Milliseconds over which pictures are counted."""


async def senses(
    person: Person,
    faces: list[Person],
    voices: list[Person],
    screen: tuple[Person, Look] | None,
    tones: list[Look],
) -> None:
    """Wait until somebody sees exactly these faces and this screen, and hears these voices and tones."""
    pictures = {Picture(other.id, "camera", other.look.colour) for other in faces}
    if screen is not None:
        pictures.add(Picture(screen[0].id, "screen", screen[1].colour))
    heard = {other.look.tone for other in voices} | {look.tone for look in tones}

    def as_wanted(sample: Sample) -> bool:
        people = {other.id for other in voices}
        return set(sample.pictures) == pictures and sample.tones == heard and sample.voices == people

    await eventually(person.sense, as_wanted, f"{person.name} sees {pictures} and hears {heard}")


async def test_each_room_sees_and_hears_the_screen_that_is_shared_in_it(gathering: Gathering) -> None:
    """RM1, RM3, RT2: two rooms at once, handed over, taken over, ended; nobody negotiates anything."""
    mia, ann, ben, cem = people = await gathering.join(["Mia"], ["Ann", "Ben", "Cem"], "asked for")
    await gathering.in_groups(people)
    before = [await person.links() for person in people]
    desk = Moderator(mia)
    await desk.set_up(2, "Manually")
    for person, room in ((ann, "Room 1"), (ben, "Room 1"), (cem, "Room 2")):
        await desk.drag(person.name, "Main room", room)
        await desk.item(room, person.name).wait_for()
    await desk.press("Start breakout")
    await gathering.in_groups([mia], [ann, ben], [cem])
    await desk.room("Room 2").get_by_role("button", name="Join room").click()
    await gathering.in_groups([mia, cem], [ann, ben])
    await desk.close_dashboard()

    first, second = LOOKS[4], LOOKS[5]
    await open_tab(ann, first)
    await open_tab(cem, second)
    await asyncio.gather(*(person.button("Share content").click() for person in (ann, cem)))
    await senses(ben, [ann], [ann], (ann, first), [first])
    await senses(mia, [cem], [cem], (cem, second), [second])
    await senses(ann, [ben], [ben], None, [])

    await ben.button("Share content").click()
    dialog = ben.page.get_by_role("dialog", name="Ann is presenting")
    await expect(dialog.get_by_role("button", name="Take over")).to_have_count(0)
    await dialog.get_by_role("button", name="Ask to present").click()
    await ann.notices.get_by_text("Ben asks to present.").wait_for()
    await ann.button("Keep").click()
    await ben.notices.get_by_text("Ann goes on presenting.").wait_for()
    await ben.button("Share content").click()
    await dialog.get_by_role("button", name="Ask to present").click()
    await ann.button("Hand over").click()
    await ben.button("Share my screen").wait_for()
    await senses(ben, [ann], [ann], (ann, first), [first])
    await open_tab(ben, second)
    await ben.button("Share my screen").click()
    await senses(ann, [ben], [ben], (ben, second), [second])
    await expect(ann.page.get_by_text("Your screen is no longer shared.")).to_be_visible()
    await ann.notices.get_by_role("button", name="Close", exact=True).click()
    await ben.button("Stop sharing").click()
    await senses(ann, [ben], [ben], None, [])
    await ann.button("Share content").click()
    await senses(ben, [ann], [ann], (ann, first), [first])

    await desk.open_dashboard()
    await desk.room("Room 1").get_by_role("button", name="Join room").click()
    await desk.close_dashboard()
    await senses(mia, [ann, ben], [ann, ben], (ann, first), [first])
    shown = await open_tab(mia, second)
    await mia.button("Share content").click()
    await mia.page.get_by_role("button", name="Take over").click()
    await senses(ben, [ann, mia], [ann, mia], (mia, second), [second])
    await expect(ann.page.get_by_text("Your screen is no longer shared.")).to_be_visible()
    await shown.close()
    await senses(ben, [ann, mia], [ann, mia], None, [])
    assert [await person.links() for person in people] == before


async def test_pictures_off_screen_are_not_sent(gathering: Gathering) -> None:
    """RM1: pages of people, layers by size, sound only."""
    mia, ann, ben = people = await gathering.join(["Mia"], ["Ann", "Ben"])
    await gathering.in_groups(people)
    assert await mia.page.evaluate("probe.flowing", FLOWING) == 2
    await mia.page.set_viewport_size({"width": 300, "height": 220})
    pages = mia.page.get_by_role("navigation", name="Pages of people")
    await pages.wait_for()
    shown = mia.page.locator("video[data-person]")
    tiles = mia.page.locator(".tiles > li")

    async def flowing() -> int:
        arriving: int = await mia.page.evaluate("probe.flowing", FLOWING)
        return arriving

    async def as_many_as_shown() -> bool:
        """Each tile but one's own has its picture, and no other pictures arrive."""
        others = await tiles.count() - await tiles.filter(has_text="(you)").count()
        return others == await shown.count() == await flowing()

    seen: set[str] = set()
    for _ in range(3):
        await eventually(as_many_as_shown, bool, "pictures of the people on this page, and no others")
        seen |= set(await shown.evaluate_all("videos => videos.map(video => video.dataset.person)"))
        following = pages.get_by_role("button", name="Next page")
        if await following.is_disabled():
            break
        await following.click()
    assert seen == {ann.id, ben.id}
    await mia.page.set_viewport_size({"width": 1280, "height": 800})
    await senses(mia, [ann, ben], [ann, ben], None, [])

    await mia.button("More").click()
    await mia.page.get_by_role("menuitem", name="Sound only").click()
    await senses(mia, [], [ann, ben], None, [])
    await eventually(flowing, lambda count: count == 0, "no picture arrives")
    await senses(ann, [ben], [mia, ben], None, [])
    await mia.button("Show pictures").click()
    await gathering.in_groups(people)
