"""What Alembic runs: the migrations, in the transaction that `storage/migrate.py` opened."""

from __future__ import annotations

from alembic import context

from storage.migrate import settings

context.configure(
    connection=context.config.attributes["connection"],
    # SQLite alters a table by making it anew; the first revision has nothing to alter
    render_as_batch=bool(context.script.get_heads()),
    **settings(),
)
context.run_migrations()
