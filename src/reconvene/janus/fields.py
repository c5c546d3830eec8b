"""Reading fields out of JSON that somebody else wrote."""

import json
from collections.abc import Iterator, Mapping
from typing import TypeAlias

JsonObject: TypeAlias = Mapping[str, object]


class JanusProtocolError(Exception):
    """Janus said something that its protocol does not allow; the message names the field."""


def read_object(text: str) -> JsonObject:
    """Decode one JSON object."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise JanusProtocolError("not JSON") from error
    return as_object(value, "message")


def as_object(value: object, name: str) -> JsonObject:
    """Return ``value`` if it is a JSON object."""
    if not isinstance(value, dict):
        raise JanusProtocolError(f"{name} is not an object")
    return value


def text_of(source: JsonObject, name: str) -> str:
    """Return a text field that must be there; one with half a character (a lone surrogate) is no text."""
    value = source.get(name)
    if not isinstance(value, str) or not _is_unicode(value):
        raise JanusProtocolError(f"{name} is not text")
    return value


def _is_unicode(text: str) -> bool:
    return text.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in text)


def optional_text(source: JsonObject, name: str) -> str | None:
    """Return a text field, ``None`` where it is missing."""
    return text_of(source, name) if name in source else None


def integer_of(source: JsonObject, name: str) -> int:
    """Return an integer field that must be there; a boolean is none."""
    value = source.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise JanusProtocolError(f"{name} is not an integer")
    return value


def flag_of(source: JsonObject, name: str) -> bool:
    """Return a boolean field; a missing one is false."""
    value = source.get(name, False)
    if not isinstance(value, bool):
        raise JanusProtocolError(f"{name} is not a boolean")
    return value


def object_of(source: JsonObject, name: str) -> JsonObject:
    """Return an object field that must be there."""
    return as_object(source.get(name), name)


def objects_of(source: JsonObject, name: str) -> Iterator[JsonObject]:
    """Yield the objects of an array field that must be there."""
    value = source.get(name)
    if not isinstance(value, list):
        raise JanusProtocolError(f"{name} is not an array")
    for item in value:
        yield as_object(item, f"an item of {name}")
