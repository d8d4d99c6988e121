"""names: reports that were handed in are read anew, to be found by the names of people."""

import sqlalchemy as sa
from alembic import op

revision = "names"
down_revision = "corrections"
branch_labels = None
depends_on = None

report = sa.table("report", sa.column("id"), sa.column("number"))
job = sa.table(
    "job",
    sa.column("name"),
    sa.column("arguments", sa.JSON),
    sa.column("run_at"),
    sa.column("tries"),
    sa.column("given_up", sa.Boolean),
    sa.column("error"),
    sa.column("key"),
)
NAME = "reports.jobs.read_report"


def upgrade() -> None:
    connection = op.get_bind()
    waiting = set(connection.scalars(sa.select(job.c.key)))
    for number in connection.scalars(sa.select(report.c.id).where(report.c.number > 0)).all():
        key = f"reports.read_report-{number}"
        if key not in waiting:
            connection.execute(
                job.insert().values(
                    name=NAME, arguments={"report_id": number}, run_at=sa.func.now(),
                    tries=0, given_up=False, error="", key=key,
                )
            )  # fmt: skip


def downgrade() -> None:
    """What was read stays found."""
