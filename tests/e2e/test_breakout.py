"""A meeting that breaks out and comes back: heard by tone, seen by colour, in real browsers."""

import asyncio
import time

from tests.e2e.gathering import Gathering, Stay, assert_isolated
from tests.e2e.moderator import Moderator
from tests.e2e.person import Link, Person


def _now() -> int:
    return time.time_ns() // 1_000_000


async def _connections(people: list[Person]) -> list[tuple[float, list[Link]]]:
    """Return each page's load and its peer connections: what no move may change."""
    return [(await person.loaded_at(), await person.links()) for person in people]


async def test_five_people_break_out_and_come_back_together(gathering: Gathering) -> None:
    """ST1, MV1, MV2, MV3, EN1, RT2: each hears and sees exactly their own room, over the same connections."""
    people = await gathering.join(["Mia"], ["Ann", "Ben", "Cem", "Eva"])
    mia, *participants = people
    await gathering.in_groups(people)
    before = await _connections(people)
    assert all([link.state for link in links] == ["connected", "connected"] for _, links in before)
    await gathering.start_recording()
    stays = {person: [Stay(0, people)] for person in people}

    def now_in(*rooms: list[Person], since: int) -> None:
        for room in rooms:
            for person in room:
                stays[person].append(Stay(since, room))

    desk = Moderator(mia)
    await desk.set_up(2, "Automatically")
    first = await gathering.mates_of(participants[0])
    second = [person for person in participants if person not in first]
    assert (len(first), len(second)) == (2, 2)
    await desk.press("Start breakout")
    now_in([mia], first, second, since=await gathering.due(*participants))
    await gathering.in_groups([mia], first, second)

    room = {
        (await gathering.record(first[0]))["room"]: first,
        (await gathering.record(second[0]))["room"]: second,
    }
    first, second = (room[number] for number in sorted(room))
    for number, (visited, other) in enumerate(((first, second), (second, first)), start=1):
        now_in([mia, *visited], other, since=_now())
        await desk.room(f"Room {number}").get_by_role("button", name="Join room").click()
        await gathering.in_groups([mia, *visited], other)

    moved, stayed = first
    await desk.drag(moved.name, "Room 1", "Room 2")
    now_in([mia, moved, *second], [stayed], since=await gathering.due(moved))
    await gathering.in_groups([mia, moved, *second], [stayed])
    await desk.move_by_keyboard(moved.name, "Room 2", "Room 1")
    now_in([mia, *second], first, since=await gathering.due(moved))
    await gathering.in_groups([mia, *second], first)

    await desk.press("End breakout")
    now_in(people, since=await gathering.due(*people))
    await gathering.in_groups(people)
    for person in people:
        assert_isolated(person, await person.recording(), stays[person])
    assert await _connections(people) == before


async def test_a_moderator_places_people_by_hand(gathering: Gathering) -> None:
    """CF1, MV2, ST1: nobody is assigned until the moderator says so; in a draft nobody moves."""
    mia, ann, ben = await gathering.join(["Mia"], ["Ann", "Ben"])
    desk = Moderator(mia)
    await desk.set_up(2, "Manually")
    await desk.drag("Ann", "Main room", "Room 2")
    await desk.item("Room 2", "Ann").wait_for()
    await desk.move_by_keyboard("Ben", "Main room", "Room 1")
    await desk.item("Room 1", "Ben").wait_for()
    await gathering.in_groups([mia, ann, ben])
    await desk.press("Start breakout")
    await gathering.in_groups([mia], [ann], [ben])
    await desk.press("End breakout")
    await gathering.in_groups([mia, ann, ben])


async def test_microphone_and_camera_stay_as_they_were(gathering: Gathering) -> None:
    """MV1: who was muted, or without a picture, is so in the next room too, and can undo it there."""
    mia, ann, ben = await gathering.join(["Mia"], ["Ann", "Ben"])
    await gathering.in_groups([mia, ann, ben])
    await ann.button("Mute").click()
    await ann.button("Stop camera").click()
    desk = Moderator(mia)
    await desk.set_up(1, "Automatically")
    await desk.press("Start breakout")
    await asyncio.gather(mia.perceives([]), ann.perceives([ben]), ben.perceives([], silent=[ann]))
    await ann.button("Unmute").click()
    await ann.button("Start camera").click()
    await gathering.in_groups([mia], [ann, ben])
