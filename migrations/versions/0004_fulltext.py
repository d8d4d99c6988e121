"""full text: what can be found by its words."""

import sqlalchemy as sa
from alembic import op

from intranet.core.fulltext.databases import statements

revision = 'fulltext'
down_revision = 'uploads'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('fulltext_entry',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('place', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_fulltext_entry')),
    sa.UniqueConstraint('kind', 'number', name=op.f('uq_fulltext_entry_kind_number'))
    )
    with op.batch_alter_table('fulltext_entry', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_fulltext_entry_place'), ['place'], unique=False)
    for statement in _statements().making:
        op.execute(statement)


def downgrade() -> None:
    for statement in _statements().dropping:
        op.execute(statement)
    with op.batch_alter_table('fulltext_entry', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_fulltext_entry_place'))

    op.drop_table('fulltext_entry')


def _statements():
    dialect = op.get_bind().dialect
    return statements(dialect.name, dialect.dbapi.sqlite_version_info if dialect.name == 'sqlite' else ())
