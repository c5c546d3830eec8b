"""RM3: files in rooms, in real browsers: added, shown to everyone there, and to nobody else."""

import asyncio
import base64
from typing import Any

from tests.e2e.gathering import Gathering
from tests.e2e.moderator import Moderator
from tests.e2e.papers import bomb, film, pdf
from tests.e2e.person import Person
from tests.e2e.waiting import eventually

RED, GREEN, BLUE = (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)
IN_STEP = 0.5

DROP = """([name, text]) => {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([bytes], name));
  for (const type of ['dragover', 'drop']) {
    document.querySelector('main').dispatchEvent(
      new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer })
    );
  }
}"""

COLOUR = """() => {
  const canvas = document.querySelector('canvas[data-page]');
  if (!canvas) return null;
  const [red, green, blue] = canvas.getContext('2d')
    .getImageData(canvas.width >> 1, canvas.height >> 1, 1, 1).data;
  return [canvas.dataset.page, red > 128, green > 128, blue > 128];
}"""

FILM = """() => {
  const film = document.querySelector('video[data-file]');
  return film && { at: film.currentTime, when: Date.now(), paused: film.paused, ready: film.readyState };
}"""

ASK = """async ([method, path, body]) => {
  const key = Object.keys(localStorage).find((name) => name.startsWith('reconvene.seat.'));
  const headers = {
    Authorization: `Bearer ${localStorage.getItem(key)}`, 'Content-Type': 'application/json',
  };
  const answer = await fetch(path, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
  return [answer.status, (await answer.json()).code ?? null];
}"""


async def drop(person: Person, name: str, content: bytes) -> None:
    """Drop a file on the stage and wait until it is in the room's list."""
    await person.page.evaluate(DROP, [name, base64.b64encode(content).decode()])
    await line(person, name).wait_for()


def line(person: Person, name: str) -> Any:  # noqa: ANN401 - a locator
    """Return a file's line in the panel."""
    files = person.page.get_by_role("list", name="Files of this room")
    return files.get_by_role("listitem").filter(has_text=name)


async def show(person: Person, name: str) -> None:
    """Show a file to everyone."""
    await line(person, name).get_by_role("button", name="Show to everyone").click()


async def in_room(person: Person, room: str) -> None:
    """Wait until somebody is in a breakout room, or with an empty name in the main room."""

    def there(title: str) -> bool:
        return room in title if room else "Room" not in title

    await eventually(person.page.title, there, f"{person.name} is in {room or 'the main room'}")


async def on_page(person: Person, page: int, *colour: bool) -> None:
    """Wait until a page of this colour is on somebody's screen."""

    async def look() -> list[Any] | None:
        seen: list[Any] | None = await person.page.evaluate(COLOUR)
        return seen

    wanted = [str(page), *colour]
    await eventually(look, lambda seen: seen == wanted, f"{person.name} sees page {page}")


async def playing_in_step(*people: Person) -> None:
    """Wait until everybody's film plays within half a second of the others'."""

    async def look() -> list[dict[str, Any] | None]:
        return list(await asyncio.gather(*(person.page.evaluate(FILM) for person in people)))

    def together(seen: list[dict[str, Any] | None]) -> bool:
        if not all(film and not film["paused"] and film["ready"] > 1 for film in seen):
            return False
        begun = [film["at"] - film["when"] / 1000 for film in seen if film]
        return bool(max(begun) - min(begun) <= IN_STEP)

    await eventually(look, together, "the film is in step")


