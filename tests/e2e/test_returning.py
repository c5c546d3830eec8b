"""Coming back: after a reload, in a second tab, and after the server itself was gone."""

import time

from playwright.async_api import expect

from tests.e2e.gathering import Gathering, Stay, assert_isolated
from tests.e2e.moderator import Moderator
from tests.e2e.waiting import eventually


async def test_a_reload_in_a_breakout_room_comes_back_to_the_same_room(gathering: Gathering) -> None:
    """JN2: same person, same room, same mute state; the others are heard and seen again."""
    mia, ann, ben = await gathering.join(["Mia"], ["Ann", "Ben"])
    desk = Moderator(mia)
    await desk.set_up(1, "Automatically")
    await desk.press("Start breakout")
    await gathering.in_groups([mia], [ann, ben])
    await ann.button("Mute").click()
    before = await gathering.record(ann)
    await ann.page.reload()
    await ann.inside()
    await ann.perceives([ben])
    await expect(ann.button("Unmute")).to_be_visible()
    await ann.button("Unmute").click()
    await gathering.in_groups([mia], [ann, ben])
    after = await gathering.record(ann)
    assert {**after, "microphone": before["microphone"]} == before


async def test_the_newest_tab_wins(gathering: Gathering) -> None:
    """JN2: the same person in a second tab: the older one says so and does not take the place back."""
    (mia,) = await gathering.join(["Mia"], [])
    second = await mia.context.new_page()
    await second.goto(gathering.meeting.moderator)
    join = second.get_by_role("button", name="Join", exact=True)
    inside = second.get_by_role("button", name="Leave", exact=True)
    await join.or_(inside).wait_for()
    if await join.is_visible():
        await join.click()
    await inside.wait_for()
    await expect(mia.page.get_by_role("heading", name="The meeting is open in another tab")).to_be_visible()
    await expect(inside).to_be_visible()
    people = [key for key in await gathering.records() if key.startswith("person/")]
    assert people == [f"person/{mia.id}"]


PUNCTUAL = 3_000
"""Milliseconds after its end in which everybody must have heard that the session is over."""


def _now() -> int:
    return time.time_ns() // 1_000_000


async def _everybody_is_back(gathering: Gathering) -> bool:
    records = await gathering.records()
    return not any(records[f"person/{person.id}"]["away"] for person in gathering.people)


async def _everybody_is_in_main(gathering: Gathering) -> bool:
    records = await gathering.records()
    return all(records[f"person/{person.id}"]["room"] == "main" for person in gathering.people)


async def test_a_killed_server_leaves_media_flowing_and_the_session_ends_on_time(
    fragile_gathering: Gathering,
) -> None:
    """TM3, JN2, RT2: the conversation goes on while the server is gone; the restarted one keeps the time."""
    gathering = fragile_gathering
    people = await gathering.join(["Mia"], ["Ann", "Ben", "Cem"])
    mia, *participants = people
    desk = Moderator(mia)
    await desk.set_up(1, "Automatically", minutes=1)
    await desk.press("Start breakout")
    await gathering.in_groups([mia], participants)
    ends_at = (await gathering.records())["meeting"]["ends_at"]
    links = [await person.links() for person in people]

    await gathering.start_recording()
    gathering.server.kill()
    await gathering.in_groups([mia], participants)
    await gathering.server.start()
    restarted = _now()
    await eventually(lambda: _everybody_is_back(gathering), bool, "everybody is back at the restarted server")
    await eventually(lambda: _everybody_is_in_main(gathering), bool, "the session is over", within=120)
    await gathering.in_groups(people)
    assert [await person.links() for person in people] == links

    for room in ([mia], participants):
        for person in room:
            samples = await person.recording()
            assert_isolated(person, samples, [Stay(0, room), Stay(ends_at, people)])
            apart = [sample for sample in samples if len(sample.mates) == len(room)]
            gone = [sample for sample in apart if len(sample.pictures) < len(room) - 1]
            assert not gone, f"{person.name} lost pictures: {gone[:3]}"
            told = next(sample.at for sample in samples if len(sample.mates) == len(people))
            assert told < max(ends_at, restarted) + PUNCTUAL, f"{person.name} came back late"
