"""Alembic migrations, run by `reconvene.adapters.sql.open_database`."""
