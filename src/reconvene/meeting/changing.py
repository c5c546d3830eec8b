"""Copies of frozen things in which something is different: what evolving mostly consists of."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeAlias

_Read: TypeAlias = Callable[[object], tuple[object, ...]]
_Put: TypeAlias = Callable[[object, object], None]

if TYPE_CHECKING:
    # Type checkers know the fields of the standard library's alone.
    from dataclasses import replace as replace  # noqa: PLC0414 - offered from here
else:

    def replace(thing: object, **changes: object) -> object:
        """Return a copy of a frozen dataclass with slots and without ``__post_init__``, changed as told.

        As `dataclasses.replace`, in a third of the time: the values go straight into the slots. Logs of long
        meetings are read in half the time for it.
        """
        read, slots, by_name = _parts(type(thing))
        copy = object.__new__(type(thing))
        for put, value in zip(slots, read(thing), strict=True):
            put(copy, value)
        for name, value in changes.items():
            by_name[name](copy, value)
        return copy


@cache
def _parts(kind: type[Any]) -> tuple[_Read, tuple[_Put, ...], Mapping[str, _Put]]:
    """Return how to read all fields of a class, how to write each in the same order, and how by name."""
    names = [field.name for field in fields(kind)]
    by_name = {name: kind.__dict__[name].__set__ for name in names}
    read = attrgetter(*names) if len(names) > 1 else lambda thing: (getattr(thing, names[0]),)
    return read, tuple(by_name.values()), by_name
