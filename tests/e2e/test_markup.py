"""Markup in every name and text that people can type: it is shown as it was typed, and nothing of it runs."""

import asyncio
from pathlib import Path
from typing import Final

from playwright.async_api import Page, expect

from tests.e2e.browsers import Browsers
from tests.e2e.chat import Chat
from tests.e2e.gathering import Gathering
from tests.e2e.moderator import Moderator
from tests.e2e.person import Person
from tests.e2e.server import Server
from tests.e2e.sheets import Sheets, assign
from tests.e2e.test_files import drop, line
from tests.e2e.waiting import eventually

MARKER: Final = "Kvothe"
"""Stands in every name and text, and so must stand nowhere in the log."""

POISON: Final = f'{MARKER}"><img src=x onerror=ran()><a onclick=ran()>'
LINKS: Final = f"{MARKER} javascript:ran() [a](javascript:ran()) data:text/html,<script>ran()</script>"
SCRIPT: Final = f"{MARKER}<script>ran()</script>{{{{ran()}}}}${{ran()}}"

WATCH: Final = "window.ran = () => { window.haveRun = true; }; window.haveRun = false;"
FOUND: Final = """() => {
  const made = 'img[src="x"], [onerror], [onclick], [onload], a[href^="javascript" i], a[href^="data" i]';
  const scripts = [...document.scripts].filter((script) => !script.src);
  return [window.haveRun, document.querySelectorAll(made).length, scripts.length];
}"""


async def has_run_nothing(*people: Person) -> None:
    """Whether pages made no element of what was typed, and ran nothing of it."""
    for person in people:
        assert await person.page.evaluate(FOUND) == [False, 0, 0], person.name


async def reads(page: Page, text: str) -> None:
    """Wait until a text is somewhere on the screen just as it was typed."""
    await expect(page.get_by_text(text, exact=True).first).to_be_visible()


async def poisoned(gathering: Gathering) -> tuple[Person, Person]:
    """Return a moderator, and a participant in a breakout room, all with names that are markup."""
    people = [await gathering.invite(f"{POISON}{number}", quiet=True) for number in (1, 2)]
    for person, link in zip(
        people, (gathering.meeting.moderator, gathering.meeting.participant), strict=True
    ):
        await person.context.add_init_script(WATCH)
        await person.join(link)
    mia, ann = people
    (room,) = await assign(gathering, [ann])
    await gathering.command(type="rename_room", room=room, name=f"{POISON}3")
    await ann.is_in(f"{POISON}3")
    return mia, ann


async def test_nothing_that_people_type_ever_runs_and_none_of_it_is_logged(
    server: Server, browsers: Browsers
) -> None:
    """RM2, RM3: title, names, room, chat, broadcast, call, file, note, board, passcode, report and log."""
    meeting = await server.create_meeting(f"{POISON} title")
    gathering = Gathering(server, meeting, browsers)
    mia, ann = await poisoned(gathering)
    await gathering.command(type="set_passcode", passcode=f"{POISON}4")
    chat = Chat(ann)
    await chat.open()
    for text in (POISON, LINKS, SCRIPT):
        await chat.say(text)
        await reads(ann.page, text)
    await chat.close()
    await gathering.command(type="broadcast", text=f"{POISON}5")
    await reads(ann.page, f"{POISON}5")
    await ann.button("Call moderator").click()
    await ann.page.get_by_role("textbox", name="Reason (optional)").fill(f"{POISON}6")
    await ann.button("Send reason").click()
    await ann.reads(f"Your reason: {POISON}6")
    await ann.button("Cancel call").press("Escape")
    await expect(ann.button("Cancel call")).to_be_hidden()
    await drop(ann, f"{POISON}7.html", b"<script>parent.ran()</script>")
    await expect(line(ann, f"{POISON}7.html")).to_be_visible()
    await has_run_nothing(mia, ann)

    sheets = Sheets(ann)
    await sheets.open("Notes")
    await sheets.note.fill(f"# {POISON}\n\n{LINKS}\n\n{SCRIPT}\n\n![a](javascript:ran())")
    await sheets.open_board()
    await sheets.write_on_board(SCRIPT)
    await eventually(sheets.picture, lambda svg: MARKER in svg, "the board has the text")
    assert "<script>" not in await sheets.picture()
    await has_run_nothing(mia, ann)

    desk = Moderator(mia)
    await desk.open_dashboard()
    await expect(desk.item(f"{POISON}3", ann.name)).to_be_visible()
    await desk.press("Report")
    await mia.page.get_by_role("menuitem", name="Bring all rooms back to main").click()
    await mia.button("Open report").click()
    report = mia.page.get_by_role("dialog", name="Room report")
    await expect(report.get_by_role("region", name=f"{POISON}3", exact=True)).to_contain_text(SCRIPT)
    await has_run_nothing(mia, ann)
    seats = [await person.page.evaluate("() => JSON.stringify({...localStorage})") for person in (mia, ann)]
    await browsers.clear()
    await nothing_was_logged(server, seats)


async def nothing_was_logged(server: Server, stored: list[str]) -> None:
    """Whether the log holds no name, text, token or key of anybody's."""
    log = server.log_tail(lines=100_000)
    assert '"command"' in log
    assert MARKER not in log
    key = await asyncio.to_thread(Path(server.data / "api-key").read_text)
    assert key.strip() not in log
    tokens = [word for text in stored for word in text.split('"') if len(word) > 60]
    assert tokens
    assert not [token for token in tokens if token in log]
