"""`reconvene serve` as people start it: what stops it is said in one sentence, with an exit code."""

import json
import os
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

import pytest
from typer.main import get_group

from reconvene.cli import app
from tests.e2e.server import Server

PROGRAM = Path(sys.executable).with_name("reconvene")


def serve(*options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Start a server that is expected not to start."""
    return subprocess.run(
        [PROGRAM, "serve", "--host", "127.0.0.1", *options],
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
        timeout=60,
        check=False,
    )


def one_sentence(ended: subprocess.CompletedProcess[str]) -> str:
    """Return what the server said, which must be one line and no traceback."""
    assert ended.returncode == 1
    lines = [line for line in ended.stderr.splitlines() if line.strip()]
    assert len(lines) == 1, ended.stderr
    assert lines[0].startswith("reconvene: ")
    return lines[0]


@pytest.fixture
def taken_port() -> Iterator[int]:
    """A port that somebody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def free_port() -> str:
    """Return a port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


@pytest.mark.parametrize("command", ["/nowhere/scan {file}", ""])
def test_a_scan_command_that_cannot_be_run_is_said_before_anything_starts(
    tmp_path: Path, command: str
) -> None:
    """RM3: a scanner that is not there must not let everything in."""
    said = one_sentence(serve("--data", str(tmp_path / "data"), "--scan-command", command))
    assert "check --scan-command" in said
    assert not (tmp_path / "data").exists()


def test_a_taken_port_is_named_with_what_to_do(tmp_path: Path, taken_port: int) -> None:
    """The outside contract: port taken."""
    said = one_sentence(serve("--port", str(taken_port), "--data", str(tmp_path)))
    assert f"Port {taken_port} is taken" in said
    assert "--port" in said


def test_a_folder_that_cannot_be_written_is_named_with_what_to_do(tmp_path: Path) -> None:
    """The outside contract: folder not writable."""
    (tmp_path / "file").touch()
    said = one_sentence(serve("--port", free_port(), "--data", str(tmp_path / "file" / "data")))
    assert "cannot be written" in said
    assert "--data" in said


def test_a_missing_janus_is_named_with_how_to_install_it(tmp_path: Path) -> None:
    """The outside contract: Janus missing."""
    said = one_sentence(serve("--port", free_port(), "--data", str(tmp_path), PATH=str(tmp_path)))
    assert said == "reconvene: Janus is not installed; run: apt-get install janus"


def test_an_unreachable_database_is_named_with_what_to_check(tmp_path: Path) -> None:
    """The outside contract: database unreachable."""
    url = f"postgresql+asyncpg://nobody@/none?host={tmp_path}"
    said = one_sentence(serve("--port", free_port(), "--data", str(tmp_path), "--database", url))
    assert "database cannot be used" in said
    assert "--database" in said


@pytest.mark.parametrize("command", [["serve"], ["backup", "kept.tar"], ["restore", "kept.tar"], ["doctor"]])
@pytest.mark.parametrize("url", ["nonsense", "mysql://there/none"])
def test_an_address_of_no_database_is_told_without_a_traceback(
    tmp_path: Path, command: list[str], url: str
) -> None:
    """The outside contract: every command says which addresses there are."""
    (tmp_path / "kept.tar").touch()
    options = ["--data", str(tmp_path / "data"), "--database", url]
    ended = subprocess.run(
        [PROGRAM, *command, *options], capture_output=True, text=True, timeout=60, check=False, cwd=tmp_path
    )
    assert ended.returncode == 1
    assert "Traceback" not in ended.stdout + ended.stderr


def test_a_path_is_said_as_it_is(tmp_path: Path) -> None:
    """The outside contract: neither brackets nor colons in what is told are taken for formatting."""
    file = tmp_path / "[red]a:cat:[x"
    file.touch()
    said = one_sentence(serve("--port", free_port(), "--data", str(file)))
    assert f"The folder {file} cannot be written to" in said


@pytest.mark.parametrize(
    "options",
    [["--turn-url", "turn:x:1"], ["--turn-secret", "s"], ["--turn-url", "http://x", "--turn-secret", "s"]],
)
def test_half_a_relay_is_told_with_what_is_missing(tmp_path: Path, options: list[str]) -> None:
    """A TURN server without its secret would be found out by the first person behind a firewall."""
    assert "--turn-secret" in one_sentence(serve("--data", str(tmp_path), *options))


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--public-url", "meet.example.org"),
        ("--media-address", "meet.example.org"),
        ("--janus", "http://127.0.0.1:8188"),
        ("--origin", "https://intranet.example.org/"),
        ("--last-rtp-port", "2000"),
        ("--trusted-proxy", "*"),
        ("--trusted-proxy", "10.0.0.1/8"),
    ],
)
def test_a_setting_that_makes_no_sense_is_named_before_anything_starts(
    tmp_path: Path, option: str, value: str
) -> None:
    """Links that lead nowhere and media nobody can reach would be found out in the first meeting."""
    said = one_sentence(serve("--data", str(tmp_path / "data"), option, value))
    assert option in said
    assert value in said
    assert not (tmp_path / "data").exists()


def test_every_option_is_an_environment_variable_too(tmp_path: Path, taken_port: int) -> None:
    """The outside contract: every option also as an environment variable."""
    said = one_sentence(serve(RECONVENE_PORT=str(taken_port), RECONVENE_DATA=str(tmp_path)))
    assert f"Port {taken_port} is taken" in said
    for command in ("serve", "doctor"):
        options = {
            option: parameter.envvar
            for parameter in get_group(app).commands[command].params
            for option in parameter.opts
        }
        assert options == {
            option: f"RECONVENE_{option.removeprefix('--').replace('-', '_').upper()}" for option in options
        }


async def test_countdowns_are_as_long_as_the_server_is_told(tmp_path: Path) -> None:
    """GA1, EN1: nobody is torn out of a sentence, nobody waits longer than the hosts want."""
    async with Server(tmp_path / "data", "--end-countdown", "60") as server:
        meeting = f"api/v1/meetings/{(await server.create_meeting()).id}"
        allow = {"call": True, "return_to_main": True, "switch_rooms": False}
        draft = {
            "type": "configure_breakout",
            "rooms": 1,
            "assign": "manual",
            "time_limit": None,
            "allow": allow,
        }
        for command in (draft, {"type": "start_breakout"}):
            await server.request("POST", f"{meeting}/commands", {"command": command})
        before = time.time() * 1000
        await server.request("POST", f"{meeting}/commands", {"command": {"type": "end_breakout"}})
        after = time.time() * 1000
        closes = (await server.request("GET", meeting))["records"]["meeting"]["closes_at"]
        assert before + 60_000 - 1 <= closes <= after + 60_000


def test_the_version_is_told() -> None:
    """What a report of a fault begins with."""
    said = subprocess.run([PROGRAM, "--version"], capture_output=True, text=True, check=True).stdout
    assert said == f"reconvene {version('reconvene')}\n"


def test_a_start_prints_two_links_makes_a_key_and_a_signal_ends_all(tmp_path: Path) -> None:
    """The outside contract: `make run` prints the links of a ready meeting; api-key has mode 600.

    What is logged meanwhile, by libraries too, is one JSON object a line.
    """
    port = free_port()
    command: list[str | Path] = [
        PROGRAM,
        "serve",
        "--host",
        "127.0.0.1",
        "--port",
        port,
        "--data",
        tmp_path / "data",
        "--with-meeting",
        "T",
    ]
    log = tmp_path / "log"
    with (
        log.open("w") as errors,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True) as process,
    ):
        assert process.stdout is not None
        said: list[str] = []
        for line in process.stdout:
            said.append(line)
            if line.startswith("API key"):
                break
        text = "".join(said)
        for role in ("Moderator", "Participant"):
            assert f"{role} link:" in text
        assert f"http://127.0.0.1:{port}/join/" in text
        assert stat.S_IMODE((tmp_path / "data" / "api-key").stat().st_mode) == 0o600
        assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700
        with socket.create_connection(("127.0.0.1", int(port)), 10) as stranger:
            stranger.sendall(b"no HTTP at all\r\n\r\n")
            assert stranger.recv(100).startswith(b"HTTP/1.1 400")
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
    assert not [words for words in command_lines() if b"janus" in words and str(tmp_path).encode() in words]
    events = [json.loads(line)["event"] for line in log.read_text().splitlines()]
    assert {"media server ready", "Invalid HTTP request received."} <= set(events)


def command_lines() -> Iterator[bytes]:
    """Yield the command lines of all processes."""
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):  # it ended meanwhile
            yield path.read_bytes()


@pytest.mark.parametrize(
    ("link", "what"), [("foo", "no link of a meeting"), ("http://127.0.0.1:9/join/x", "check the link")]
)
def test_guests_who_cannot_come_say_why(link: str, what: str) -> None:
    ended = subprocess.run([PROGRAM, "guests", link], capture_output=True, text=True, timeout=60, check=False)
    assert what in one_sentence(ended)


def test_guests_without_a_meeting_are_refused_before_anything_starts(tmp_path: Path) -> None:
    said = one_sentence(serve("--data", str(tmp_path / "data"), "--with-guests", "2"))
    assert "--with-meeting" in said
    assert not (tmp_path / "data").exists()
