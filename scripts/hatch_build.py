"""Put the built client into the wheel, so that whoever installs it needs no Node."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ClientBuildHook(BuildHookInterface[Any]):
    """Adds ``client/dist`` as ``reconvene/web/client``; an editable install reads it where it is."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the client to a standard wheel, and refuse to build one without it."""
        if version == "editable":
            return
        dist = Path(self.root, "client", "dist")
        if not (dist / "index.html").is_file():
            raise FileNotFoundError("client/dist is missing: run `make client` before building the wheel")
        build_data["force_include"][str(dist)] = "reconvene/web/client"
