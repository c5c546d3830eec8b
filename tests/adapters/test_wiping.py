"""What is erased is gone from the bytes of the database, not only from what it answers."""

import random
from pathlib import Path

from reconvene.adapters.database import open_database
from reconvene.adapters.sql_directory import SqlDirectory
from reconvene.adapters.sql_documents import SqlDocuments
from reconvene.adapters.sql_harvests import SqlHarvests
from reconvene.adapters.sql_log import SqlLog
from reconvene.live.document_ports import DocumentKey, StoredUpdate
from reconvene.live.harvest_ports import HarvestPart
from reconvene.live.ports import Commit, Erasure, MeetingInfo
from reconvene.meeting.events import HandSet
from reconvene.meeting.ids import MeetingId, Millis, PersonId, RoomId, TextId

MEETING, OTHER = MeetingId("m_1"), MeetingId("m_2")
PEOPLE = tuple(map(PersonId, ("ada", "ben", "cem")))
BEN = PEOPLE[1]
COMMITS = 400


def found(folder: Path, what: str) -> int:
    """Return how often something stands in the files of a folder, the WAL's among them."""
    return sum(file.read_bytes().count(what.encode()) for file in folder.iterdir())


async def write_much(log: SqlLog, directory: SqlDirectory) -> None:
    """Let three people say things of many lengths, so that pages of the database are split and refilled."""
    chance = random.Random(7)
    for person in PEOPLE:
        await directory.set_name(MEETING, person, f"Name of {person}", Millis(0))
    for seq in range(1, COMMITS + 1):
        by = PEOPLE[seq % 3]
        text = f"{by}-says " * chance.choice((1, 1, 2, 30, 400))
        said = {TextId(f"t_{chance.getrandbits(48):012x}"): text}
        commit = Commit(seq, Millis(seq), by, None, (HandSet(by, raised=True),))
        await log.append(MEETING, commit, said, None)


async def test_boards_notes_and_what_was_brought_back_are_gone_from_the_bytes_too(tmp_path: Path) -> None:
    """RT3: with all words of a meeting; another meeting's stay."""
    async with open_database(f"sqlite+aiosqlite:///{tmp_path / 'test.db'}") as database:
        documents, harvests, directory = SqlDocuments(database), SqlHarvests(database), SqlDirectory(database)
        for meeting in (MEETING, OTHER):
            await directory.create_meeting(MeetingInfo(meeting, "Test", Millis(1)))
            key = DocumentKey(meeting, "note", RoomId("r1"))
            for seq in range(1, 60):
                await documents.append(key, StoredUpdate(seq, f"{meeting} wrote ".encode() * seq))
            await documents.compact(key, StoredUpdate(60, f"{meeting} wrote".encode()))
            part = HarvestPart(RoomId("r1"), f"{meeting} noted", f"{meeting} drew".encode() * 3_000)
            await harvests.keep(meeting, 1, [part])
        await documents.forget(MEETING)
        await harvests.forget(MEETING)
        await directory.wipe()
        for what in ("wrote", "noted", "drew"):
            assert found(tmp_path, f"{MEETING} {what}") == 0
            assert found(tmp_path, f"{OTHER} {what}") > 0


async def test_names_and_words_are_gone_from_the_bytes_of_the_database_and_of_its_wal(tmp_path: Path) -> None:
    """RT3: SQLite marks deleted rows as free and leaves what stood there; others' words stay."""
    async with open_database(f"sqlite+aiosqlite:///{tmp_path / 'test.db'}") as database:
        log, directory = SqlLog(database), SqlDirectory(database)
        await directory.create_meeting(MeetingInfo(MEETING, "Test", Millis(1)))
        await write_much(log, directory)
        assert found(tmp_path, "ben-says") > COMMITS / 3
        await directory.erase(MEETING, Erasure(BEN))
        await directory.wipe()
        assert (found(tmp_path, "ben-says"), found(tmp_path, "Name of ben")) == (0, 0)
        assert found(tmp_path, "ada-says") >= COMMITS / 3
        assert found(tmp_path, "Name of ada") == 1
        assert len(await log.read(MEETING, 0)) == COMMITS
