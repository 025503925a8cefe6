"""Cards and days lie in the order of their keys, so that very many are read quickly; totals of whole study days."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.drop_index("cards_due", "cards")
    for table in ("cards", "days"):
        op.drop_table(table)
    op.create_table(
        "cards",
        sa.Column("learner", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("state", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=True),
        sa.Column("stability", sa.Float(), nullable=False),
        sa.Column("difficulty", sa.Float(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("reviewed", sa.BigInteger(), nullable=False),
        sa.Column("repetitions", sa.Integer(), nullable=False),
        sa.Column("lapses", sa.Integer(), nullable=False),
        sa.Column("stream", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.Column("points", sa.BigInteger(), nullable=False),
        sa.Column("missed", sa.Boolean(), nullable=False),
        sa.Column("disputed", sa.Boolean(), nullable=False),
        sa.Column("misled", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("learner", "question"),
        sqlite_with_rowid=False,
    )
    op.create_index("cards_due", "cards", ["learner", "due"])
    op.create_index(
        "cards_misled",
        "cards",
        ["learner", "misled"],
        sqlite_where=sa.text("misled IS 1"),
        postgresql_where=sa.text("misled IS true"),
    )
    for name, key in (("days", ["learner", "day", "topic"]), ("whole_days", ["learner", "day"])):
        op.create_table(
            name,
            sa.Column("learner", sa.String(), nullable=False),
            sa.Column("day", sa.Integer(), nullable=False),
            *([sa.Column("topic", sa.String(), nullable=False)] if "topic" in key else []),
            sa.Column("answers", sa.Integer(), nullable=False),
            sa.Column("rights", sa.Integer(), nullable=False),
            sa.Column("points", sa.BigInteger(), nullable=False),
            sa.Column("took", sa.BigInteger(), nullable=False),
            sa.Column("firsts", sa.Integer(), nullable=False),
            sa.Column("first_rights", sa.Integer(), nullable=False),
            sa.Column("first_points", sa.BigInteger(), nullable=False),
            sa.Column("learned", sa.Integer(), nullable=False),
            sa.PrimaryKeyConstraint(*key),
            sqlite_with_rowid=False,
        )
    op.create_index("days_topic", "days", ["learner", "topic", "day"])
