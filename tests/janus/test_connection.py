"""The conversation with Janus: transactions, deadlines, turns, sessions."""

import json
from typing import Any

import pytest

from reconvene.janus import requests, videoroom
from reconvene.janus.connection import Answered, Broken, Connection, Expired, Refused, Silent
from reconvene.janus.fields import JanusProtocolError
from reconvene.janus.messages import Detached, PluginSaid, SessionOver, Succeeded, WebRtcUp
from reconvene.janus.room_messages import Switched, Updated
from reconvene.janus.videoroom import SlotChange, Track

SWITCH = videoroom.switch(7, [SlotChange("3", Track("bob", "1"))])


def opened(**limits: int) -> Connection:
    connection = Connection("t", "secret", **limits)
    connection.use_session(99, now=0)
    return connection


def sent(connection: Connection) -> list[dict[str, Any]]:
    return [json.loads(text) for text in connection.data_to_send()]


def said(transaction: str | None, data: dict[str, object], *, sdp: str | None = None) -> str:
    message: dict[str, object] = {"janus": "event", "session_id": 99, "sender": 7}
    if transaction is not None:
        message["transaction"] = transaction
    message["plugindata"] = {"plugin": "janus.plugin.videoroom", "data": data}
    if sdp is not None:
        message["jsep"] = {"type": "offer", "sdp": sdp}
    return json.dumps(message, separators=(",", ":"))


def switched(transaction: str) -> str:
    data: dict[str, object] = {
        "videoroom": "event",
        "switched": "ok",
        "room": "r",
        "changes": 0,
        "streams": [],
    }
    return said(transaction, data)


def ack(transaction: str) -> str:
    return json.dumps({"janus": "ack", "session_id": 99, "transaction": transaction})


def test_a_request_carries_transaction_secret_session_and_handle() -> None:
    connection = opened()
    connection.submit(SWITCH, now=1)
    (frame,) = sent(connection)
    assert frame == {
        "janus": "message",
        "transaction": "t-1",
        "apisecret": "secret",
        "session_id": 99,
        "handle_id": 7,
        "body": {"request": "switch", "streams": [{"feed": "bob", "mid": "1", "sub_mid": "3"}]},
    }


def test_texts_are_taken_away_once() -> None:
    connection = opened()
    connection.submit(SWITCH, now=1)
    assert len(connection.data_to_send()) == 1
    assert connection.data_to_send() == ()


def test_a_session_is_asked_for_without_a_session() -> None:
    connection = Connection("t", None)
    ticket = connection.submit(requests.create_session(), now=0)
    assert sent(connection) == [{"janus": "create", "transaction": "t-1"}]
    events = connection.receive_data('{"janus":"success","transaction":"t-1","data":{"id":5}}', now=3)
    assert events == (Answered(ticket, Succeeded("t-1", 5)),)


def test_an_asynchronous_request_is_answered_by_its_event_not_by_the_ack() -> None:
    connection = opened()
    ticket = connection.submit(SWITCH, now=0)
    assert connection.receive_data(ack("t-1"), now=1) == ()
    (answered,) = connection.receive_data(switched("t-1"), now=2)
    assert isinstance(answered, Answered)
    assert answered.ticket == ticket


def test_a_handle_has_one_request_under_way() -> None:
    """Janus applies two requests in flight on one handle in reverse now and then."""
    connection = opened()
    connection.submit(SWITCH, now=0)
    connection.submit(videoroom.leave(7), now=0)
    connection.submit(requests.detach(8), now=0)
    assert [frame["handle_id"] for frame in sent(connection)] == [7, 8]
    connection.receive_data(ack("t-1"), now=1)
    assert sent(connection) == []
    connection.receive_data(switched("t-1"), now=2)
    assert [frame["body"]["request"] for frame in sent(connection)] == ["leave"]


def test_an_urgent_request_goes_before_those_waiting() -> None:
    connection = opened()
    connection.submit(SWITCH, now=0)
    connection.submit(videoroom.leave(7), now=0)
    connection.submit(videoroom.start(7, "answer"), now=0, first=True)
    sent(connection)
    connection.receive_data(switched("t-1"), now=2)
    assert [frame["body"]["request"] for frame in sent(connection)] == ["start"]


def test_a_renegotiation_comes_along_with_the_switch_it_belongs_to() -> None:
    """A switch of a dead slot brings ``updated`` and ``switched`` with one transaction."""
    connection = opened()
    ticket = connection.submit(SWITCH, now=0)
    updated = said("t-1", {"videoroom": "updated", "room": "r", "streams": []}, sdp="offer")
    assert connection.receive_data(updated, now=1) == (PluginSaid("t-1", 7, Updated(()), "offer"),)
    answered = Answered(ticket, PluginSaid("t-1", 7, Switched(0, ()), None))
    assert connection.receive_data(switched("t-1"), now=1) == (answered,)


@pytest.mark.parametrize("failure", ["core", "plugin"])
def test_a_refusal_frees_the_handle(failure: str) -> None:
    connection = opened()
    ticket = connection.submit(SWITCH, now=0)
    connection.submit(videoroom.leave(7), now=0)
    sent(connection)
    if failure == "core":
        error = {"code": 459, "reason": "No such handle"}
        text = json.dumps({"janus": "error", "transaction": "t-1", "error": error})
        assert connection.receive_data(text, now=1) == (Refused(ticket, 459, "No such handle"),)
    else:
        text = said("t-1", {"videoroom": "event", "error_code": 428, "error": "No such feed"})
        assert connection.receive_data(text, now=1) == (Refused(ticket, 428, "No such feed"),)
    assert len(sent(connection)) == 1


