"""How Alembic runs the steps: on the connection it is handed, within its transaction."""

from alembic import context
from sqlmodel import SQLModel

from progress import tables  # noqa: F401 - the models must be known to the metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    # The transaction is the caller's: all steps or none.
    transactional_ddl=False,
)
context.run_migrations()
