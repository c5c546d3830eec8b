"""What operators see: every metric is documented, and log lines hold ids alone."""

import re
from pathlib import Path
from typing import Final

from prometheus_client.parser import text_string_to_metric_families
from structlog.testing import capture_logs

from tests.web.conftest import Site

OPERATIONS: Final = (Path(__file__).parents[2] / "docs" / "operations.md").read_text(encoding="utf-8")
DOCUMENTED: Final = frozenset(re.findall(r"^\| `(reconvene_\w+)", OPERATIONS, re.MULTILINE))


async def test_every_metric_is_documented_and_every_documented_one_is_there(site: Site) -> None:
    """Under the name that Prometheus shows."""
    metrics = (await site.http.get("/metrics")).text
    told = {
        family.name + ("_total" if family.type == "counter" else "")
        for family in text_string_to_metric_families(metrics)
        if family.name.startswith("reconvene_") and not family.name.endswith("_created")
    }
    assert told == DOCUMENTED
    used = set(re.findall(r"(reconvene_\w+?)(?:_bucket)?\b", OPERATIONS))
    assert used <= DOCUMENTED


async def test_log_lines_hold_neither_names_nor_words_nor_tokens(site: Site) -> None:
    """A person joins, speaks, is refused and leaves: who reads the log learns ids and codes."""
    secrets = ["Zerlina", "a very secret plan"]
    with capture_logs() as lines:
        _, moderator, _ = await site.meeting()
        seat = await site.seat(moderator, "Zerlina")
        secrets += [moderator, seat["seat"]]
        async with site.socket(seat["seat"]) as page:
            await page.until("welcome")
            for number, command in enumerate(
                (
                    {"type": "say", "conversation": "room:main", "text": "a very secret plan"},
                    {"type": "shuffle"},
                )
            ):
                await page.send({"type": "command", "id": f"c{number}", "command": command})
                await page.until("answer")
    assert {line["event"] for line in lines} >= {"page connected", "command"}
    assert [line["outcome"] for line in lines if line["event"] == "command"] == ["DONE", "NO_DRAFT"]
    for secret in secrets:
        assert secret not in repr(lines)
