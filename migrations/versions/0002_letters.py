"""letters, what people prefer, notices about one thing."""

import sqlalchemy as sa
from alembic import op

from intranet.core.db import Moment

revision = 'letters'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('mail',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('address', sa.String(), nullable=False),
    sa.Column('subject', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('html', sa.String(), nullable=False),
    sa.Column('message_id', sa.String(), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.Column('sent_at', Moment(), nullable=True),
    sa.Column('is_refused', sa.Boolean(), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('error', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_mail_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mail')),
    sa.UniqueConstraint('key', name=op.f('uq_mail_key'))
    )
    with op.batch_alter_table('mail') as batch_op:
        batch_op.create_index(batch_op.f('ix_mail_created_at'), ['created_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_mail_person_id'), ['person_id'], unique=False)

    op.create_table('notifications_preference',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('ways', sa.JSON(), nullable=False),
    sa.Column('hour', sa.Integer(), nullable=False),
    sa.Column('is_weekdays_only', sa.Boolean(), nullable=False),
    sa.Column('quiet_from', sa.Integer(), nullable=False),
    sa.Column('quiet_until', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_notifications_preference_person_id')),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_notifications_preference'))
    )

    with op.batch_alter_table('notice') as batch_op:
        batch_op.add_column(sa.Column('thing', sa.String(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('told_at', Moment(), nullable=True))
        batch_op.drop_index(batch_op.f('ix_notice_person_id'))
    with op.batch_alter_table('notice') as batch_op:
        batch_op.alter_column('thing', server_default=None, existing_type=sa.String(), existing_nullable=False)
        batch_op.create_index('ix_notice_person', ['person_id', 'id'], unique=False)
        batch_op.create_index('ix_notice_unread', ['person_id', 'id'], unique=False,
            sqlite_where=sa.text('seen_at IS NULL'), postgresql_where=sa.text('seen_at IS NULL'))


def downgrade() -> None:
    with op.batch_alter_table('notice') as batch_op:
        batch_op.drop_index('ix_notice_unread')
        batch_op.drop_index('ix_notice_person')
        batch_op.create_index(batch_op.f('ix_notice_person_id'), ['person_id'], unique=False)
        batch_op.drop_column('told_at')
        batch_op.drop_column('thing')

    op.drop_table('notifications_preference')
    op.drop_table('mail')
