"""`python -m reconvene.cli` is `reconvene`."""

from reconvene.cli.main import app

app()
