"""The wire form of commands, derived from the rules' own dataclasses so that there is one definition."""

import re
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from typing import (
    Annotated,
    Any,
    Final,
    Literal,
    Self,
    TypeAlias,
    Union,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)

from pydantic import BaseModel, ConfigDict, Field, create_model, model_validator
from pydantic_core import PydanticSerializationError

from reconvene.meeting.commands import PublicCommand

_WORD_START: Final = re.compile(r"(?<!^)(?=[A-Z])")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    @model_validator(mode="after")
    def _writable(self) -> Self:
        """Refuse half a character (a lone surrogate), which JSON can spell and nothing can store."""
        try:
            self.model_dump_json()
        except PydanticSerializationError as error:
            message = "a text that is not Unicode"
            raise ValueError(message) from error
        return self


def tag(kind: type) -> str:
    """Return the wire name of a class: ``MovePeople`` is ``move_people``."""
    return _WORD_START.sub("_", kind.__name__).lower()


@cache
def model_of(kind: type) -> type[BaseModel]:
    """Return a strict model with the fields of a dataclass; nested dataclasses become models too."""
    hints = get_type_hints(kind)
    return create_model(
        kind.__name__,
        __base__=_Strict,
        __doc__=kind.__doc__,
        **{field.name: _definition(hints[field.name], field.default) for field in fields(kind)},
    )


def _definition(hint: Any, default: Any) -> Any:  # noqa: ANN401 - what create_model takes
    kind = model_of(hint) if isinstance(hint, type) and is_dataclass(hint) else hint
    if tuple in (get_origin(hint), *map(get_origin, get_args(hint))):
        # Over REST the JSON is parsed before it comes here, and a parsed list is no tuple.
        kind = Annotated[kind, Field(strict=False)]
    return (kind, ... if default is MISSING or is_dataclass(hint) else default)


def _command_model(kind: type) -> type[BaseModel]:
    return create_model(
        kind.__name__,
        __base__=model_of(kind),
        __doc__=kind.__doc__,
        type=(cast("Any", Literal)[tag(kind)], ...),
    )


_MODELS: Final = {_command_model(kind): kind for kind in get_args(PublicCommand)}

COMMAND_TAGS: Final = tuple(tag(kind) for kind in get_args(PublicCommand))
"""Every command's wire name."""

WireCommand: TypeAlias = Annotated[Union[tuple(_MODELS)], Field(discriminator="type")]  # type: ignore[valid-type]  # noqa: UP007
"""Any command as it stands in a frame or a request body."""


def to_command(model: BaseModel) -> PublicCommand:
    """Return the rules' command for a validated wire command."""
    return cast("PublicCommand", _unpack(_MODELS[type(model)], model))


def _unpack(kind: type, model: BaseModel) -> object:
    hints = get_type_hints(kind)
    values = {field.name: getattr(model, field.name) for field in fields(kind)}
    return kind(
        **{
            name: _unpack(hints[name], value) if isinstance(value, BaseModel) else value
            for name, value in values.items()
        }
    )
