"""corrections: until when a report that came back is taken after its campaign is over."""

import sqlalchemy as sa
from alembic import op

revision = "corrections"
down_revision = "looks"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("report", sa.Column("correct_until", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("report", "correct_until")
