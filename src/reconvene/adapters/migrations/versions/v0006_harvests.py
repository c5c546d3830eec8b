"""What was brought back to main from the rooms."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "harvest_parts",
        sa.Column("meeting_id", sa.String(64), sa.ForeignKey("meetings.id"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("place", sa.Integer, primary_key=True),
        sa.Column("room_id", sa.String(64), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("board", sa.LargeBinary, nullable=True),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("harvest_parts")
