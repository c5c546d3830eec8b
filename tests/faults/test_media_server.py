"""The media server dies or hangs: everybody's media come back without a reload."""

import json
import os
import signal
import time
from pathlib import Path

import pytest

from tests.e2e.server import Server
from tests.faults.outcomes import Outcomes
from tests.faults.test_server import GRACE
from tests.faults.visitor import party

KILLED_AIM, HUNG_AIM = 5.0, 15.0


def janus_of(server: Server) -> int:
    """Return the number of the server's Janus process."""
    pid: int = json.loads((server.data / "janus" / "process.json").read_text())["pid"]
    return pid


@pytest.mark.parametrize(
    ("sign", "aim", "fault"),
    [
        (signal.SIGKILL, KILLED_AIM, "Janus killed"),
        pytest.param(signal.SIGSTOP, HUNG_AIM, "Janus hung (SIGSTOP)", marks=pytest.mark.every_fault),
    ],
)
async def test_a_media_server_that_fails_is_replaced_and_everybody_sees_again(
    tmp_path: Path, outcomes: Outcomes, sign: signal.Signals, aim: float, fault: str
) -> None:
    """JN2: no reload, nobody leaves the room, nobody loses a seat; only sound and picture pause."""
    async with Server(tmp_path / "data") as server, party(server, participants=2, filmed=2) as gathered:
        pid = janus_of(server)
        welcomes = [len(person.welcomes) for person in gathered.people]
        failed = time.monotonic()
        os.kill(pid, sign)
        for person in gathered.filmed:
            person.pictures.clear()
        await gathered.everybody_sees(gathered.filmed)
        took = time.monotonic() - failed
        assert took < aim + GRACE
        assert janus_of(server) != pid
        assert [len(person.welcomes) for person in gathered.people] == welcomes, "a page was disconnected"
        seen = '"Connecting sound and picture…" in the same room, then all as before'
        outcomes.note(fault, seen, took, aim, took)
