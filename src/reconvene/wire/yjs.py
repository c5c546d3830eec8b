"""Updates of Yjs documents: read far enough to know that one is sound and what it adds.

The format is version 1 of Yjs' own: structs by client, then what was deleted. Reading it here keeps updates
that nest without end, lack what they build on, or speak for somebody else's client away from the document.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

Clocks: TypeAlias = Mapping[int, int]
"""How much of each client's work is known: the clock its next struct has."""

LARGEST_INTEGER: Final = 2**53 - 1
_LONGEST_VARINT: Final = 8
_LONGEST_RUN: Final = 2**31
"""How much may be gone in one piece."""

_DEEPEST: Final = 16
"""How deep values may nest; a drawing's points need three."""

_ORIGIN: Final = 0x80
_RIGHT_ORIGIN: Final = 0x40
_PARENT_SUB: Final = 0x20
_KIND: Final = 0x1F
_GARBAGE, _DELETED, _STRING, _TYPE, _ANY = 0, 1, 4, 7, 8
_KNOWN_TYPES: Final = (0, 1, 2)
"""Array, map, text: what boards and notes are made of."""

_SCALARS: Final = {127: 0, 126: 0, 124: 4, 123: 8, 122: 8, 121: 0, 120: 0}
"""How many bytes follow the mark of undefined, null, floats, a big integer, false, true."""


class BadUpdate(Exception):
    """Bytes that are no update, or one this page may not send; nothing of it may be used."""


@dataclass(slots=True)
class Reader:
    """Bytes of lib0's encoding, read from the front; raises `BadUpdate` where they do not go on."""

    data: bytes
    at: int = 0

    @property
    def ended(self) -> bool:
        """Whether everything was read."""
        return self.at == len(self.data)

    def skip(self, length: int) -> None:
        """Pass over ``length`` bytes."""
        self.take(length)

    def take(self, length: int) -> bytes:
        """Return the next ``length`` bytes."""
        end = self.at + length
        if end > len(self.data):
            raise BadUpdate("it ends too early")
        taken = self.data[self.at : end]
        self.at = end
        return taken

    def byte(self) -> int:
        """Return the next byte."""
        return self.take(1)[0]

    def integer(self) -> int:
        """Return the next unsigned integer."""
        value = shift = 0
        for _ in range(_LONGEST_VARINT):
            byte = self.byte()
            value |= (byte & 0x7F) << shift
            if byte < 0x80:  # noqa: PLR2004 - the bit that says more follows
                if value > LARGEST_INTEGER:
                    break
                return value
            shift += 7
        raise BadUpdate("a number is too large")

    def signed(self) -> None:
        """Pass over a signed integer."""
        for _ in range(_LONGEST_VARINT):
            if self.byte() < 0x80:  # noqa: PLR2004 - as above
                return
        raise BadUpdate("a number is too large")

    def block(self) -> bytes:
        """Return the next bytes that say their length."""
        return self.take(self.integer())

    def text(self) -> str:
        """Return the next text."""
        try:
            return self.block().decode()
        except UnicodeDecodeError as error:
            raise BadUpdate("a text is not UTF-8") from error


def integer(value: int) -> bytes:
    """Return an unsigned integer in lib0's encoding."""
    encoded = bytearray()
    while value > 0x7F:  # noqa: PLR2004 - seven bits a byte
        encoded.append(value & 0x7F | 0x80)
        value >>= 7
    encoded.append(value)
    return bytes(encoded)


def block(data: bytes) -> bytes:
    """Return bytes that say their length."""
    return integer(len(data)) + data


def read_clocks(vector: bytes) -> dict[int, int]:
    """Return a state vector's clocks by client; raises `BadUpdate`."""
    reader = Reader(vector)
    clocks = {}
    for _ in range(reader.integer()):
        client = reader.integer()
        clocks[client] = reader.integer()
    if not reader.ended:
        raise BadUpdate("more follows the state vector")
    return clocks


