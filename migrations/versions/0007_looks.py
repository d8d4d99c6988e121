"""looks: how a person wants the site on every computer."""

import sqlalchemy as sa
from alembic import op

revision = "looks"
down_revision = "reports"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("person", sa.Column("look", sa.String(), nullable=True))
    op.add_column("person", sa.Column("language", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("person", "language")
    op.drop_column("person", "look")
