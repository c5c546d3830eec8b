"""A PostgreSQL of our own for the length of a test run; its programs are Debian's."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_INSTALLED = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))


class PostgreSQL:
    """A server without network in a temporary folder; it can be killed and started again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
        self.url = f"postgresql+asyncpg://reconvene@/postgres?host={folder}"

    def create(self) -> None:
        """Make its files."""
        if os.geteuid() == 0:
            shutil.chown(self._folder, self._user, self._user)
        self._run("initdb", "--auth=trust", "--username=reconvene")

    def start(self) -> None:
        """Start it; return when it answers."""
        options = f"-c listen_addresses= -c unix_socket_directories={self._folder} -c fsync=off"
        self._run("pg_ctl", "--wait", f"--options={options}", "start")

    def kill(self) -> None:
        """End it as a crash does: no connection is told, what was not committed is gone."""
        self._run("pg_ctl", "--mode=immediate", "stop")

    def hang(self) -> None:
        """Stop all its processes where they are: what connects or asks waits, and nobody is told."""
        main = self._main()
        os.kill(main, signal.SIGSTOP)  # first, so that it starts no more
        for process in _children(main):
            os.kill(process, signal.SIGSTOP)

    def go_on(self) -> None:
        """Let it go on after `hang`."""
        main = self._main()
        for process in (*_children(main), main):
            os.kill(process, signal.SIGCONT)

    def _main(self) -> int:
        return int((self._folder / "data" / "postmaster.pid").read_text().split()[0])

    def _run(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs, which refuse to run as root."""
        subprocess.run(
            [str(_INSTALLED[-1].parent / program), "--pgdata", str(self._folder / "data"), *arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
            cwd="/",
            user=self._user if os.geteuid() == 0 else None,
        )


def _children(parent: int) -> list[int]:
    """Return the processes that another one has started."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit():
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
                if int(fields[1]) == parent:
                    found.append(int(entry.name))
        except OSError:  # gone meanwhile
            continue
    return found


@contextmanager
def running() -> Iterator[PostgreSQL]:
    """Run a server of our own."""
    folder = Path(tempfile.mkdtemp(prefix="reconvene-pg-"))
    try:
        database = PostgreSQL(folder)
        database.create()
        database.start()
        try:
            yield database
        finally:
            database.go_on()
            database.kill()
    finally:
        shutil.rmtree(folder)


@contextmanager
def postgresql() -> Iterator[str]:
    """Run a server of our own; yield the URL of its database."""
    with running() as database:
        yield database.url
