"""What a check of the installation says."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Level: TypeAlias = Literal["ok", "warning", "failure"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found; ``advice`` says what to do, and is empty where all is well."""

    subject: str
    level: Level
    words: str
    advice: str = ""


def fine(subject: str, words: str) -> Finding:
    """Return that all is well."""
    return Finding(subject, "ok", words)


def warning(subject: str, words: str, advice: str) -> Finding:
    """Return that something will hurt some people or some day."""
    return Finding(subject, "warning", words, advice)


def failure(subject: str, words: str, advice: str) -> Finding:
    """Return that a meeting cannot work like this."""
    return Finding(subject, "failure", words, advice)
