"""Making frozen things, and copies in which something is different: what evolving mostly consists of.

Frozen dataclasses fill their slots by one call of `object.__setattr__` for each field. Here a thing is filled
as its loose twin, a class with the same slots that can be written, and becomes what it is at the end.
"""

from collections.abc import Callable, Sequence
from dataclasses import MISSING, Field, fields
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

_T = TypeVar("_T")
_Copy: TypeAlias = Callable[[object], Any]


def swift(kind: type[_T]) -> type[_T]:
    """Let a frozen dataclass with slots be made in a third of the time.

    Not for classes with ``__post_init__`` or default factories.
    """
    every = _fields(kind)
    values = ", ".join(f"{each.name}{'' if each.default is MISSING else f'=d_{each.name}'}" for each in every)
    filling = "".join(f"\n self.{each.name} = {each.name}" for each in every)
    text = f"def __init__(self, {values}):\n turn(self, loose){filling}\n self.__class__ = kind"
    known = {f"d_{each.name}": each.default for each in every if each.default is not MISSING}
    turn = object.__dict__["__class__"].__set__
    made = _compiled(text, "__init__", turn=turn, kind=kind, loose=_loose(kind), **known)
    type.__setattr__(kind, "__init__", made)
    return kind


if TYPE_CHECKING:
    # Type checkers know the fields of the standard library's alone.
    from dataclasses import replace as replace  # noqa: PLC0414 - offered from here
else:

    def replace(thing: object, **changes: object) -> object:
        """Return a copy of a frozen dataclass with slots and without ``__post_init__``, changed as told.

        As `dataclasses.replace`, in a tenth of the time.
        """
        kind = type(thing)
        copy = _copier(kind)(thing)
        for name, value in changes.items():
            setattr(copy, name, value)
        copy.__class__ = kind
        return copy


@cache
def _copier(kind: type[Any]) -> _Copy:
    """Return what makes a loose twin with the same values."""
    text = "def copy(thing):\n it = new(loose)"
    text += "".join(f"\n it.{each.name} = thing.{each.name}" for each in _fields(kind))
    made: _Copy = _compiled(f"{text}\n return it", "copy", new=object.__new__, loose=_loose(kind))
    return made


def _loose(kind: type[Any]) -> type[Any]:
    return type(kind.__name__, (), {"__slots__": tuple(each.name for each in _fields(kind))})


def _fields(kind: type[Any]) -> Sequence[Field[Any]]:
    return fields(kind)


def _compiled(text: str, name: str, **known: object) -> Any:  # noqa: ANN401 - a function of any kind
    """Return the function ``name`` that ``text`` defines with what it knows; dataclasses are made so, too."""
    made: dict[str, Any] = {}
    exec(text, known, made)  # noqa: S102 - of field names alone
    return made[name]
