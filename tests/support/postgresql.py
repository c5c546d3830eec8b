"""A PostgreSQL of our own for the length of a test run, where Debian's server is installed."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_INSTALLED = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))

AVAILABLE = bool(_INSTALLED)


@contextmanager
def postgresql() -> Iterator[str]:
    """Run a server without network in a temporary folder; yield the URL of its database."""
    programs = _INSTALLED[-1].parent
    folder = Path(tempfile.mkdtemp(prefix="reconvene-pg-"))
    user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
    if os.geteuid() == 0:
        shutil.chown(folder, user, user)
    try:
        _run(user, programs / "initdb", "--pgdata", folder / "data", "--auth=trust", "--username=reconvene")
        options = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off"
        _run(
            user, programs / "pg_ctl", "--pgdata", folder / "data", "--wait", f"--options={options}", "start"
        )
        try:
            yield f"postgresql+asyncpg://reconvene@/postgres?host={folder}"
        finally:
            _run(user, programs / "pg_ctl", "--pgdata", folder / "data", "--mode=immediate", "stop")
    finally:
        shutil.rmtree(folder)


def _run(user: str, program: Path, *arguments: str | Path) -> None:
    """Run one of PostgreSQL's programs, which refuse to run as root."""
    command = [str(program), *map(str, arguments)]
    subprocess.run(
        command,
        check=True,
        stdout=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        cwd="/",
        user=user if os.geteuid() == 0 else None,
    )
