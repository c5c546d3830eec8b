"""Meetings, their log and their people's names."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the first tables."""
    op.create_table(
        "meetings",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("created", sa.BigInteger, nullable=False),
        sa.Column("wake_at", sa.BigInteger, nullable=True),
    )
    op.create_index("meetings_wake_at", "meetings", ["wake_at"])
    op.create_table(
        "commits",
        sa.Column("meeting_id", sa.String(64), sa.ForeignKey("meetings.id"), primary_key=True),
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("by", sa.String(64), nullable=True),
        sa.Column("command_id", sa.String(64), nullable=True),
        sa.Column("events", sa.Text, nullable=False),
    )
    op.create_table(
        "people",
        sa.Column("meeting_id", sa.String(64), sa.ForeignKey("meetings.id"), primary_key=True),
        sa.Column("person_id", sa.String(64), primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
    )


def downgrade() -> None:
    """Drop the first tables."""
    for table in ("people", "commits", "meetings"):
        op.drop_table(table)
