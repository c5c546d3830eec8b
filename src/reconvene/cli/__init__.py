"""The command line, one module per command; only here the environment is read."""

from reconvene.cli.main import app

__all__ = ["app"]
