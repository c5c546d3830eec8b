"""Who said each text and when, when names were given, and which links are good."""

import re

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_TEXT = re.compile(r'"(t_[A-Za-z0-9_-]+)"')
"""How events name texts."""


def upgrade() -> None:
    """Add the columns; earlier texts get the time and person of the commit that names them first."""
    op.add_column("words", sa.Column("by", sa.String(64), nullable=True))
    op.add_column("words", sa.Column("at", sa.BigInteger, nullable=False, server_default="0"))
    op.add_column("people", sa.Column("at", sa.BigInteger, nullable=False, server_default="0"))
    op.add_column("meetings", sa.Column("moderator_links", sa.Integer, nullable=False, server_default="0"))
    op.add_column("meetings", sa.Column("participant_links", sa.Integer, nullable=False, server_default="0"))
    op.create_index("words_at", "words", ["at"])
    op.create_index("people_at", "people", ["at"])
    connection = op.get_bind()
    for meeting in connection.execute(sa.text("SELECT id FROM meetings")).scalars().all():
        _attribute(connection, meeting)


def _attribute(connection: sa.Connection, meeting: str) -> None:
    rows = connection.execute(
        sa.text('SELECT "by", at, events FROM commits WHERE meeting_id = :meeting ORDER BY seq'),
        {"meeting": meeting},
    )
    first: dict[str, tuple[str | None, int]] = {}
    last = 0
    for by, at, events in rows:
        last = at
        for text in _TEXT.findall(events):
            first.setdefault(text, (by, at))
    for text, (by, at) in first.items():
        connection.execute(
            sa.text('UPDATE words SET "by" = :by, at = :at WHERE meeting_id = :meeting AND text_id = :text'),
            {"by": by, "at": at, "meeting": meeting, "text": text},
        )
    connection.execute(
        sa.text("UPDATE people SET at = :at WHERE meeting_id = :meeting"), {"at": last, "meeting": meeting}
    )


def downgrade() -> None:
    """Drop the columns."""
    op.drop_index("people_at", "people")
    op.drop_index("words_at", "words")
    for table, column in (
        ("meetings", "participant_links"),
        ("meetings", "moderator_links"),
        ("people", "at"),
        ("words", "at"),
        ("words", "by"),
    ):
        op.drop_column(table, column)
