"""Runs the migrations inside the application, on whatever database it is told."""

from alembic import context
from flask import current_app

from intranet.core.db import db
from intranet.core.fulltext.databases import is_of_a_model

target = db.metadata


def run() -> None:
    """Connect, and take one step after the other, each in its own transaction."""
    migrate = current_app.extensions["migrate"]
    with db.engine.connect().execution_options(writing=True) as connection:
        if connection.dialect.name == "sqlite":
            # Rebuilding a table with foreign keys on would cascade into its children.
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
            connection.commit()
        context.configure(
            connection=connection,
            target_metadata=target,
            transaction_per_migration=True,
            include_name=is_of_a_model,
            **migrate.configure_args,
        )
        with context.begin_transaction():
            context.run_migrations()
        if connection.dialect.name == "sqlite":
            connection.commit()
            connection.exec_driver_sql("PRAGMA foreign_keys = ON")


run()
