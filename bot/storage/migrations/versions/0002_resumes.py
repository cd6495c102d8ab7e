"""Keep when a season goes on after a pause."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("instalments", sa.Column("resumes", sa.Text(), server_default="", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("instalments") as batch_op:
        batch_op.drop_column("resumes")
