"""What people, rooms and meetings may be called."""

import unicodedata


def clean_name(name: str, longest: int) -> str | None:
    """Return ``name`` without needless white space, or ``None`` if it cannot be one.

    A name has 1 to ``longest`` characters, something to see, no control characters and no half characters
    (lone surrogates), which JSON can spell and nothing can store.
    """
    name = " ".join(name.split())
    kinds = {unicodedata.category(letter) for letter in name}
    readable = not kinds & {"Cc", "Cs"} and any(kind[0] in "LNPS" for kind in kinds)
    return name if readable and len(name) <= longest else None