async def test_files_of_two_rooms(gathering: Gathering) -> None:
    """RM3, RT2, CF2: dropped, shown, followed, played in step, refused to others, and there again."""
    mia, ann, ben, cem = await gathering.join(["Mia"], ["Ann", "Ben", "Cem"])
    desk = Moderator(mia)
    await desk.set_up(2, "Manually")
    for name, room in (("Ann", "Room 1"), ("Ben", "Room 1"), ("Cem", "Room 2")):
        await desk.move_by_keyboard(name, "Main room", room)
    await desk.press("Start breakout")
    for person, room in ((ann, "Room 1"), (ben, "Room 1"), (cem, "Room 2")):
        await in_room(person, room)

    await drop(ann, "Plan.pdf", pdf([RED, GREEN, BLUE]))
    await drop(cem, "Secret.pdf", pdf([BLUE]))
    await show(ann, "Plan.pdf")
    await show(cem, "Secret.pdf")
    await on_page(ann, 1, True, False, False)
    await on_page(ben, 1, True, False, False)
    await on_page(cem, 1, False, False, True)
    await ann.button("Next page").click()
    await on_page(ben, 2, False, True, False)
    await ben.button("Next page").click()
    await on_page(ben, 3, False, False, True)
    await on_page(ann, 2, False, True, False)
    await ben.page.get_by_role("switch", name="Follow presenter").check(force=True)
    await on_page(ben, 2, False, True, False)
    await ann.page.keyboard.press("ArrowLeft")
    await on_page(ben, 1, True, False, False)
    assert await cem.page.get_by_text("Plan.pdf").count() == 0
    assert await mia.page.locator("canvas[data-page]").count() == 0

    records = await gathering.server.request("GET", f"api/v1/meetings/{gathering.meeting.id}")
    assert "Plan.pdf" not in str(records)
    listed = await ann.page.evaluate(ASK, ["GET", "/api/v1/seat/files?room=r1", None])
    assert listed == [200, None]
    address = await ann.page.evaluate(
        """async () => performance.getEntriesByType('resource').map((one) => one.name)
           .find((name) => name.includes('/api/v1/seat/files/') && name.endsWith('/address'))"""
    )
    path = "/" + address.split("/", 3)[3]
    for method, place, body in (
        ("POST", path, None),
        ("GET", "/api/v1/seat/files?room=r1", None),
        ("POST", "/api/v1/seat/files", {"name": "a", "size": 5, "room": "r1"}),
    ):
        refusal = await cem.page.evaluate(ASK, [method, place, body])
        assert refusal == [403, "ROOM_NOT_YOURS"], (method, place)

    await drop(ann, "Film.webm", film(60))
    await show(ann, "Film.webm")
    await ann.button("Play").click()
    await playing_in_step(ann, ben)
    await mia.page.get_by_role("group", name="Room 1").get_by_role("button", name="Join room").click()
    await playing_in_step(ann, ben, mia)
    await ann.page.get_by_role("slider", name="Position").focus()
    await ann.page.keyboard.press("End")
    await ann.page.keyboard.press("Home")
    await playing_in_step(ann, ben, mia)
    await ann.button("Pause").click()
    await eventually(
        lambda: ben.page.evaluate(FILM), lambda seen: seen is not None and seen["paused"], "Ben's film rests"
    )

    await desk.press("End breakout")
    await in_room(ann, "")
    assert await ann.page.get_by_role("list", name="Files of this room").get_by_role("listitem").count() == 0
    await mia.button("More").click()
    await mia.page.get_by_role("menuitem", name="Breakout").click()
    await mia.button("Keep existing rooms").click()
    await desk.press("Start breakout")
    await line(ann, "Plan.pdf").wait_for()
    assert await line(ann, "Film.webm").count() == 1


async def test_a_pdf_that_means_harm_is_said_to_be_so_and_the_page_goes_on(gathering: Gathering) -> None:
    """The issue's PDF bomb: bounded in time and size; what cannot be shown is said plainly."""
    (mia,) = await gathering.join(["Mia"], [])
    await drop(mia, "Bomb.pdf", bomb())
    await show(mia, "Bomb.pdf")
    await mia.page.get_by_text("takes too long to draw").wait_for()
    await mia.button("Mute").click(timeout=10_000)
    await drop(mia, "Broken.pdf", b"%PDF-1.7\nnothing of the kind")
    await show(mia, "Broken.pdf")
    await mia.page.get_by_text("cannot be shown").wait_for()
    await drop(mia, "Huge.pdf", pdf([RED], 14_400, 14_400))
    await show(mia, "Huge.pdf")
    await on_page(mia, 1, True, False, False)
    pixels = await mia.page.evaluate("() => ((c) => c.width * c.height)(document.querySelector('canvas'))")
    assert pixels <= 16_000_000
    await drop(mia, "Drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")
    assert await line(mia, "Drawing.svg").get_by_role("button", name="Show to everyone").count() == 0
