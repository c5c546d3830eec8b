"""Frames from and to text."""

from typing import Final

from pydantic import BaseModel, TypeAdapter, ValidationError

from reconvene.wire.frames import UpFrame

LARGEST_FRAME: Final = 64 * 1024
"""Most bytes a frame of a page may have; a larger one closes the connection."""

_UP: Final[TypeAdapter[UpFrame]] = TypeAdapter(UpFrame)
_MOST_COMPLAINTS: Final = 3


class BadFrame(Exception):
    """Text that is no frame of the protocol; ``code`` is stable, ``message`` says where it departs."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message


def decode(text: str) -> UpFrame:
    """Return the page's frame; raise `BadFrame` ``BAD_FRAME`` for anything the protocol does not know."""
    try:
        return _UP.validate_json(text)
    except ValidationError as error:
        raise BadFrame("BAD_FRAME", complaints(error)) from error


def complaints(error: ValidationError) -> str:
    """Return what is wrong with the input in words, without repeating the input."""
    first = error.errors(include_url=False, include_input=False, include_context=False)[:_MOST_COMPLAINTS]
    return "; ".join(f"{'.'.join(map(str, fault['loc'])) or 'frame'}: {fault['msg']}" for fault in first)


def encode(frame: BaseModel) -> str:
    """Return the text of a frame."""
    return frame.model_dump_json()
