"""The edges of a session that only a browser shows; the rules' own are in tests/meeting/test_edges.py."""

import asyncio

import pytest
from playwright.async_api import expect

from tests.e2e.gathering import Gathering
from tests.e2e.moderator import Moderator
from tests.e2e.person import Person
from tests.e2e.waiting import eventually

pytestmark = pytest.mark.patient

ARABIC, EMOJI, LONG, TWIN = "مريم العلي", "👩‍🚀 Zoë 🎉", "Maximiliana-" * 5 + "Anna", "Alex"


async def test_rooms_are_renamed_added_and_deleted_around_people(gathering: Gathering) -> None:
    """CF3: the name follows on everybody's page; who is in a room that goes is counted down to main."""
    mia, ann, ben = await gathering.join(["Mia"], ["Ann", "Ben"], quiet=True)
    await gathering.open_rooms([ann], [ben])
    desk = Moderator(mia)
    await desk.open_dashboard()
    await desk.room("Room 1").get_by_role("button", name="Options for Room 1").click()
    await mia.page.get_by_role("menuitem", name="Rename").click()
    field = mia.page.get_by_role("textbox", name="New name for Room 1")
    await field.fill("Garden 🌱")
    await field.press("Enter")
    await ann.is_in("Garden 🌱")
    await desk.press("Add room")
    await desk.room("Room 3").wait_for()
    await desk.room("Room 2").get_by_role("button", name="Options for Room 2").click()
    await mia.page.get_by_role("menuitem", name="Delete").click()
    await ben.reads("You are going back to the main room")
    await expect(desk.room("Room 2").get_by_role("button", name="Join room")).to_have_count(0)
    await expect(desk.room("Room 2")).to_have_count(0)
    await ben.is_in("Main room")
    assert await gathering.places() == {"Mia": "Main room", "Ann": "Garden 🌱", "Ben": "Main room"}


async def test_somebody_moved_twice_arrives_once(gathering: Gathering) -> None:
    """MV1: the second move replaces the first before its countdown ends; the page says so."""
    mia, ann = await gathering.join(["Mia"], ["Ann"], quiet=True)
    await gathering.open_rooms([ann], [], [])
    desk = Moderator(mia)
    await desk.open_dashboard()
    await desk.drag("Ann", "Room 1", "Room 2")
    await ann.is_going_to("Room 2")
    first = await ann.next_due()
    await desk.drag("Ann", "Room 1", "Room 3")
    await ann.is_going_to("Room 3")
    assert await ann.next_due() > first
    await ann.is_in("Room 3")
    await expect(desk.item("Room 3", "Ann")).to_be_visible()


async def test_two_moderators_press_shuffle_gather_and_end_at_once(gathering: Gathering) -> None:
    """SH1, GA1, EN1: nobody is left behind, both screens agree, and the log names who did what."""
    mia, mod, ann, ben = await gathering.join(["Mia", "Mod"], ["Ann", "Ben"], quiet=True)
    await gathering.open_rooms([ann, ben], [])
    desks = [Moderator(mia), Moderator(mod)]
    for desk in desks:
        await desk.open_dashboard()
    await asyncio.gather(
        desks[0].press("Shuffle"),
        desks[1].press("Gather everyone"),
    )
    await desks[1].end()
    for person in (ann, ben):
        await person.reads("You are going back to the main room")
    for desk in desks:
        await desk.dashboard.get_by_role("button", name="What happened").click()
        log = desk.page.get_by_role("dialog", name="What happened")
        for words in ("shuffled the participants", "gathered everyone", "ended the breakout"):
            await expect(log.get_by_text(words)).to_have_count(1)
    for person in (mia, mod, ann, ben):
        await expect(person.bar).to_have_count(0)
    assert await gathering.phase() == "closed"
    assert set((await gathering.places()).values()) == {"Main room"}


async def test_the_last_moderator_leaves_and_comes_back(gathering: Gathering) -> None:
    """EN1, TM3: the session goes on without one; the returning host finds it and ends it."""
    mia, ann = await gathering.join(["Mia"], ["Ann"], quiet=True)
    await gathering.open_rooms([ann])
    await mia.leave()
    await ann.button("Call moderator").click()
    await mia.button("Join again").click()
    await mia.join(gathering.meeting.moderator)
    await expect(mia.button("Calls")).to_have_accessible_description("1 call waiting")
    await mia.button("End breakout").click()
    await ann.reads("You are going back to the main room")


async def test_a_moderator_who_is_demoted_in_a_room_stays_there_as_a_participant(
    gathering: Gathering,
) -> None:
    """RM1, RT1: the dashboard goes, the call button comes, sound and picture go on."""
    # Mia first: the first moderator is the host, whose role cannot be taken.
    (mia,) = await gathering.join(["Mia"], [])
    mod, ann = await gathering.join(["Mod"], ["Ann"])
    await gathering.open_rooms([ann, mod])
    await gathering.in_groups([mia], [ann, mod])
    theirs, mine = Moderator(mod), Moderator(mia)
    await theirs.open_dashboard()
    await mine.open_dashboard()
    await mine.item("Room 1", "Mod").hover()
    await mia.page.get_by_role("button", name="Options for Mod", exact=True).click()
    await mia.page.get_by_role("menuitem", name="Take moderator role back").click()
    await expect(theirs.dashboard).to_have_count(0)
    await expect(mod.button("Open dashboard")).to_have_count(0)
    await expect(mod.button("Call moderator")).to_be_visible()
    await mod.is_in("Room 1")
    await gathering.in_groups([mia], [ann, mod])


