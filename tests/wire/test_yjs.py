"""Reading updates of Yjs documents: what real documents make is sound, what is not is never let through."""

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pycrdt import Array, Doc, Map, Text

from reconvene.wire.document_frames import Update, read_messages, relay
from reconvene.wire.yjs import BadUpdate, Reader, check_update, integer, read_clocks

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**31), 2**31)
    | st.floats(allow_nan=False)
    | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)
STEPS = st.lists(
    st.tuples(st.sampled_from(["write", "erase", "draw", "extend", "remove"]), st.integers(0, 20), VALUES),
    min_size=1,
    max_size=12,
)


class Sketch:
    """A document with everything boards and notes are made of, and the updates it was made by."""

    def __init__(self, client: int = 99) -> None:
        self.client = client
        self.doc: Doc[Any] = Doc(client_id=client)
        self.text = self.doc.get("note", type=Text)
        self.elements: Map[Any] = self.doc.get("elements", type=Map)
        self.updates: list[bytes] = []
        self._subscription = self.doc.observe(lambda event: self.updates.append(event.update))

    def do(self, step: str, place: int, value: object) -> None:
        """Change something."""
        match step:
            case "write":
                # pycrdt counts bytes: anywhere but at the ends this could cut a character in two.
                self.text.insert(len(self.text) if place % 2 else 0, f"é{value}😀")
            case "erase" if place % 3 == 0:
                self.text.clear()
            case "draw":
                self.elements[str(place)] = Map({"value": value, "points": Array([[1.5, 2]])})
            case "extend" if str(place) in self.elements:
                self.elements[str(place)]["points"].append([value, value])
            case "remove" if str(place) in self.elements:
                del self.elements[str(place)]


def drawn(steps: list[tuple[str, int, object]]) -> Sketch:
    """Return a document after some steps."""
    sketch = Sketch()
    for step in steps:
        sketch.do(*step)
    return sketch


@given(STEPS)
def test_what_a_document_says_is_sound_and_counted_as_the_document_counts(
    steps: list[tuple[str, int, object]],
) -> None:
    """RM3: honest pages are never sent away, and what they have said is known exactly."""
    sketch = drawn(steps)
    known: dict[int, int] = {}
    for update in sketch.updates:
        known[99] = check_update(update, 99, known)
    assert {client: clock for client, clock in known.items() if clock} == read_clocks(sketch.doc.get_state())
    whole = sketch.doc.get_update()
    assert check_update(whole, 99, {}) == known.get(99, 0)
    assert check_update(whole, 7, known) == 0, "what is known already may be said again by anybody"


@given(STEPS, st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=3))
def test_what_is_let_through_can_be_applied(
    steps: list[tuple[str, int, object]], damage: list[tuple[int, int]]
) -> None:
    """The issue's bad input: damaged updates are refused, or do no harm."""
    sketch = drawn(steps)
    assume(sketch.updates)
    *earlier, last = sketch.updates
    known: dict[int, int] = {}
    doc: Doc[Any] = Doc()
    for update in earlier:
        known[99] = check_update(update, 99, known)
        doc.apply_update(update)
    damaged = bytearray(last)
    for place, byte in damage:
        damaged[place % len(damaged)] = byte
    try:
        check_update(bytes(damaged), 99, known)
    except BadUpdate:
        return
    try:
        doc.apply_update(bytes(damaged))
    except (ValueError, RuntimeError):
        return
    doc.get_update()
    assert doc.get("elements", type=Map).to_py() is not None


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """The issue's bad input: nothing but a refusal comes of garbage."""
    for read in (read_messages, read_clocks, lambda some: check_update(some, 1, {})):
        try:
            read(data)
        except BadUpdate:
            continue


@given(st.integers(0, 2**53 - 1))
def test_integers_are_read_as_they_are_written(value: int) -> None:
    assert Reader(integer(value)).integer() == value


def test_messages_of_one_frame_are_read_as_they_are_written() -> None:
    assert read_messages(relay(b"abc") + relay(b"d")) == [Update(b"abc"), Update(b"d")]


@pytest.mark.parametrize(
    ("update", "why"),
    [
        (b"\x01\x01\x63\x00\x0a\x01\x01t\x05\x00", "content that is not used"),
        (b"\x01\x01\x63\x00\x09\x01\x01t\x01x\x00\x00", "content that is not used"),
        (b"\x01\x01\x63\x00\x07\x01\x01t\x06\x00", "type that is not used"),
        (b"\x01\x01\x63\x01\x04\x01\x01t\x01x\x00", "before it is missing"),
        (b"\x01\x01\x64\x00\x04\x01\x01t\x01x\x00", "another client"),
        (b"\x01\x01\x63\x00\x84\x63\x00\x01x\x00", "something unknown"),
        (b"\x01\x01\x63\x00\x04\x01\x01t\x01\xff\x00", "UTF-8"),
        (b"\x01\x01\x63\x00\x00\xff\xff\xff\xff\xff\xff\x03\x00", "out of range"),
        (b"\x01\x01\x63\x00\x08\x01\x01t\x00\x00", "no length"),
        (b"\x01\x01\x63\x00\x04\x01\x01t\x00\x00", "no length"),
        (b"\x00\x01\x63\x01\x00\x01", "deletes something unknown"),
        (b"\x00\x00\x00", "more follows"),
        (b"\x01\x01\x63\x00\x08\x01\x01t\x01" + b"\x75\x01" * 40 + b"\x7e\x00", "too deeply"),
    ],
)
def test_what_no_page_of_ours_sends_is_refused(update: bytes, why: str) -> None:
    with pytest.raises(BadUpdate, match=why):
        check_update(update, 99, {})
