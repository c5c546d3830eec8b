"""Erasing names, texts and meetings while they run, and when they were kept long enough."""

import asyncio
import json
from pathlib import Path

import pytest

from reconvene.adapters.disk_files import DiskFiles
from reconvene.live.documents import Documents
from reconvene.live.erasing import WIPE_PAUSE, Belongings, Erasing, Keeping
from reconvene.live.harvests import Harvests
from reconvene.live.meetings import Reading
from reconvene.live.ports import LogUnavailable
from reconvene.live.uploads import Uploads
from reconvene.meeting.chat_commands import Say
from reconvene.meeting.commands import (
    Broadcast,
    CallModerator,
    ConfigureBreakout,
    EndBreakout,
    MovePeople,
)
from reconvene.meeting.conversations import Address, of_room
from reconvene.meeting.files_commands import AddFile
from reconvene.meeting.ids import FileId, MeetingId, Millis, PersonId
from reconvene.meeting.moderation_commands import SetPasscode
from reconvene.meeting.showing_commands import ShowFile
from reconvene.meeting.state import Allow
from reconvene.meeting.texts import ERASED_PERSON, ERASED_TEXT
from tests.live.test_breakout import R1, opened
from tests.support.house import House, pass_time, play, settle
from tests.support.memory import MemoryDocuments, MemoryFileIndex, MemoryHarvests
from tests.support.pages import Page

BEN = PersonId("ben")
DAY = 24 * 60 * 60
MONTH = Millis(30 * DAY * 1000)


def erasing(house: House, keeping: Keeping | None = None) -> Erasing:
    """Return what erases in a house without boards and files."""
    documents = Documents(MemoryDocuments(), house.clock)
    uploads = Uploads(DiskFiles(Path("unused")), MemoryFileIndex(), house.meetings, house.clock)
    having = Belongings(documents, Harvests(documents.store, MemoryHarvests()), uploads)
    return Erasing(house.meetings, house.directory, having, house.clock, keeping or Keeping())


async def said(house: House, meeting: MeetingId, name: str, text: str) -> None:
    """Have somebody say a line in main."""
    assert await house.ask(meeting, name, Say("room:main", text)) is None


def lines(page: Page) -> list[tuple[str, str, bool]]:
    """Return what a page shows of the chat."""
    shown = [record for key, record in page.records.items() if key.startswith("line/")]
    return [(record["name"], record["text"], record["deleted"]) for record in shown]


def test_a_persons_name_and_words_go_from_every_page_and_the_log_stays_as_it_is() -> None:
    """RT3: the others' stay; after a restart too, and for a page that resumes."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        eva = await house.enter(meeting, "eva", "moderator")
        away = await house.enter(meeting, "cem")
        await house.enter(meeting, "ben")
        await said(house, meeting, "ben", "My number is 4711")
        await said(house, meeting, "eva", "Thanks")
        await settle()
        await house.drop(meeting, "cem", away)
        log = list(await house.log.read(meeting, 0))
        await erasing(house).person(meeting, BEN)
        await settle()
        assert lines(eva) == [(ERASED_PERSON, "", True), ("Eva", "Thanks", False)]
        assert eva.records["mate/ben"]["name"] == ERASED_PERSON
        assert list(await house.log.read(meeting, 0)) == log
        back = await house.enter(meeting, "cem", older=away)
        assert lines(back) == lines(eva)
        assert "4711" not in str(back.frames)
        assert "4711" not in str(house.log.words)
        again = House(house)
        async with again.open():
            assert lines(await again.enter(meeting, "eva", "moderator")) == lines(eva)

    play(scenario)


def test_what_was_erased_without_a_word_goes_from_every_page_at_the_next_try() -> None:
    """RT3: a database that erased and was gone before it could say so leaves nothing on the pages."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        eva = await house.enter(meeting, "eva", "moderator")
        await house.enter(meeting, "ben")
        await said(house, meeting, "ben", "My number is 4711")
        house.directory.speechless = True
        with pytest.raises(LogUnavailable):
            await erasing(house).person(meeting, BEN)
        house.directory.speechless = False
        await erasing(house).person(meeting, BEN)
        await settle()
        assert lines(eva) == [(ERASED_PERSON, "", True)]
        assert eva.records["mate/ben"]["name"] == ERASED_PERSON

    play(scenario)


async def much_said(house: House, meeting: MeetingId) -> dict[str, Page]:
    """Let Mod and Ben leave words everywhere; each has SECRET in it, with the name of who said it."""
    pages = await opened(house, meeting)
    for name, command in (
        ("mod", Say("moderators", "SECRET mod among moderators")),
        ("mod", Say("person:eva", "SECRET mod in private")),
        ("mod", Broadcast("SECRET mod to all rooms")),
        ("mod", MovePeople((BEN,), R1)),
        ("ben", Say("room:r1", "SECRET ben in the room")),
        ("ben", Say("person:mod", "SECRET ben in private")),
        ("ben", AddFile(FileId("f_1"), R1, "SECRET ben.pdf", 10, "pdf")),
        ("ben", ShowFile(FileId("f_1"))),
        ("ben", CallModerator("SECRET ben for a reason")),
        ("cem", Say("room:r2", "What others said stays")),
    ):
        assert await house.ask(meeting, name, command) is None
    await settle()
    return pages


def shown(page: Page) -> str:
    """Return all that a page knows now."""
    return json.dumps(page.records)


