"""What an older database holds is there, and known as well as it can be, after an upgrade."""

import sqlite3
from contextlib import closing
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from reconvene.adapters import migrations
from reconvene.adapters.database import open_database
from reconvene.adapters.sql_directory import SqlDirectory
from reconvene.live.ports import Erased, Erasure, MeetingInfo
from reconvene.meeting.ids import MeetingId, Millis, PersonId, TextId

MEETING = MeetingId("m_1")
BEFORE_ERASING = "0006"


def older_database(file: Path, revision: str) -> None:
    """Make a database as a former version did."""
    config = Config()
    config.set_main_option("script_location", str(Path(str(migrations.__file__)).parent))
    engine = create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()


async def test_texts_said_before_are_known_by_who_said_them_and_when(tmp_path: Path) -> None:
    """RT3: so that they can be erased like those said later."""
    file = tmp_path / "test.db"
    older_database(file, BEFORE_ERASING)
    rows = (
        ("p_1", 50, '[["said",{"line":{"text":"t_one"}}]]'),
        (None, 60, '[["announced",{"announcement":{"id":"t_two"}}]]'),
        ("p_2", 70, '[["line_edited",{"former":"t_one"}]]'),
    )
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("INSERT INTO meetings VALUES (?, 'Test', 1, NULL)", (MEETING,))
        connection.execute("INSERT INTO people VALUES (?, 'p_1', 'Ben')", (MEETING,))
        for seq, (by, at, events) in enumerate(rows, start=1):
            connection.execute(
                "INSERT INTO commits VALUES (?, ?, ?, ?, NULL, ?)", (MEETING, seq, at, by, events)
            )
        for text in ("t_one", "t_two"):
            connection.execute("INSERT INTO words VALUES (?, ?, 'words')", (MEETING, text))
        connection.commit()
    async with open_database(f"sqlite+aiosqlite:///{file}") as database:
        directory = SqlDirectory(database)
        assert await directory.meeting(MEETING) == MeetingInfo(MEETING, "Test", Millis(1), 0, 0)
        assert list(await directory.wordy_since(Millis(50))) == []
        by_age = await directory.erase(MEETING, Erasure(before=Millis(70)))
        assert by_age == Erased(frozenset(), frozenset({TextId("t_one"), TextId("t_two")}))
        ben = PersonId("p_1")
        assert await directory.erase(MEETING, Erasure(ben)) == Erased(frozenset({ben}), frozenset())