def check_update(update: bytes, client: int, known: Clocks) -> int:
    """Return the clock that ``client`` has after ``update``; raises `BadUpdate`.

    A sound update adds to the work of ``client`` alone, goes on where the ``known`` work ends, builds on
    and deletes known things only. What is known already may be in it once more.
    """
    checking = _Checking(Reader(update), client, known, known.get(client, 0))
    checking.run()
    return checking.reached


@dataclass(slots=True)
class _Checking:
    reader: Reader
    client: int
    known: Clocks
    reached: int

    def run(self) -> None:
        for _ in range(self.reader.integer()):
            self._structs()
        self._deletions()
        if not self.reader.ended:
            raise BadUpdate("more follows the update")

    def _structs(self) -> None:
        count, client, clock = self.reader.integer(), self.reader.integer(), self.reader.integer()
        if clock > self.known.get(client, 0):
            raise BadUpdate("something before it is missing")
        for _ in range(count):
            clock += self._struct(client, clock)
        if client == self.client:
            self.reached = max(self.reached, clock)
        elif clock > self.known.get(client, 0):
            raise BadUpdate("it speaks for another client")

    def _struct(self, client: int, clock: int) -> int:
        """Pass over a struct; return how many clocks it takes."""
        info = self.reader.byte()
        if info & _KIND == _GARBAGE:
            return self._length()
        if info & _ORIGIN:
            self._id(client, clock)
        if info & _RIGHT_ORIGIN:
            self._id(client, clock)
        if not info & (_ORIGIN | _RIGHT_ORIGIN):
            self._parent(info, client, clock)
        length = self._content(info & _KIND)
        if length == 0:
            raise BadUpdate("it adds something of no length")
        return length

    def _parent(self, info: int, client: int, clock: int) -> None:
        if self.reader.integer() == 1:
            self.reader.text()
        else:
            self._id(client, clock)
        if info & _PARENT_SUB:
            self.reader.text()

    def _id(self, client: int, clock: int) -> None:
        """Pass over the id of something earlier."""
        other, at = self.reader.integer(), self.reader.integer()
        limit = clock if other == client else self.known.get(other, 0)
        if at >= limit:
            raise BadUpdate("it builds on something unknown")

    def _length(self) -> int:
        length = self.reader.integer()
        if not 0 < length <= _LONGEST_RUN:
            raise BadUpdate("a length is out of range")
        return length

    def _content(self, kind: int) -> int:
        match kind:
            case 1:
                return self._length()
            case 4:
                return len(self.reader.text().encode("utf-16-le")) // 2
            case 7:
                if self.reader.integer() not in _KNOWN_TYPES:
                    raise BadUpdate("it has a type that is not used here")
                return 1
            case 8:
                count = self.reader.integer()
                for _ in range(count):
                    self._value(_DEEPEST)
                return count
            case _:
                raise BadUpdate("it has content that is not used here")

    def _value(self, depth: int) -> None:
        if depth == 0:
            raise BadUpdate("it nests too deeply")
        mark = self.reader.byte()
        if mark in _SCALARS:
            self.reader.skip(_SCALARS[mark])
            return
        match mark:
            case 125:
                self.reader.signed()
            case 119:
                self.reader.text()
            case 118:
                for _ in range(self.reader.integer()):
                    self.reader.text()
                    self._value(depth - 1)
            case 117:
                for _ in range(self.reader.integer()):
                    self._value(depth - 1)
            case 116:
                self.reader.block()
            case _:
                raise BadUpdate("it has a value of no known kind")

    def _deletions(self) -> None:
        for _ in range(self.reader.integer()):
            client = self.reader.integer()
            limit = self.reached if client == self.client else self.known.get(client, 0)
            for _ in range(self.reader.integer()):
                start, length = self.reader.integer(), self.reader.integer()
                if start + length > limit:
                    raise BadUpdate("it deletes something unknown")
