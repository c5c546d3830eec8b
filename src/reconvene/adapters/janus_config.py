"""The configuration files of the `janus` process we start for ourselves."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

PLUGINS_NOT_WANTED: Final = (
    "audiobridge",
    "duktape",
    "echotest",
    "lua",
    "nosip",
    "recordplay",
    "sip",
    "streaming",
    "textroom",
    "videocall",
    "voicemail",
)
TRANSPORTS_NOT_WANTED: Final = ("http", "mqtt", "nanomsg", "pfunix", "rabbitmq")

LINGER: Final = 600
"""Seconds for which Janus keeps a session nobody claims: so long may our own restart take."""

DEFAULT_RTP_PORTS: Final = range(20_000, 30_000)


@dataclass(frozen=True, slots=True)
class JanusOptions:
    """How our own Janus is to run.

    ``public_address`` is announced beside the machine's own addresses, for machines behind a 1:1 NAT.
    ``rtp_ports`` are the UDP ports for media; one is in use per connection, two connections per person.
    """

    public_address: str | None = None
    rtp_ports: range = DEFAULT_RTP_PORTS
    event_loops: int = 2


def write_configuration(directory: Path, options: JanusOptions, *, port: int, secret: str, name: str) -> None:
    """Write all files into ``directory``, readable by us alone; Janus is started with ``-F directory``."""
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    files = {
        "janus.jcfg": _core(directory, options, secret, name),
        "janus.transport.websockets.jcfg": _websockets(port),
        "janus.plugin.videoroom.jcfg": "general: {\n  string_ids = true\n  events = false\n}\n",
    }
    for filename, text in files.items():
        write_private(directory / filename, text)


def write_private(path: Path, text: str) -> None:
    """Replace a file at one stroke by one that only we can read."""
    fresh = path.with_name(path.name + ".new")
    fresh.unlink(missing_ok=True)
    fresh.touch(mode=0o600, exist_ok=False)
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(path)


def _core(directory: Path, options: JanusOptions, secret: str, name: str) -> str:
    ports = f"{options.rtp_ports.start}-{options.rtp_ports.stop - 1}"
    nat = ["ignore_mdns = true"]
    if options.public_address is not None:
        nat += [f"nat_1_1_mapping = {_quote(options.public_address)}", "keep_private_host = true"]
    general = [
        f"configs_folder = {_quote(str(directory))}",
        "log_to_stdout = false",
        f"log_to_file = {_quote(str(directory / 'janus.log'))}",
        "debug_level = 3",
        "debug_timestamps = true",
        "debug_colors = false",
        f"api_secret = {_quote(secret)}",
        f"server_name = {_quote(name)}",
        f"session_timeout = {LINGER}",
        f"reclaim_session_timeout = {LINGER}",
        f"event_loops = {options.event_loops}",
        "hide_dependencies = true",
    ]
    return (
        _block("general", general)
        + _block("media", [f'rtp_port_range = "{ports}"', "no_media_timer = 2", "slowlink_threshold = 0"])
        + _block("nat", nat)
        + _block("plugins", [_disabled(PLUGINS_NOT_WANTED)])
        + _block("transports", [_disabled(TRANSPORTS_NOT_WANTED)])
        + _block("loggers", [_disabled(("jsonlog",))])
        + _block("events", ["broadcast = false"])
    )


def _websockets(port: int) -> str:
    general = [
        'json = "compact"',
        "ws = true",
        f"ws_port = {port}",
        'ws_ip = "127.0.0.1"',
        "wss = false",
        'ws_acl = "127.0.0.1"',
    ]
    return _block("general", general) + _block("admin", ["admin_ws = false", "admin_wss = false"])


def _block(name: str, lines: list[str]) -> str:
    return f"{name}: {{\n" + "".join(f"  {line}\n" for line in lines) + "}\n"


def _disabled(names: tuple[str, ...]) -> str:
    return "disable = " + _quote(",".join(f"libjanus_{name}.so" for name in names))


def _quote(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
