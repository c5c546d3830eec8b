"""Participants choose their room, and people who come late: what they see, and what moderators are told."""

from playwright.async_api import expect

from tests.e2e.gathering import Gathering
from tests.e2e.moderator import Moderator
from tests.e2e.person import Person


async def test_participants_choose_their_room(gathering: Gathering) -> None:
    """CF1, ST1, RT2: they see the rooms, who is in them, how many of how many; a full one is closed."""
    mia, ann, ben = await gathering.join(["Mia"], ["Ann", "Ben"], quiet=True)
    desk = Moderator(mia)
    await desk.open_set_up()
    await desk.fill_set_up(2, "Let participants choose room", places=1)
    await desk.press("Start breakout")
    for person in (ann, ben):
        for room in ("Room 1", "Room 2"):
            await expect(person.choice(room)).to_contain_text("0 of 1 people")
            await expect(person.choice(room)).to_contain_text("Nobody yet")
    await ann.choose_room("Room 1")
    await ann.is_in("Room 1")
    await expect(ben.choice("Room 1")).to_contain_text("1 of 1 people")
    await expect(ben.choice("Room 1").get_by_text("Ann", exact=True)).to_be_visible()
    await expect(ben.choice("Room 1").get_by_text("Full", exact=True)).to_be_visible()
    await expect(ben.choice("Room 1").get_by_role("button", name="Join room", exact=True)).to_be_disabled()
    await ben.choose_room("Room 2")
    await ben.is_in("Room 2")
    await expect(desk.item("Room 1", "Ann")).to_be_visible()
    await expect(desk.item("Room 2", "Ben")).to_be_visible()


async def _arrive(gathering: Gathering, moderators: list[Person], notice: str) -> Person:
    """Let Dan come late; the moderators are told."""
    dan = await gathering.invite("Dan", quiet=True)
    await dan.join(gathering.meeting.participant)
    for moderator in moderators:
        await expect(moderator.notices.get_by_text(notice, exact=True)).to_be_visible()
    return dan


async def test_who_comes_late_goes_to_the_smallest_room(gathering: Gathering) -> None:
    """JN4 `smallest`: with a countdown; every moderator is told, also the one in a room."""
    mia, mod, ann = await gathering.join(["Mia", "Mod"], ["Ann"], quiet=True)
    await gathering.open_rooms([ann], [mod], late="smallest")
    dan = await _arrive(gathering, [mia, mod], "Dan joined late and goes to Room 2")
    await dan.is_going_to("Room 2")
    await expect(ann.page.get_by_text("joined late")).to_have_count(0)
    await dan.is_in("Room 2")


async def test_who_comes_late_chooses_a_room(gathering: Gathering) -> None:
    """JN4 `choose`: the rooms are on the screen; moderators are told."""
    mia, ann = await gathering.join(["Mia"], ["Ann"], quiet=True)
    await gathering.open_rooms([ann], [], late="choose")
    dan = await _arrive(gathering, [mia], "Dan joined late and is in the main room")
    await expect(dan.choice("Room 1").get_by_text("Ann", exact=True)).to_be_visible()
    await dan.choose_room("Room 1")
    await dan.is_in("Room 1")


async def test_who_comes_late_waits_until_a_moderator_gives_them_a_room(gathering: Gathering) -> None:
    """JN4 `hold`: unassigned in the dashboard; the notice itself leads to a room."""
    (mia,) = await gathering.join(["Mia"], [], quiet=True)
    await gathering.configure(2, "manual")
    await gathering.command(type="start_breakout")
    dan = await _arrive(gathering, [mia], "Dan joined late and waits in the main room")
    await expect(dan.rooms_screen).to_have_count(0)
    desk = Moderator(mia)
    await desk.open_dashboard()
    await expect(desk.item("Main room", "Dan")).to_contain_text("unassigned")
    await mia.notices.get_by_role("button", name="Assign to room", exact=True).click()
    await mia.page.get_by_role("menuitem", name="Room 2").click()
    await dan.is_going_to("Room 2")
    await expect(mia.notices.get_by_text("joined late")).to_have_count(0)
