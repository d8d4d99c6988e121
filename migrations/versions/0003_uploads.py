"""files on their way in, and what the virus scanner said."""

import sqlalchemy as sa
from alembic import op

from intranet.core.db import Moment

revision = 'uploads'
down_revision = 'letters'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('upload_scan',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('verdict', sa.String(), nullable=False),
    sa.Column('found', sa.String(), nullable=False),
    sa.Column('asked_at', Moment(), nullable=False),
    sa.Column('scanned_at', Moment(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_upload_scan')),
    sa.UniqueConstraint('key', name=op.f('uq_upload_scan_key'))
    )
    op.create_table('upload',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('token', sa.String(), nullable=False),
    sa.Column('owner_id', sa.Integer(), nullable=False),
    sa.Column('destination_kind', sa.String(), nullable=False),
    sa.Column('destination_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('length_bytes', sa.BigInteger(), nullable=False),
    sa.Column('offset_bytes', sa.BigInteger(), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.Column('began_at', Moment(), nullable=True),
    sa.Column('finished_at', Moment(), nullable=True),
    sa.Column('expires_at', Moment(), nullable=False),
    sa.Column('sha256', sa.String(), nullable=True),
    sa.Column('has_macros', sa.Boolean(), nullable=False),
    sa.Column('claimed_at', Moment(), nullable=True),
    sa.Column('operation', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['owner_id'], ['person.id'], name=op.f('fk_upload_owner_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_upload')),
    sa.UniqueConstraint('token', name=op.f('uq_upload_token'))
    )
    with op.batch_alter_table('upload', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_upload_expires_at'), ['expires_at'], unique=False)
        batch_op.create_index('ix_upload_owner', ['owner_id', 'claimed_at'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('upload', schema=None) as batch_op:
        batch_op.drop_index('ix_upload_owner')
        batch_op.drop_index(batch_op.f('ix_upload_expires_at'))

    op.drop_table('upload')
    op.drop_table('upload_scan')
