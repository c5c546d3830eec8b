"""Lines of the chat, to be read in pages."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "lines",
        sa.Column("meeting_id", sa.String(64), sa.ForeignKey("meetings.id"), primary_key=True),
        sa.Column("conversation", sa.String(160), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("line_id", sa.String(64), nullable=False),
        sa.Column("by", sa.String(64), nullable=True),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("text_id", sa.String(64), nullable=True),
        sa.Column("edited", sa.BigInteger, nullable=True),
        sa.Column("announcement", sa.Boolean, nullable=False),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("lines")
