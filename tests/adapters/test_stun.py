"""STUN messages: the standard's own example, and answers as servers send them."""

import pytest

from reconvene.adapters.stun import Attribute, Credentials, Method, answer, request

TRANSACTION = bytes.fromhex("78ad3433c6ad72c029da412e")
HEAD = bytes.fromhex("2112a442") + TRANSACTION


def test_a_signed_request_is_that_of_the_standard() -> None:
    """RFC 5769, 2.4: a request with long-term authentication."""
    known = Credentials("マトリックス", "TheMatrIX", b"example.org", b"f//499k954d6OL34oL9FSTvy64sA")
    expected = (
        "00010060" + HEAD.hex() + "00060012e3839ee38388e383aae38383e382afe382b90000"
        "0015001c662f2f3439396b39353464364f4c33346f4c394653547679363473410014000b6578616d706c652e6f726700"
        "00080014f67024656dd64a3e02b8e0712e85c9a28ca89666"
    )
    assert request(Method.BINDING, TRANSACTION, {}, known).hex() == expected


def test_an_answer_is_done_or_says_why_not() -> None:
    """A success without attributes; an error with its code and where to sign in."""
    assert answer(b"\x01\x01\0\0" + HEAD).error is None
    body = b"\0\x09\0\x10\0\0\x04\x01Unauthorized" + b"\0\x14\0\x03abc\0"
    told = answer(b"\x01\x13\0" + bytes((len(body),)) + HEAD + body)
    assert (told.transaction, told.error, told.attributes[Attribute.REALM]) == (TRANSACTION, 401, b"abc")


@pytest.mark.parametrize(
    "said", [b"", b"HTTP/1.1 400 Bad Request", b"\x01\x01\0\x04" + HEAD, b"\x01\x13\0\0" + HEAD]
)
def test_what_is_no_answer_is_told_from_one(said: bytes) -> None:
    """Too short, another protocol, cut off, an error without its code."""
    with pytest.raises(ValueError, match=r"short|STUN|code"):
        answer(said)
