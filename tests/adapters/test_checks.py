"""`reconvene doctor`: each check sees the fault it is there for, and says what to do."""

import asyncio
import base64
import datetime as dt
import hashlib
import hmac
import socket
import ssl
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import text

from reconvene.adapters import checks, public_address, turn
from reconvene.adapters.data_folder import DATABASE, sqlite_url
from reconvene.adapters.database import DatabaseUnreachable, open_database
from reconvene.adapters.findings import Finding
from tests.support.coturn import SECRET, coturn

HEALTHY = b'{"status": "ok", "media": true}'


def _advised(finding: Finding, level: str, *said: str) -> None:
    assert finding.level == level, finding
    for part in said:
        assert part in f"{finding.words} {finding.advice}", finding
    assert bool(finding.advice) == (level != "ok")


def test_a_folder_that_is_not_there_yet_is_fine(tmp_path: Path) -> None:
    """The first start makes it; looking does not."""
    _advised(checks.folder(tmp_path / "new" / "data"), "ok", "first start")
    assert not (tmp_path / "new").exists()
    _advised(checks.folder(tmp_path), "ok")


def test_a_folder_that_cannot_be_used_fails(tmp_path: Path) -> None:
    """A file is in its place."""
    (tmp_path / "file").touch()
    _advised(checks.folder(tmp_path / "file"), "failure", "--data")


def test_little_space_is_said(tmp_path: Path) -> None:
    """Full and nearly full are told apart."""
    for free, level in ((100 * 1024**2, "failure"), (1024**3, "warning"), (10 * 1024**3, "ok")):
        _advised(checks.disk_space(tmp_path, free), level, "free")


async def test_a_database_says_which_version_it_is_of(tmp_path: Path) -> None:
    """Empty, current, older and newer; looking changes nothing."""
    url = sqlite_url(tmp_path)
    _advised(await checks.database(url), "ok", "empty")
    async with open_database(url):
        pass
    _advised(await checks.database(url), "ok", "up to date")
    for revision, level, said in (("0001", "warning", "upgraded"), ("9999", "failure", "newer")):
        async with open_database(url) as database, database.writing() as connection:
            await connection.execute(text("UPDATE alembic_version SET version_num = :to"), {"to": revision})
        _advised(await checks.database(url), level, said)
        (tmp_path / DATABASE).unlink()


async def test_a_server_does_not_start_on_a_newer_database(tmp_path: Path) -> None:
    """It says so in one sentence, and leaves the database as it is."""
    url = sqlite_url(tmp_path)
    async with open_database(url) as database, database.writing() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseUnreachable, match="newer Reconvene"):
        async with open_database(url):
            pass
    _advised(await checks.database(url), "failure", "newer")


async def test_a_database_that_does_not_answer_fails(tmp_path: Path) -> None:
    """The reason is the database's own."""
    finding = await checks.database(f"postgresql+asyncpg://nobody@/none?host={tmp_path}")
    _advised(finding, "failure", "--database")


def _installation(tmp_path: Path, **options: object) -> checks.Installation:
    given: dict[str, object] = {
        "host": "127.0.0.1",
        "port": 8000,
        "data": tmp_path,
        "database": None,
        "public_url": None,
        "janus": None,
        "media_address": None,
        "turn_urls": (),
        "turn_guest": None,
        "rtp_ports": range(20_000, 30_000),
    }
    return checks.Installation(**{**given, **options})  # type: ignore[arg-type]


async def test_janus_is_started_and_spoken_to(tmp_path: Path) -> None:
    """The very program that `serve` would start."""
    _advised(await checks.janus(_installation(tmp_path)), "ok", "starts and answers")


async def test_a_missing_or_silent_janus_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With how to install it, or where to look."""
    silent = _installation(tmp_path, janus="ws://127.0.0.1:1")
    _advised(await checks.janus(silent), "failure", "--janus")
    monkeypatch.setenv("PATH", str(tmp_path))
    _advised(await checks.janus(_installation(tmp_path)), "failure", "apt-get install janus")


@asynccontextmanager
async def _web_server(answer: bytes, tls: ssl.SSLContext | None = None) -> AsyncIterator[int]:
    """Answer every request with 200 and the same body; WebSockets are not understood."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(
            b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % len(answer) + answer
        )
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=tls)
    async with server:
        yield server.sockets[0].getsockname()[1]


async def test_a_port_is_free_ours_or_taken() -> None:
    """A running Reconvene on it is no fault."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = probe.getsockname()[1]
    for answer in (HEALTHY, b"hello"):
        async with _web_server(answer) as port:
            running = await public_address.is_reconvene(f"http://127.0.0.1:{port}")
            assert running == (answer == HEALTHY)
            finding = checks.listening("127.0.0.1", port, running=running)
            _advised(finding, *(("ok", "running") if running else ("failure", "--port")))
    _advised(checks.listening("127.0.0.1", free, running=False), "ok", "free")


def test_taken_and_few_media_ports_are_said() -> None:
    """Two connections a person."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as taken:
        taken.bind(("", 0))
        port = taken.getsockname()[1]
        one = range(port, port + 1)
        _advised(checks.media_ports(one, running=False), "warning", str(port), "--first-rtp-port")
        _advised(checks.media_ports(one, running=True), "warning", "--last-rtp-port")
    _advised(checks.media_ports(one, running=False), "warning", "--last-rtp-port")


