"""One suite for every log and directory: the one in memory, SQLite, and PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from reconvene.adapters.database import DatabaseUnreachable, open_database
from reconvene.adapters.sql_directory import SqlDirectory
from reconvene.adapters.sql_log import SqlLog
from reconvene.adapters.sql_tables import metadata
from reconvene.live.ports import (
    ChatChange,
    Commit,
    Directory,
    Erased,
    Erasure,
    LinkRole,
    Log,
    LogConflict,
    LogUnavailable,
    MeetingInfo,
)
from reconvene.meeting.chat_state import Line, OlderLine
from reconvene.meeting.conversations import ConversationId, of_room
from reconvene.meeting.events import HandSet, Joined, Moved
from reconvene.meeting.ids import LineId, MeetingId, Millis, PersonId, RoomId, TextId
from tests.support.memory import MemoryDirectory, MemoryLog

MEETING = MeetingId("m_1")
EVA = PersonId("eva")

Kept = tuple[Log, Directory]


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
async def kept(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Kept]:
    """A log and a directory that know one meeting."""
    info = MeetingInfo(MEETING, "Test", Millis(1))
    if request.param == "memory":
        log = MemoryLog()
        directory = MemoryDirectory(log)
        await directory.create_meeting(info)
        yield log, directory
        return
    url = f"sqlite+aiosqlite:///{tmp_path / 'test.db'}"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgresql_url")
    async with open_database(url) as database:
        sql_directory = SqlDirectory(database)
        await sql_directory.create_meeting(info)
        yield SqlLog(database), sql_directory
        async with database.writing() as connection:
            for table in reversed(metadata.sorted_tables):
                await connection.execute(table.delete())


def commit(seq: int, *, command_id: str | None = None) -> Commit:
    """Return a commit with events of several shapes."""
    events = (
        Joined(EVA, "host", Millis(seq)),
        HandSet(EVA, raised=True),
        Moved(((EVA, RoomId("r1")), (EVA, RoomId("main")))),
    )
    return Commit(seq, Millis(10 + seq), EVA, command_id, events)


async def test_commits_come_back_in_order_and_as_they_were(kept: Kept) -> None:
    """RT1: what was answered is what is found after a restart."""
    log, _ = kept
    commits = [commit(1, command_id="c1"), commit(2), commit(3, command_id="ü😀")]
    for one in commits:
        await log.append(MEETING, one, {}, None)
    assert list(await log.read(MEETING, 0)) == commits
    assert list(await log.read(MEETING, 2)) == commits[2:]
    assert list(await log.read(MeetingId("other"), 0)) == []


async def test_the_second_writer_of_a_seq_is_refused_and_nothing_is_stored(kept: Kept) -> None:
    """RT1: the log is the arbiter between two writers."""
    log, _ = kept
    await log.append(MEETING, commit(1, command_id="first"), {}, None)
    with pytest.raises(LogConflict):
        await log.append(MEETING, commit(1, command_id="second"), {}, Millis(5))
    assert [one.command_id for one in await log.read(MEETING, 0)] == ["first"]
    assert list(await log.awake()) == []


async def test_of_writers_at_the_same_moment_exactly_one_wins(kept: Kept) -> None:
    """RT1: also when both write at once."""
    log, _ = kept
    results = await asyncio.gather(
        *(log.append(MEETING, commit(1, command_id=f"c{n}"), {}, None) for n in range(8)),
        return_exceptions=True,
    )
    assert sum(result is None for result in results) == 1
    assert sum(isinstance(result, LogConflict) for result in results) == 7


async def test_a_meeting_wakes_while_its_last_commit_asked_for_it(kept: Kept) -> None:
    """TM3: what is due after a restart is known without reading every log."""
    log, _ = kept
    await log.append(MEETING, commit(1), {}, Millis(99))
    assert list(await log.awake()) == [MEETING]
    await log.append(MEETING, commit(2), {}, None)
    assert list(await log.awake()) == []


async def test_names_are_kept_apart_and_the_last_one_counts(kept: Kept) -> None:
    """JN1: a person can be called otherwise; the log does not know names."""
    _, directory = kept
    await directory.set_name(MEETING, EVA, "Eva", Millis(1))
    await directory.set_name(MEETING, EVA, "عائشة 😀", Millis(2))
    assert dict(await directory.names(MEETING)) == {EVA: "عائشة 😀"}
    assert dict(await directory.names(MeetingId("other"))) == {}


async def test_words_are_stored_with_the_commit_that_names_them_or_not_at_all(kept: Kept) -> None:
    """BC1: what was broadcast is found after a restart; a commit that lost the race leaves no words."""
    log, directory = kept
    await log.append(MEETING, commit(1), {TextId("t1"): "Five minutes left 😀"}, None)
    with pytest.raises(LogConflict):
        await log.append(MEETING, commit(1), {TextId("t2"): "lost"}, None)
    texts = [TextId("t1"), TextId("t2")]
    assert dict(await directory.words(MEETING, texts)) == {"t1": "Five minutes left 😀"}


def line(number: int, text: str | None, *, edited: int | None = None) -> Line:
    """Return a line whose text has a name of its own."""
    named = None if text is None else TextId(text)
    when = None if edited is None else Millis(edited)
    return Line(LineId(f"l_{number}"), number, EVA, Millis(number), named, when, announcement=number == 3)


async def test_lines_are_read_in_pages_from_the_last_one_back(kept: Kept) -> None:
    """RM2: each conversation by itself."""
    log, directory = kept
    here, there = of_room(RoomId("r1")), of_room(RoomId("r2"))
    said = [line(number, f"t_{number}") for number in range(1, 6)]
    for seq, one in enumerate(said, start=1):
        await log.append(MEETING, commit(seq), {}, None, ChatChange(((here, one), (there, one))))
    assert list(await directory.lines(MEETING, here, 6, 2)) == said[3:]
    assert list(await directory.lines(MEETING, here, 4, 50)) == said[:3]
    assert list(await directory.lines(MEETING, here, 1, 50)) == []
    assert list(await directory.lines(MEETING, there, 99, 50)) == said
    assert list(await directory.lines(MEETING, ConversationId("moderators"), 99, 50)) == []
    assert list(await directory.lines(MeetingId("other"), here, 99, 50)) == []


async def test_a_line_is_found_by_its_id_with_its_conversation(kept: Kept) -> None:
    """RM2: announcements are lines of several rooms, and not found so."""
    log, directory = kept
    here = of_room(RoomId("r1"))
    said = [line(number, f"t_{number}", edited=number) for number in range(1, 4)]
    await log.append(MEETING, commit(1), {}, None, ChatChange(tuple((here, one) for one in said)))
    assert await directory.line(MEETING, said[1].id) == OlderLine(here, said[1])
    assert await directory.line(MEETING, said[2].id) is None
    for unknown in ("l_9", "", "\0", "l_\0"):
        assert await directory.line(MEETING, LineId(unknown)) is None
    assert await directory.line(MeetingId("other"), said[1].id) is None


async def test_the_words_of_a_line_are_erased_with_the_commit_that_replaces_them(kept: Kept) -> None:
    """RM2: after editing and deleting nothing of the former words is left."""
    log, directory = kept
    here = of_room(RoomId("r1"))
    first, second = TextId("t_1"), TextId("t_2")
    await log.append(MEETING, commit(1), {first: "Whu?"}, None, ChatChange(((here, line(1, first)),)))
    edited = line(1, second, edited=5)
    await log.append(MEETING, commit(2), {second: "Who?"}, None, ChatChange(((here, edited),), (first,)))
    assert list(await directory.lines(MEETING, here, 9, 9)) == [edited]
    assert dict(await directory.words(MEETING, [first, second])) == {second: "Who?"}
    with pytest.raises(LogConflict):
        await log.append(MEETING, commit(2), {}, None, ChatChange(((here, line(1, None)),), (second,)))
    assert dict(await directory.words(MEETING, [second])) == {second: "Who?"}, "nothing without its commit"
    await log.append(MEETING, commit(3), {}, None, ChatChange(((here, line(1, None)),), (second,)))
    assert list(await directory.lines(MEETING, here, 9, 9)) == [line(1, None)]
    assert dict(await directory.words(MEETING, [first, second])) == {}


async def test_any_number_of_words_is_read_at_once(kept: Kept) -> None:
    """RM2: databases take only so many parameters in one statement."""
    log, directory = kept
    said = {TextId(f"t_{number}"): f"Line {number}" for number in range(1_201)}
    await log.append(MEETING, commit(1), said, None)
    assert dict(await directory.words(MEETING, [*said, TextId("t_unknown")])) == said


async def test_a_meeting_that_is_not_there_is_none(kept: Kept) -> None:
    """JN1: a link to a meeting that is gone can be told from others."""
    _, directory = kept
    for unknown in ("other", "", "m_1\0", "m" * 5_000):
        assert await directory.meeting(MeetingId(unknown)) is None
    found = await directory.meeting(MEETING)
    assert found == MeetingInfo(MEETING, "Test", Millis(1))


def said_by(person: PersonId | None, seq: int) -> Commit:
    """Return a commit of somebody, or of the operator."""
    return replace(commit(seq), by=person)


async def test_erasing_a_person_takes_their_name_and_texts_and_nobody_elses(kept: Kept) -> None:
    """RT3: and leaves the log as it was."""
    log, directory = kept
    ben = PersonId("ben")
    await directory.set_name(MEETING, EVA, "Eva", Millis(1))
    await directory.set_name(MEETING, ben, "Ben", Millis(2))
    for seq, by in enumerate((EVA, ben, None), start=1):
        await log.append(MEETING, said_by(by, seq), {TextId(f"t_{seq}"): "words"}, None)
    before = list(await log.read(MEETING, 0))
    erased = await directory.erase(MEETING, Erasure(EVA))
    assert erased == Erased(frozenset({EVA}), frozenset({TextId("t_1")}))
    assert dict(await directory.names(MEETING)) == {ben: "Ben"}
    texts = [TextId(f"t_{seq}") for seq in (1, 2, 3)]
    assert set(await directory.words(MEETING, texts)) == {"t_2", "t_3"}
    assert list(await log.read(MEETING, 0)) == before
    assert await directory.erase(MEETING, Erasure(EVA)) == Erased(frozenset(), frozenset())
    await directory.wipe()
    rest = await directory.erase(MEETING, Erasure(kept_texts=frozenset({TextId("t_3")})))
    assert rest == Erased(frozenset({ben}), frozenset({TextId("t_2")}))


async def test_what_is_old_enough_is_found_and_erased_by_its_age(kept: Kept) -> None:
    """RT3: names by when they were given last, texts by when they were said."""
    log, directory = kept
    await directory.set_name(MEETING, EVA, "Eva", Millis(20))
    await log.append(MEETING, commit(1), {TextId("t_1"): "old"}, None)
    await log.append(MEETING, commit(2), {TextId("t_2"): "young"}, None)
    assert list(await directory.wordy_since(Millis(11))) == []
    assert list(await directory.wordy_since(Millis(12))) == [MEETING]
    erased = await directory.erase(MEETING, Erasure(before=Millis(12)))
    assert erased == Erased(frozenset(), frozenset({TextId("t_1")}))
    assert list(await directory.wordy_since(Millis(12))) == []
    kept_people = Erasure(before=Millis(99), kept_people=frozenset({EVA}))
    assert await directory.erase(MEETING, kept_people) == Erased(frozenset(), frozenset({TextId("t_2")}))
    assert list(await directory.wordy_since(Millis(21))) == [MEETING]


async def test_a_meeting_is_quiet_since_its_last_commit_or_since_it_was_made(kept: Kept) -> None:
    """RT3: what happens later wakes it."""
    log, directory = kept
    assert list(await directory.quiet_since(Millis(1))) == []
    assert list(await directory.quiet_since(Millis(2))) == [MEETING]
    await log.append(MEETING, commit(1), {}, None)
    assert list(await directory.quiet_since(Millis(11))) == []
    assert list(await directory.quiet_since(Millis(12))) == [MEETING]


async def test_of_a_deleted_meeting_nothing_is_left_and_of_others_all(kept: Kept) -> None:
    """RT3: names, words, lines and log."""
    log, directory = kept
    other = MeetingId("m_2")
    await directory.create_meeting(MeetingInfo(other, "Other", Millis(1)))
    here = of_room(RoomId("r1"))
    for one in (MEETING, other):
        await directory.set_name(one, EVA, "Eva", Millis(1))
        change = ChatChange(((here, line(1, "t_1")),))
        await log.append(one, commit(1), {TextId("t_1"): "words"}, Millis(5), change)
    await directory.delete_meeting(MEETING)
    await directory.delete_meeting(MEETING)
    assert await directory.meeting(MEETING) is None
    assert not await directory.names(MEETING)
    assert not await directory.words(MEETING, [TextId("t_1")])
    assert not await directory.lines(MEETING, here, 9, 9)
    assert not await log.read(MEETING, 0)
    assert list(await log.awake()) == [other]
    assert len(await log.read(other, 0)) == 1
    assert dict(await directory.names(other)) == {EVA: "Eva"}


async def test_links_are_revoked_by_role(kept: Kept) -> None:
    """JN1: each time once more."""
    _, directory = kept
    participant: tuple[LinkRole] = ("participant",)
    both: tuple[LinkRole, LinkRole] = ("moderator", "participant")
    await directory.revoke_links(MEETING, participant)
    info = await directory.revoke_links(MEETING, both)
    assert info == MeetingInfo(MEETING, "Test", Millis(1), 1, 2)
    assert await directory.meeting(MEETING) == info
    assert await directory.revoke_links(MeetingId("other"), both) is None


async def test_what_sqlite_stored_is_there_for_the_next_process(tmp_path: Path) -> None:
    """RT1: a second opening migrates nothing and finds all."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'test.db'}"
    async with open_database(url) as database:
        await SqlDirectory(database).create_meeting(MeetingInfo(MEETING, "Test", Millis(1)))
        await SqlLog(database).append(MEETING, commit(1), {}, None)
    async with open_database(url) as database:
        assert list(await SqlLog(database).read(MEETING, 0)) == [commit(1)]


