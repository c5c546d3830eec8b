"""The browser's copy of the wire types, made from the same definitions.

``python -m reconvene.wire.typescript`` prints it.
"""

import json
import sys
from collections.abc import Collection, Mapping
from typing import Any, Final, TypeAlias, cast, get_args

from pydantic import TypeAdapter

from reconvene.meeting.files_state import FileKind
from reconvene.meeting.ids import Direction, Reaction, Source
from reconvene.meeting.records import Record
from reconvene.meeting.state import Assign, Late, Phase, Role
from reconvene.wire.commands import WireCommand
from reconvene.wire.frames import DownFrame, UpFrame

Schema: TypeAlias = Mapping[str, Any]

_HEAD: Final = (
    "// Made by `python -m reconvene.wire.typescript`; change the Python definitions, not this file."
)
_ROOTS: Final[Mapping[str, Any]] = {
    "Command": WireCommand,
    "UpFrame": UpFrame,
    "AnyRecord": Record,
    "DownFrame": DownFrame,
}
_FROM_PAGE: Final = ("Command", "UpFrame")
_NAMED: Final[Mapping[tuple[object, ...], str]] = {
    get_args(alias): name
    for name, alias in {
        "Role": Role,
        "Phase": Phase,
        "Assign": Assign,
        "Late": Late,
        "FileKind": FileKind,
        "Source": Source,
        "Direction": Direction,
        "Reaction": Reaction,
    }.items()
}
_PREFIX: Final = "#/$defs/"
_SCALARS: Final = {
    "string": "string",
    "integer": "number",
    "number": "number",
    "boolean": "boolean",
    "null": "null",
}


def generate() -> str:
    """Return the TypeScript module."""
    definitions: dict[str, Schema] = {}
    from_page: set[str] = set()
    unions: dict[str, str] = {}
    for name, root in _ROOTS.items():
        up = name in _FROM_PAGE
        schema = TypeAdapter(root).json_schema(mode="validation" if up else "serialization")
        found = schema.pop("$defs", {})
        from_page.update(found if up else ())
        definitions.update(found)
        unions[name] = _type(schema)
    named = [f"export type {name} = {_literals(values)};" for values, name in _NAMED.items()]
    shapes = [_definition(name, definitions[name], from_page) for name in sorted(definitions)]
    shapes = [shape.replace(unions["AnyRecord"], "AnyRecord") for shape in shapes]
    roots = [f"export type {name} = {text};" for name, text in unions.items()]
    return "\n\n".join((_HEAD, *named, *shapes, *roots)) + "\n"


def _literals(values: tuple[object, ...]) -> str:
    return " | ".join(json.dumps(value) for value in values)


def _definition(name: str, schema: Schema, from_page: Collection[str]) -> str:
    """Return one type. A page may leave out what is null by default; the server always sends everything."""
    comment = f"/** {' '.join(schema['description'].split())} */\n" if "description" in schema else ""
    if "properties" not in schema:
        return f"{comment}export type {name} = {_type(schema)};"
    lines = [
        f"  readonly {field}{'?' if name in from_page and _null_by_default(kind) else ''}: {_type(kind)};"
        for field, kind in schema["properties"].items()
    ]
    return f"{comment}export interface {name} {{\n" + "\n".join(lines) + "\n}"


def _null_by_default(schema: Schema) -> bool:
    return "default" in schema and schema["default"] is None


def _type(schema: Schema) -> str:
    """Return the TypeScript type of the part of JSON schema that pydantic writes."""
    if "$ref" in schema:
        return cast("str", schema["$ref"]).removeprefix(_PREFIX)
    if "const" in schema:
        return json.dumps(schema["const"])
    if "enum" in schema:
        literals = tuple(schema["enum"])
        return _NAMED.get(literals) or _literals(literals)
    for union in ("anyOf", "oneOf"):
        if union in schema:
            return " | ".join(_type(part) for part in schema[union])
    match schema.get("type"):
        case "array":
            return _array(schema)
        case "object":
            values = schema.get("additionalProperties")
            return f"Readonly<Record<string, {_type(values) if isinstance(values, Mapping) else 'unknown'}>>"
        case str(scalar):
            return _SCALARS[scalar]
        case _:
            return "unknown"


def _array(schema: Schema) -> str:
    if "prefixItems" in schema:
        return f"readonly [{', '.join(_type(item) for item in schema['prefixItems'])}]"
    return f"readonly ({_type(schema['items'])})[]"


if __name__ == "__main__":
    sys.stdout.write(generate())
