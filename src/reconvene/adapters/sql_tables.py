"""The tables; `migrations` brings a database to this form."""

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

metadata: Final = MetaData()

meetings: Final = Table(
    "meetings",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("title", Text, nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("wake_at", BigInteger, nullable=True),
    Column("moderator_links", Integer, nullable=False, server_default="0"),
    Column("participant_links", Integer, nullable=False, server_default="0"),
    Index("meetings_wake_at", "wake_at"),
)
"""One row per meeting; ``wake_at`` in milliseconds, or null if it may sleep.

``…_links`` count how often the links of a role were revoked: only links of the last round open anything.
"""

commits: Final = Table(
    "commits",
    metadata,
    Column("meeting_id", String(64), ForeignKey("meetings.id"), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("by", String(64), nullable=True),
    Column("command_id", String(64), nullable=True),
    Column("events", Text, nullable=False),
)
"""The log: one row per commit. The primary key is what decides between two writers."""

words: Final = Table(
    "words",
    metadata,
    Column("meeting_id", String(64), ForeignKey("meetings.id"), primary_key=True),
    Column("text_id", String(64), primary_key=True),
    Column("text", Text, nullable=False),
    Column("by", String(64), nullable=True),
    Column("at", BigInteger, nullable=False, server_default="0"),
    Index("words_at", "at"),
)
"""What events only name, apart from the log so that it can be erased: by whom and when it was said."""

files: Final = Table(
    "files",
    metadata,
    Column("meeting_id", String(64), ForeignKey("meetings.id"), primary_key=True),
    Column("file_id", String(64), primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("media_type", String(64), nullable=False),
    Index("files_digest", "digest"),
)
"""Which content a file of a meeting has; contents are kept once for each digest (SHA-256)."""
lines: Final = Table(
    "lines",
    metadata,
    Column("meeting_id", String(64), ForeignKey("meetings.id"), primary_key=True),
    Column("conversation", String(160), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("line_id", String(64), nullable=False),
    Column("by", String(64), nullable=True),
    Column("at", BigInteger, nullable=False),
    Column("text_id", String(64), nullable=True),
    Column("edited", BigInteger, nullable=True),
    Column("announcement", Boolean, nullable=False),
)
"""All lines of the chat as they are now, to be read in pages; ``text_id`` is null once deleted."""

people: Final = Table(
    "people",
    metadata,
    Column("meeting_id", String(64), ForeignKey("meetings.id"), primary_key=True),
    Column("person_id", String(64), primary_key=True),
    Column("name", Text, nullable=False),
    Column("at", BigInteger, nullable=False, server_default="0"),
    Index("people_at", "at"),
)
"""Names, apart from the log so that they can be erased; ``at`` is when the name was last given."""

document_updates: Final = Table(
    "document_updates",
    metadata,
    Column("meeting_id", String(64), ForeignKey("meetings.id"), primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("room_id", String(64), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("update", LargeBinary, nullable=False),
)
"""Boards and notes, as the Yjs updates they are made of."""

harvest_parts: Final = Table(
    "harvest_parts",
    metadata,
    Column("meeting_id", String(64), ForeignKey("meetings.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("room_id", String(64), nullable=False),
    Column("note", Text, nullable=False),
    Column("board", LargeBinary, nullable=True),
)
"""What rooms had when it was brought back to main, one row per room."""
