"""`docs/protocol.md` says all there is to say, and its examples are real."""

import re
from pathlib import Path
from typing import Any, Final, get_args

import pytest
from pydantic import TypeAdapter

from reconvene.live import document, documents, pages
from reconvene.meeting.notices import Notice
from reconvene.meeting.records import Record
from reconvene.meeting.refusals import Code
from reconvene.meeting.view import AtDoor
from reconvene.web import errors, page_connection, page_socket, socket
from reconvene.wire import frames as f
from reconvene.wire.codec import LARGEST_FRAME, decode
from reconvene.wire.commands import COMMAND_TAGS
from reconvene.wire.event_log import EVENT_TAGS
from tests.support.meeting import eventful

DOCUMENT: Final = (Path(__file__).parents[2] / "docs" / "protocol.md").read_text(encoding="utf-8")
DOWN: Final[TypeAdapter[Any]] = TypeAdapter(f.DownFrame)
CLOSE_CODES: Final = (
    pages.REPLACED,
    pages.LEFT,
    page_connection.TOO_SLOW,
    page_socket.BAD_SEAT,
    page_socket.NO_HELLO,
    page_socket.FRAME_TOO_LARGE,
    socket.TOO_MANY_BAD_FRAMES,
    page_socket.INTERNAL,
    documents.ROOM_NOT_YOURS,
    documents.TOO_MUCH,
    document.BAD_UPDATE,
    document.DOCUMENT_FULL,
)


def examples(direction: str) -> list[str]:
    blocks = re.findall(rf"```json {direction}\n(.*?)```", DOCUMENT, re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line]


def kinds(union: Any) -> set[type]:  # noqa: ANN401 - an annotated union
    return set(get_args(get_args(union)[0]))


def frame_types() -> set[str]:
    frames = kinds(f.UpFrame) | kinds(f.DownFrame)
    return {word for kind in frames for word in get_args(kind.__annotations__["type"])}


NOTICES: Final = {word for kind in get_args(Notice) for word in get_args(kind.__annotations__["kind"])}
WORDS: Final = {
    *Code.__members__,
    *COMMAND_TAGS,
    *EVENT_TAGS,
    *errors.CODES,
    *frame_types(),
    *NOTICES,
    "BAD_FRAME",
}


@pytest.mark.parametrize("word", sorted(WORDS))
def test_every_word_of_the_protocol_is_documented(word: str) -> None:
    assert f"`{word}`" in DOCUMENT or f'{{"type": "{word}"' in DOCUMENT


@pytest.mark.parametrize("code", CLOSE_CODES)
def test_every_close_code_is_in_the_table(code: int) -> None:
    assert f"| {code} |" in DOCUMENT


def test_the_largest_frame_is_as_large_as_documented() -> None:
    assert f"at most {LARGEST_FRAME // 1024} KiB" in DOCUMENT


def test_every_record_is_in_the_table() -> None:
    """RT2: who gets what is written down."""
    story = eventful()
    seen = {key: record for person in story.state.people for key, record in story.view_of(person).items()}
    for person in story.state.door.waiting:
        seen.update(story.sees(AtDoor(person)))
    assert {type(record) for record in seen.values()} == set(get_args(Record))
    rows = "\n".join(line for line in DOCUMENT.splitlines() if line.startswith("| `"))
    for key in {key.split("/")[0] + ("/<" if "/" in key else "`") for key in seen}:
        assert f"`{key}" in rows, f"the record {key} is not documented"


def test_every_code_that_is_documented_exists() -> None:
    named = set(re.findall(r"`([A-Z]+(?:_[A-Z]+)+)`", DOCUMENT))
    assert named <= {*Code.__members__, *errors.CODES, "BAD_FRAME"}


def test_the_examples_of_a_page_are_understood_and_leave_none_out() -> None:
    read = [decode(line) for line in examples("up")]
    assert {type(frame) for frame in read} == kinds(f.UpFrame)
    asked = {getattr(frame.command, "type", "") for frame in read if isinstance(frame, f.CommandFrame)}
    assert asked == set(COMMAND_TAGS)


def test_the_examples_of_the_server_are_real_and_leave_none_out() -> None:
    read = [DOWN.validate_json(line) for line in examples("down")]
    assert {type(frame) for frame in read} == kinds(f.DownFrame)
    told = {notice.kind for frame in read if isinstance(frame, f.Changes) for notice in frame.notices}
    assert told == NOTICES
