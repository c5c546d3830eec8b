"""The REST interface against what its own OpenAPI says, with requests nobody would write."""

import asyncio
import os
from collections.abc import Mapping
from typing import Any, TypeAlias, cast

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis.core.transport import Response
from schemathesis.schemas import APIOperation, BaseSchema

from tests.web.conftest import Site

Operation: TypeAlias = APIOperation[Any, Any, Any, Any]

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "4"))
ENDINGS = ("delete", "patch")
"""Methods that come last: what they do to a meeting is not undone."""


def require_promised(response: Response, operation: Operation) -> None:
    """Fail unless an answer is one the interface promises: no fault of the server, errors in one shape."""
    where = f"{operation.label}: {response.status_code} {response.text[:300]}"
    assert response.status_code < 500, where
    if response.status_code >= 400:
        assert set(response.json()) == {"code", "message"}, where
        assert response.json()["message"], where


def attack(operation: Operation, url: str, known: Mapping[str, str], key: str) -> None:
    """Send one operation many requests: of a meeting that is there or of none, with the key or without."""

    @seed(1)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(), there=st.booleans(), opens=st.sampled_from([True, True, False]))
    def send(case: Any, there: bool, opens: bool) -> None:  # noqa: ANN401, FBT001 - schemathesis', drawn
        if there:
            for name in known.keys() & case.path_parameters.keys():
                case.path_parameters[name] = known[name]
        headers = {"Authorization": f"Bearer {key if opens else 'wrong'}"}
        response = case.call(base_url=url, headers=headers)
        require_promised(response, operation)
        if response.status_code < 300:
            operation.validate_response(response)

    send()


def operations(schema: BaseSchema) -> list[Operation]:
    """Return all operations, those that end things last."""
    found = [cast("Operation", cast("Any", result).ok()) for result in schema.get_all_operations()]
    return sorted(found, key=lambda operation: operation.method in ENDINGS)


@pytest.mark.timeout(120 + EXAMPLES)
async def test_no_request_breaks_the_server_and_every_answer_is_as_described(site: Site) -> None:
    """RT1: each operation of the OpenAPI, with a program's key and with a seat's token."""
    site.allow_everything()
    schema = schemathesis.openapi.from_dict(site.app.openapi())
    meeting, moderator, _ = await site.meeting()
    eva = await site.seat(moderator, "Eva")
    async with site.socket(eva["seat"]) as page:
        await page.until("welcome")
        known = {"meeting": meeting, "person": eva["person"], "room": "main", "token": moderator}
        known["conversation"] = "room:main"
        tried = operations(schema)
        for operation in tried:
            key = eva["seat"] if "/seat/" in operation.path else site.api["Authorization"].split()[1]
            url = f"http://127.0.0.1:{site.port}"
            await asyncio.to_thread(attack, operation, url, known, key)
    assert len(tried) > 20
    assert (await site.http.get("/healthz")).status_code == 200