def test_the_media_address_must_be_one() -> None:
    """A name is none."""
    _advised(checks.media_address("203.0.113.7"), "ok", "203.0.113.7")
    _advised(checks.media_address("meet.example.org"), "failure", "--media-address")


def _guest(secret: str) -> turn.Guest:
    username = f"{int(time.time()) + 60}:doctor"
    digest = hmac.new(secret.encode(), username.encode(), hashlib.sha1).digest()
    return turn.Guest(username, base64.b64encode(digest).decode())


async def _relay(url: str, secret: str = SECRET) -> Finding:
    (found,) = await asyncio.to_thread(turn.examine, [url], _guest(secret))
    return found


async def test_a_relay_is_asked_for_a_place_as_people_ask_for_one(tmp_path: Path) -> None:
    """One that gives it, one with another secret, one that is gone, none, and what is no address."""
    async with coturn(tmp_path) as relay:
        url = relay.url
        for address in (url, url.replace("udp", "tcp")):
            _advised(await _relay(address), "ok", address, "credentials")
            _advised(await _relay(address, "another secret"), "failure", "static-auth-secret", "401")
    _advised(await _relay(url), "failure", "firewall")
    _advised(await _relay("https://turn.example.org"), "failure", "turn:HOST:PORT")
    (none,) = turn.examine([], None)
    _advised(none, "warning", "--turn-url")


async def test_a_relay_whose_certificate_browsers_refuse_fails(tmp_path: Path) -> None:
    """People behind the strictest firewalls would get nothing."""
    async with _web_server(HEALTHY, _certificate(tmp_path, 100)) as port:
        _advised(await _relay(f"turns:localhost:{port}"), "failure", "certificate")


async def _examined(url: str | None) -> dict[str, Finding]:
    return {finding.subject: finding async for finding in public_address.examine(url)}


async def test_an_address_without_encryption_fails() -> None:
    """Browsers give no camera there."""
    _advised((await _examined(None))["Public address"], "warning", "--public-url")
    _advised((await _examined("meet.example.org"))["Public address"], "failure", "https://")
    _advised((await _examined("http://192.0.2.1:1"))["Public address"], "failure", "certificate")


async def test_a_proxy_that_lets_no_websocket_through_fails() -> None:
    """Pages would load and then never connect."""
    async with _web_server(HEALTHY) as port:
        found = await _examined(f"http://127.0.0.1:{port}")
    _advised(found["Answer"], "failure", "Upgrade")
    async with _web_server(b"welcome to my proxy") as port:
        found = await _examined(f"http://127.0.0.1:{port}")
    _advised(found["Answer"], "warning", "proxy")


def _certificate(folder: Path, days: int) -> ssl.SSLContext:
    """Return a server's side with a certificate for localhost that ends in some days."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    end = dt.datetime.now(dt.UTC) + dt.timedelta(days=days, hours=1)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(end - dt.timedelta(days=400))
        .not_valid_after(end)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file = folder / "certificate.pem"
    file.write_bytes(private + made.public_bytes(pem))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


async def test_a_certificate_browsers_would_refuse_fails(tmp_path: Path) -> None:
    """Self-signed: nobody could join, so there is nothing more to look at."""
    async with _web_server(HEALTHY, _certificate(tmp_path, 100)) as port:
        found = await _examined(f"https://localhost:{port}")
    assert list(found) == ["Certificate"]
    _advised(found["Certificate"], "failure", "localhost")


@pytest.mark.parametrize(
    ("days", "level", "said"), [(100, "ok", "100"), (3, "warning", "3 days"), (-2, "failure", "expired")]
)
async def test_a_certificate_that_ends_soon_is_said_in_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, days: int, level: str, said: str
) -> None:
    """Two weeks before nobody can join any more."""
    context = _certificate(tmp_path, days)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "certificate.pem"))
    async with _web_server(HEALTHY, context) as port:
        found = await _examined(f"https://localhost:{port}")
    _advised(found["Certificate"], level, said)


async def test_an_address_nobody_answers_at_is_said() -> None:
    """The name, the firewall or the proxy."""
    _advised((await _examined("https://127.0.0.1:1"))["Certificate"], "failure", "firewall")


def test_clock_and_limits_are_read_from_the_kernel() -> None:
    """Whatever they are here, they are told."""
    for finding in (checks.clock(), checks.open_files()):
        assert finding.words
        assert bool(finding.advice) == (finding.level != "ok")
