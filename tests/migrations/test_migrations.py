"""Every migration goes up and down, and ends at the models."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, select, text
from sqlalchemy.exc import DBAPIError

from intranet.core.db import db
from intranet.core.fulltext.databases import is_of_a_model
from intranet.core.jobs import Job, name_of
from intranet.reports.jobs import read_report
from tests.support import make


def differences():
    options = {"compare_type": True, "include_name": is_of_a_model}
    context = MigrationContext.configure(db.session.connection(), opts=options)
    return compare_metadata(context, db.metadata)


def test_the_migrations_end_at_the_models(inside):
    assert not differences()


def test_down_to_nothing_and_up_again(inside):
    db.session.remove()
    downgrade(revision="base")
    assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}

    upgrade()
    assert not differences()


def test_what_was_handed_in_is_read_anew_for_the_names_of_people(keep, inside):
    district, school, other = (make.organisation() for _ in range(3))
    campaign = make.campaign(district)
    report = make.report(campaign, school, number=1, state="handed_in")
    keep(make.version(report), make.report(campaign, other))
    downgrade(revision="corrections")
    upgrade()
    assert [(job.name, job.arguments) for job in db.session.scalars(select(Job))] == [
        (name_of(read_report), {"report_id": report.id})
    ]


@pytest.mark.parametrize("deed", ["UPDATE activity SET name = ''", "DELETE FROM activity"])
def test_the_activity_table_takes_rows_and_never_changes_them(inside, deed):
    db.session.execute(
        text(
            "INSERT INTO activity (at, name, actor_name, subject_kind, subject_id, subject_title,"
            " particulars) VALUES ('2026-01-01 00:00:00', 'x', '', 'person', 1, '', '{}')"
        )
    )
    with pytest.raises(DBAPIError, match="append-only"):
        db.session.execute(text(deed))
    db.session.rollback()


@pytest.mark.parametrize(
    "deed", ["UPDATE report_version SET number = 9", "DELETE FROM report_version"]
)
def test_what_was_handed_in_never_changes(keep, inside, deed):
    district, school = make.organisation(), make.organisation()
    report = make.report(make.campaign(district), school)
    keep(make.version(report))
    with pytest.raises(DBAPIError, match="never changes"):
        db.session.execute(text(deed))
    db.session.rollback()
