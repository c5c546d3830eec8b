"""The probe itself: what the other tests hear and see is what there is."""

import asyncio
from pathlib import Path

from tests.e2e.browsers import Browsers
from tests.e2e.person import Person, Picture
from tests.e2e.waiting import eventually

ECHO = Path(__file__).with_name("echo.html").read_text()
PAGE = "http://localhost/"


async def _listen_to_oneself(person: Person) -> None:
    await person.page.route(PAGE, lambda route: route.fulfill(body=ECHO, content_type="text/html"))
    await person.page.goto(PAGE)
    before = await person.sense()
    assert (before.tones, before.pictures) == (frozenset(), ())
    await person.button("Start").click()
    person.id = "self"
    await person.perceives([person])
    await person.start_recording()
    await eventually(person.sense, lambda sample: sample.at > before.at + 5_000, "some seconds pass")
    for sample in await person.recording():
        assert sample.tones <= {person.look.tone}
        assert sample.pictures == (Picture("self", "camera", person.look.colour),)
    await person.page.evaluate("() => document.querySelector('audio').muted = true")
    await eventually(person.sense, lambda sample: not sample.tones, "a muted element is silent")
    await person.page.evaluate("() => document.querySelector('video').style.visibility = 'hidden'")
    await eventually(person.sense, lambda sample: not sample.pictures, "a hidden picture is not seen")
    assert [(link.state, link.offers) for link in await person.links()] == [
        ("connected", 0),
        ("connected", 1),
    ]


async def test_five_voices_and_faces_are_told_apart(browsers: Browsers) -> None:
    """Each of five people hears and sees their own devices, through a real connection, and nothing else."""
    try:
        people = [await browsers.seat(number, f"Person {number}") for number in range(5)]
        await asyncio.gather(*(_listen_to_oneself(person) for person in people))
    finally:
        await browsers.clear()