def test_every_request_has_a_deadline_and_the_next_one_is_told() -> None:
    connection = opened(keepalive=20_000, patience=500)
    ticket = connection.submit(SWITCH, now=100)
    assert connection.next_deadline() == 600
    assert connection.handle_timeout(599) == ()
    assert connection.handle_timeout(600) == (Expired(ticket, sent=True),)


def test_a_request_that_waited_too_long_was_never_sent() -> None:
    connection = opened(patience=500)
    first = connection.submit(SWITCH, now=0, patience=900)
    second = connection.submit(videoroom.leave(7), now=0)
    sent(connection)
    assert connection.handle_timeout(500) == (Expired(second, sent=False),)
    assert connection.handle_timeout(900) == (Expired(first, sent=True),)
    assert sent(connection) == []


def test_a_handle_whose_request_was_given_up_stays_busy_until_the_answer_comes() -> None:
    """What was given up may still be applied: nothing may overtake it but what ends the handle."""
    connection = opened(patience=500)
    connection.submit(SWITCH, now=0)
    connection.handle_timeout(500)
    connection.submit(SWITCH, now=501)
    assert len(sent(connection)) == 1
    assert connection.receive_data(ack("t-1"), now=502) == ()
    assert sent(connection) == []
    assert connection.receive_data(switched("t-1"), now=503) == ()
    assert [frame["body"]["request"] for frame in sent(connection)] == ["switch"]


def test_a_session_is_kept_alive_when_nothing_else_is_said() -> None:
    connection = opened(keepalive=20_000)
    assert connection.next_deadline() == 20_000
    connection.submit(requests.attach(), now=5_000)
    connection.receive_data('{"janus":"success","transaction":"t-1","data":{"id":7}}', now=5_001)
    assert connection.next_deadline() == 25_000
    sent(connection)
    connection.handle_timeout(25_000)
    assert [frame["janus"] for frame in sent(connection)] == ["keepalive"]


def test_a_keepalive_is_answered_with_an_ack_only() -> None:
    connection = opened(keepalive=20_000)
    connection.handle_timeout(20_000)
    assert connection.receive_data(ack("t-1"), now=20_001) == ()
    assert connection.next_deadline() == 40_000


def test_a_janus_that_leaves_a_keepalive_unanswered_is_silent() -> None:
    connection = opened(keepalive=20_000, silence=500)
    connection.handle_timeout(20_000)
    assert connection.handle_timeout(20_500) == (Silent(),)


def test_a_janus_that_hangs_is_noticed_however_much_it_is_asked() -> None:
    connection = opened(keepalive=2_000, silence=500, patience=10_000)
    for now in range(0, 2_000, 100):
        connection.submit(requests.attach(), now=now)
    connection.handle_timeout(2_000)
    assert connection.handle_timeout(2_500) == (Silent(),)


def test_a_cut_connection_gives_up_everything_under_way() -> None:
    connection = opened()
    first = connection.submit(SWITCH, now=0)
    second = connection.submit(videoroom.leave(7), now=0)
    assert connection.connection_lost() == (Broken(first), Broken(second))
    assert connection.data_to_send() == ()
    connection.submit(SWITCH, now=1)
    assert len(sent(connection)) == 1


def test_answers_to_an_earlier_connection_are_not_taken_for_ours() -> None:
    """Whoever claims a session gets the answers to the requests of the one before."""
    connection = opened()
    connection.submit(SWITCH, now=0)
    (heard,) = connection.receive_data(switched("earlier-1"), now=1)
    assert isinstance(heard, PluginSaid)


def test_what_waits_behind_a_handle_that_is_gone_is_given_up() -> None:
    connection = opened()
    connection.submit(SWITCH, now=0)
    waiting = connection.submit(videoroom.leave(7), now=0)
    events = connection.receive_data('{"janus":"detached","session_id":99,"sender":7}', now=1)
    assert events == (Detached(7), Broken(waiting))


def test_only_the_end_of_our_own_session_is_told() -> None:
    connection = opened()
    assert connection.receive_data('{"janus":"timeout","session_id":98}', now=1) == ()
    events = connection.receive_data('{"janus":"timeout","session_id":99}', now=1)
    assert events == (SessionOver(99, timed_out=True),)


def test_news_about_others_is_dropped() -> None:
    connection = opened()
    publishers = said(None, {"videoroom": "event", "room": "r", "publishers": [{"id": "x"}]})
    assert connection.receive_data(publishers, now=1) == ()
    assert connection.receive_data('{"janus":"webrtcup","session_id":99,"sender":7}', now=1) == (WebRtcUp(7),)


def test_something_unreadable_harms_nothing() -> None:
    connection = opened()
    ticket = connection.submit(SWITCH, now=0)
    with pytest.raises(JanusProtocolError):
        connection.receive_data('{"janus":"event","transaction":"t-1"}', now=1)
    (answered,) = connection.receive_data(switched("t-1"), now=2)
    assert isinstance(answered, Answered)
    assert answered.ticket == ticket


def test_a_handle_whose_request_was_never_answered_can_be_closed() -> None:
    """RT2: else what it carries would go on for ever."""
    connection = opened(patience=100)
    connection.submit(SWITCH, now=0)
    connection.handle_timeout(100)
    connection.data_to_send()
    leaving = connection.submit(videoroom.leave(7), now=102)
    connection.submit(requests.detach(7), now=102)
    assert [frame["body"]["request"] for frame in sent(connection)] == ["leave"]
    (left,) = connection.receive_data(said("t-2", {"videoroom": "event", "left": "ok"}), now=103)
    assert isinstance(left, Answered)
    assert left.ticket == leaving
    assert [frame["janus"] for frame in sent(connection)] == ["detach"]
    assert connection.receive_data(switched("t-1"), now=104) == (), "the late answer is nobody's"
