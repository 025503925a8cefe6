"""Which questions of each topic a learner has met, in one number: whether there are new ones in a bank is told without looking."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "met",
        sa.Column("learner", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("learner", "topic"),
    )