def test_whatever_a_person_said_goes_from_open_pages_without_a_reload() -> None:
    """RT3: chat, private talks, the moderators' own, announcements, reasons, files, the action log."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        pages = await much_said(house, meeting)
        before = {name: shown(page) for name, page in pages.items()}
        assert "SECRET mod in private" in before["eva"]
        assert "SECRET mod to all rooms" in before["cem"]
        assert "SECRET ben for a reason" in before["eva"]
        assert "SECRET ben.pdf" in before["ben"]
        assert '"Mod"' in before["eva"]
        await erasing(house).person(meeting, BEN)
        await erasing(house).person(meeting, PersonId("mod"))
        await settle()
        for name, page in pages.items():
            assert "SECRET" not in shown(page), name
            assert '"Ben"' not in shown(page), name
            assert '"Mod"' not in shown(page), name
        assert "What others said stays" in shown(pages["cem"])
        assert "presentation" not in pages["ben"].records, "what was shown is gone"
        assert pages["eva"].records["call/ben"]["reason"] == ERASED_TEXT
        done = [record for key, record in pages["eva"].records.items() if key.startswith("action/")]
        assert {action["by"] for action in done} == {"Eva", ERASED_PERSON}

    play(scenario)


def test_no_frame_that_is_kept_for_pages_that_resume_holds_what_was_erased() -> None:
    """RT3, JN2: such a page gets everything anew."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        pages = await much_said(house, meeting)
        away = pages["cem"]
        await house.drop(meeting, "cem", away)
        await house.ask(meeting, "mod", Broadcast("SECRET mod once more"))
        await erasing(house).words(meeting)
        back = await house.enter(meeting, "cem", older=away)
        await settle()
        assert back.frames[0]["type"] == "welcome"
        assert back.frames[0]["view"] is not None
        assert "SECRET" not in json.dumps(back.frames)
        assert "SECRET" not in repr(house.log.words)

    play(scenario)


def test_archived_rooms_lose_their_words_too() -> None:
    """RT3, CF2: whoever reads them later finds the place of what was said."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        await much_said(house, meeting)
        assert await house.ask(meeting, "eva", EndBreakout()) is None
        await pass_time(11)
        assert await house.ask(meeting, "eva", ConfigureBreakout(1, "manual", None, Allow())) is None
        reading = Reading(of_room(R1), Address("room:r1"), 100, 50)
        running = await house.running(meeting)
        assert "SECRET ben" in repr(await house.meetings.lines(running, reading))
        await erasing(house).person(meeting, BEN)
        await settle()
        assert "SECRET ben" not in repr(await house.meetings.lines(running, reading))

    play(scenario)


def test_the_files_are_wiped_after_every_erasing_but_not_more_often_than_they_can_be() -> None:
    """RT3: who erases again and again makes no more work than once a minute."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        await house.enter(meeting, "ben")
        eraser = erasing(house)
        async with asyncio.TaskGroup() as group:
            task = group.create_task(eraser.run(asyncio.Event()))
            await pass_time(3600)
            assert house.directory.wiped == 0
            for _ in range(5):
                await eraser.person(meeting, BEN)
                await settle()
            assert house.directory.wiped == 1
            await pass_time(WIPE_PAUSE + 1)
            assert house.directory.wiped == 2
            await pass_time(3600)
            assert house.directory.wiped == 2
            task.cancel()

    play(scenario)


def test_all_words_of_a_meeting_go_and_its_passcode_still_keeps_newcomers_out() -> None:
    """RT3, JN3: a passcode is no text of a person's."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        eva = await house.enter(meeting, "eva", "moderator")
        assert await house.ask(meeting, "eva", SetPasscode("sesame")) is None
        await said(house, meeting, "eva", "Welcome")
        await erasing(house).words(meeting)
        await settle()
        assert lines(eva) == [(ERASED_PERSON, "", True)]
        assert (await house.running(meeting)).passcode == "sesame"
        assert await house.directory.names(meeting) == {}

    play(scenario)


def test_a_deleted_meeting_sends_everybody_away_and_is_not_found_again() -> None:
    """RT3: also for who asks at that moment."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        eva = await house.enter(meeting, "eva", "moderator")
        await erasing(house).meeting(meeting)
        await settle()
        assert eva.closed is not None
        assert eva.closed[0] == 4003
        assert await house.directory.meeting(meeting) is None
        assert not house.log.commits
        assert house.meetings.all() == ()

    play(scenario)


def test_names_and_texts_are_kept_as_long_as_the_operator_says() -> None:
    """RT3: by their age; who is here keeps their name."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        eva = await house.enter(meeting, "eva", "moderator")
        page = await house.enter(meeting, "ben")
        await said(house, meeting, "ben", "Old")
        await house.drop(meeting, "ben", page)
        async with asyncio.TaskGroup() as group:
            task = group.create_task(erasing(house, Keeping(texts=MONTH)).run(asyncio.Event()))
            await pass_time(29 * DAY)
            await said(house, meeting, "eva", "Young")
            assert [text for _, text, _ in lines(eva)] == ["Old", "Young"]
            await pass_time(DAY + 3600)
            assert lines(eva) == [(ERASED_PERSON, "", True), ("Eva", "Young", False)]
            task.cancel()

    play(scenario)


def test_meetings_are_kept_as_long_as_the_operator_says_and_never_deleted_under_people() -> None:
    """RT3: counted from when the last thing happened in them."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        busy, empty = meeting, await house.make_meeting()
        eva = await house.enter(busy, "eva", "moderator")
        async with asyncio.TaskGroup() as group:
            task = group.create_task(erasing(house, Keeping(meetings=MONTH)).run(asyncio.Event()))
            await pass_time(29 * DAY)
            assert await house.directory.meeting(empty) is not None
            await pass_time(2 * DAY)
            assert await house.directory.meeting(empty) is None
            assert await house.directory.meeting(busy) is not None
            await house.drop(busy, "eva", eva)
            await pass_time(32 * DAY)
            assert await house.directory.meeting(busy) is None
            task.cancel()

    play(scenario)
