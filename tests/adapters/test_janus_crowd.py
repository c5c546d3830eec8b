"""More people with their microphones on than there are slots, over a real Janus."""

from pathlib import Path

import pytest

from reconvene.adapters.janus_handles import SlotPlan
from reconvene.live.speaking import Speakers
from reconvene.media.feeds import Switch
from reconvene.media.slots import switches
from reconvene.media.wanted import wanted
from reconvene.meeting.ids import MAIN, Millis, PersonId
from reconvene.meeting.state import Person, State
from tests.support.janus_peer import Page, Tone, until
from tests.support.janus_world import MEETING, World, world

PEOPLE = tuple(PersonId(f"p_{number:02}") for number in range(12))
AUDIO = 8


def everybody_unmuted() -> State:
    people = [
        Person(id=person, role="participant", joined=Millis(number), seat=MAIN, microphone=True)
        for number, person in enumerate(PEOPLE)
    ]
    return State(people={person.id: person for person in people})


class Listener:
    """Keeps the slots of one page as the rules want them, as the reconciler does."""

    def __init__(self, here: World, page: Page) -> None:
        self._here = here
        self._page = page
        self._carried = {slot.mid: Switch(slot.mid, None) for slot in page.slots}

    async def follow(self, speakers: Speakers) -> int:
        """Switch to what is wanted now; return with how many switches."""
        plans = wanted(everybody_unmuted(), PEOPLE, speakers.latest())
        plan = switches(self._page.slots, self._carried, plans[self._page.person])
        await self._here.media.switch(MEETING, self._page.person, plan)
        self._carried.update((switch.mid, switch) for switch in plan)
        return len(plan)

    async def hears(self, tone: int) -> None:
        """Wait until this pitch comes out of a slot."""
        slots = [slot.mid for slot in self._page.slots if slot.kind == "audio"]
        await until(lambda: any(self._page.hears(mid, tone) for mid in slots), f"{tone} Hz is heard")


@pytest.mark.timeout(180)
async def test_of_twelve_people_with_eight_slots_those_who_speak_are_heard(tmp_path: Path) -> None:
    """RM1: whoever begins takes the slot of somebody silent: one switch, and no new offer."""
    async with world(tmp_path, slots=SlotPlan(audio=AUDIO, video=1)) as here:
        pages = [await here.page(person, down=person == PEOPLE[0]) for person in PEOPLE]
        listener = Listener(here, pages[0])
        speakers = Speakers()
        assert await listener.follow(speakers) == AUDIO
        for number, person in enumerate(pages[-3:]):
            tone = 400 + 300 * number
            person.microphone.sender.replaceTrack(Tone(tone))
            speakers.note(person.person, on=True)
            assert await listener.follow(speakers) == 1
            await listener.hears(tone)
        for number in range(3):
            await listener.hears(400 + 300 * number)
        assert pages[0].offers == 1
