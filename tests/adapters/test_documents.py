"""One suite for every store of documents: the one in memory, SQLite, and PostgreSQL."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from reconvene.adapters.database import open_database
from reconvene.adapters.sql_directory import SqlDirectory
from reconvene.adapters.sql_documents import SqlDocuments
from reconvene.adapters.sql_harvests import SqlHarvests
from reconvene.adapters.sql_tables import metadata
from reconvene.live.document_ports import DocumentKey, DocumentStore, StoredUpdate
from reconvene.live.harvest_ports import HarvestPart, HarvestStore
from reconvene.live.ports import LogConflict, LogUnavailable, MeetingInfo
from reconvene.meeting.ids import MAIN, MeetingId, Millis, RoomId
from tests.support.memory import MemoryDocuments, MemoryHarvests

MEETING = MeetingId("m_1")
BOARD = DocumentKey(MEETING, "board", MAIN)
OTHERS = (DocumentKey(MEETING, "note", MAIN), DocumentKey(MEETING, "board", RoomId("r1")))


Kept = tuple[DocumentStore, HarvestStore]


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
async def kept(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Kept]:
    """Empty stores."""
    if request.param == "memory":
        yield MemoryDocuments(), MemoryHarvests()
        return
    url = f"sqlite+aiosqlite:///{tmp_path / 'test.db'}"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgresql_url")
    async with open_database(url) as database:
        await SqlDirectory(database).create_meeting(MeetingInfo(MEETING, "Test", Millis(1)))
        yield SqlDocuments(database), SqlHarvests(database)
        async with database.writing() as connection:
            for table in reversed(metadata.sorted_tables):
                await connection.execute(table.delete())


@pytest.fixture
def store(kept: Kept) -> DocumentStore:
    """An empty store of documents."""
    return kept[0]


@pytest.fixture
def harvests(kept: Kept) -> HarvestStore:
    """An empty store of what was brought back."""
    return kept[1]


async def test_changes_come_back_in_order_and_each_document_has_its_own(store: DocumentStore) -> None:
    """RM3: content belongs to its room."""
    for seq in (1, 2, 3):
        await store.append(BOARD, StoredUpdate(seq, bytes([0, seq, 255])))
    for other in OTHERS:
        await store.append(other, StoredUpdate(1, b"other"))
    assert list(await store.read(BOARD)) == [StoredUpdate(n, bytes([0, n, 255])) for n in (1, 2, 3)]
    assert list(await store.read(DocumentKey(MEETING, "note", RoomId("r1")))) == []


async def test_a_number_is_used_once(store: DocumentStore) -> None:
    """Two processes that write one document notice it."""
    await store.append(BOARD, StoredUpdate(1, b"a"))
    with pytest.raises(LogConflict):
        await store.append(BOARD, StoredUpdate(1, b"b"))
    assert list(await store.read(BOARD)) == [StoredUpdate(1, b"a")]


async def test_changes_put_together_take_the_place_of_those_they_hold(store: DocumentStore) -> None:
    """RM3: a document's store does not grow for ever."""
    for seq in (1, 2, 3):
        await store.append(BOARD, StoredUpdate(seq, b"x"))
    await store.append(OTHERS[0], StoredUpdate(1, b"other"))
    await store.compact(BOARD, StoredUpdate(2, b"both"))
    assert list(await store.read(BOARD)) == [StoredUpdate(2, b"both"), StoredUpdate(3, b"x")]
    assert list(await store.read(OTHERS[0])) == [StoredUpdate(1, b"other")]


async def test_a_harvest_is_stored_once_and_as_a_whole(harvests: HarvestStore) -> None:
    """RM3: what was brought back stays as it was."""
    parts = [HarvestPart(RoomId("r2"), "# Ideas", b"\x00\xff"), HarvestPart(RoomId("r1"), "", None)]
    assert list(await harvests.read(MEETING, 1)) == []
    await harvests.keep(MEETING, 1, parts)
    await harvests.keep(MEETING, 1, parts[:1])
    assert list(await harvests.read(MEETING, 1)) == parts
    assert list(await harvests.read(MEETING, 2)) == []


async def test_a_store_that_cannot_be_used_says_so(tmp_path: Path) -> None:
    """Nothing is passed on that is not stored: the document must learn of it."""
    async with open_database(f"sqlite+aiosqlite:///{tmp_path / 'test.db'}") as database:
        store = SqlDocuments(database)
        async with database.writing() as connection:
            await connection.run_sync(metadata.tables["document_updates"].drop)
        for asking in (store.read(BOARD), store.append(BOARD, StoredUpdate(1, b"a"))):
            with pytest.raises(LogUnavailable):
                await asking