async def test_a_lid_closed_during_a_countdown_opens_in_the_right_room(gathering: Gathering) -> None:
    """MV1, JN2: the move is the server's act; the page that slept shows it, hears it, counts nothing down."""
    mia, ann, ben = await gathering.join(["Mia"], ["Ann", "Ben"])
    await gathering.open_rooms([ann], [ben])
    await gathering.in_groups([mia], [ann], [ben])
    await gathering.command(type="move_people", people=[ann.id], room="r2")
    await ann.is_going_to("Room 2")
    lid = await ann.context.new_cdp_session(ann.page)
    await ann.context.set_offline(offline=True)
    await lid.send("Page.setWebLifecycleState", {"state": "frozen"})

    async def arrived() -> bool:
        return (await gathering.places())["Ann"] == "Room 2"

    await eventually(arrived, bool, "Ann is in Room 2")
    await lid.send("Page.setWebLifecycleState", {"state": "active"})
    await ann.context.set_offline(offline=False)
    await ann.is_in("Room 2")
    await expect(ann.page.locator(".countdown")).to_have_count(0)
    await gathering.in_groups([mia], [ann, ben])


async def test_a_second_tab_opened_during_a_countdown_is_the_one_that_arrives(gathering: Gathering) -> None:
    """JN2, MV1: one person in two tabs is one person in one room."""
    (ann,) = await gathering.join([], ["Ann"], quiet=True)
    await gathering.open_rooms([ann], [])
    await gathering.command(type="move_people", people=[ann.id], room="r2")
    await ann.is_going_to("Room 2")
    second = Person(ann.name, ann.look, ann.context, await ann.context.new_page())
    await second.join(gathering.meeting.participant)
    assert second.id == ann.id
    await ann.reads("The meeting is open in another tab")
    await second.is_in("Room 2")
    assert await gathering.places() == {"Ann": "Room 2"}


async def _fits(person: Person, width: int) -> None:
    """Nothing on the page is wider than the screen."""
    await person.page.set_viewport_size({"width": width, "height": 800})
    over = await person.page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
    assert over <= 0, f"{person.name} at {width}: {over} px too wide"


async def test_names_of_all_kinds_are_shown_whole_and_told_apart(gathering: Gathering) -> None:
    """DB1, MV2: right-to-left, emoji, 64 characters, two of the same name: dashboard, tiles, people."""
    assert len(LONG) == 64
    mia, arabic, _, _, twin, other = people = await gathering.join(
        ["Mia"], [ARABIC, EMOJI, LONG, TWIN, TWIN], quiet=True
    )
    for person in people:
        tiles = person.page.get_by_role("main").get_by_role("listitem")
        for name in (ARABIC, EMOJI, LONG):
            await expect(tiles.get_by_text(name, exact=True)).to_be_visible()
        await expect(tiles.get_by_text(TWIN, exact=True)).to_have_count(2)
    await mia.button("People").click()
    panel = mia.page.get_by_role("complementary", name="People")
    for name in (ARABIC, EMOJI, LONG):
        await expect(panel.get_by_text(name, exact=True)).to_have_count(1)
    await expect(panel.get_by_text(TWIN, exact=True)).to_have_count(2)
    await mia.button("People").click()
    await gathering.open_rooms([arabic], [twin])
    desk = Moderator(mia)
    await desk.open_dashboard()
    for room, name in (("Room 1", ARABIC), ("Main room", EMOJI), ("Main room", LONG), ("Main room", TWIN)):
        await expect(desk.item(room, name)).to_have_count(1)
    await desk.drag(TWIN, "Main room", "Room 1")
    await other.is_going_to("Room 1")
    await desk.drag(LONG, "Main room", "Room 2")
    await arabic.button("Call moderator").click()
    await expect(desk.item("Room 1", ARABIC).get_by_role("button", name="Join", exact=True)).to_be_visible()
    await expect(desk.item("Room 1", TWIN)).to_have_count(1)
    await expect(desk.item("Room 2", TWIN)).to_have_count(1)
    for width in (1280, 1024, 390):
        await _fits(mia, width)


async def test_gathered_people_are_sent_back_before_they_have_left(gathering: Gathering) -> None:
    """GA1, MV1: *Send back to rooms* during the countdown takes it back, and nobody passes through main."""
    mia, ann, ben = await gathering.join(["Mia"], ["Ann", "Ben"], quiet=True)
    await gathering.open_rooms([ann], [ben])
    desk = Moderator(mia)
    await desk.open_dashboard()
    await desk.press("Gather everyone")
    await ann.reads("You are going back to the main room")
    await desk.press("Send back to rooms")
    for person in (ann, ben):
        await expect(person.page.locator(".countdown")).to_have_count(0)
    assert await gathering.places() == {"Mia": "Main room", "Ann": "Room 1", "Ben": "Room 2"}
