"""The wheel is all a server needs: the program, the tables' history and the built client."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]


def test_a_program_installed_from_the_wheel_has_its_client_and_its_tables(tmp_path: Path) -> None:
    """Whoever installs it needs neither Node nor the sources."""
    hatchling = Path(sys.executable).with_name("hatchling")
    subprocess.run([hatchling, "build", "-t", "wheel", "-d", tmp_path], cwd=ROOT, check=True, timeout=60)
    (wheel,) = tmp_path.glob("*.whl")
    installed = tmp_path / "installed"
    zipfile.ZipFile(wheel).extractall(installed)
    asked = "from reconvene.cli.server import client_folder; print(client_folder())"
    found = subprocess.run(
        [sys.executable, "-P", "-c", asked],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(found.stdout.strip()) == installed / "reconvene" / "web" / "client"
    tables = "adapters/migrations/versions"
    assert {path.name for path in (installed / "reconvene" / tables).glob("v*.py")} == {
        path.name for path in (ROOT / "src" / "reconvene" / tables).glob("v*.py")
    }
