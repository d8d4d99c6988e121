"""contributions: what organisations hand in to a card."""

import sqlalchemy as sa
from alembic import op

from intranet.core.db import Moment

revision = "contributions"
down_revision = "fulltext"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "roadmap_contribution",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("card_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("changed_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["card_id"], ["roadmap_card.id"], name=op.f("fk_roadmap_contribution_card_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_roadmap_contribution_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roadmap_contribution")),
        sa.UniqueConstraint(
            "card_id", "organisation_id", name=op.f("uq_roadmap_contribution_card_id_organisation_id")
        ),
    )
    op.create_index(
        op.f("ix_roadmap_contribution_organisation_id"),
        "roadmap_contribution",
        ["organisation_id"],
    )


def downgrade() -> None:
    op.drop_index(
        op.f("ix_roadmap_contribution_organisation_id"), table_name="roadmap_contribution"
    )
    op.drop_table("roadmap_contribution")