async def test_a_database_that_cannot_be_opened_is_said_in_one_sentence(tmp_path: Path) -> None:
    """The outside contract: database unreachable says what to do."""
    with pytest.raises(DatabaseUnreachable, match="check --database"):
        async with open_database(f"sqlite+aiosqlite:///{tmp_path / 'missing' / 'test.db'}"):
            pass


@pytest.mark.parametrize("address", ["nonsense", "postgresql+nothing://somebody@here/name", "sqlite:///file"])
async def test_an_address_of_no_database_is_said_in_one_sentence(address: str) -> None:
    """The outside contract: with what it may be."""
    with pytest.raises(DatabaseUnreachable, match=r"postgresql\+asyncpg://user@host/name"):
        async with open_database(address):
            pass


async def test_a_database_that_is_locked_stores_nothing_and_says_so(tmp_path: Path) -> None:
    """RT1: a commit that cannot be written is never half there."""
    file = tmp_path / "test.db"
    async with open_database(f"sqlite+aiosqlite:///{file}", patience=Millis(500)) as database:
        await SqlDirectory(database).create_meeting(MeetingInfo(MEETING, "Test", Millis(1)))
        async with open_database(f"sqlite+aiosqlite:///{file}") as other, other.reading() as holder:
            await holder.exec_driver_sql("BEGIN IMMEDIATE")
            with pytest.raises(LogUnavailable):
                await SqlLog(database).append(MEETING, commit(1), {}, None)
        assert list(await SqlLog(database).read(MEETING, 0)) == []
