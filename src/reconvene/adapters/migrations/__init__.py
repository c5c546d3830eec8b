"""Alembic migrations, run by `reconvene.adapters.database.open_database`."""
