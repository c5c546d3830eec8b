"""Buckets: what may be spent at once, what comes back, and what is remembered of it."""

from reconvene.live.allowance import Allowance, Allowances
from reconvene.meeting.ids import Millis


def test_what_was_spent_comes_back_with_time_and_never_more_than_fits() -> None:
    """RT1: limits are counted exactly, and asking is not spending."""
    bucket = Allowance(4, 2, Millis(0))
    assert [bucket.spend(1, Millis(0)) for _ in range(5)] == [True] * 4 + [False]
    assert not bucket.holds(1, Millis(499))
    assert bucket.holds(1, Millis(500))
    assert bucket.spend(1, Millis(500))
    assert not bucket.spend(1, Millis(500))
    assert bucket.spend(4, Millis(60_000))
    assert not bucket.spend(1, Millis(60_000))


def test_everybody_has_their_own() -> None:
    """RT1: nobody is stopped by what another does."""
    buckets = Allowances(2, 1)
    assert [buckets.spend("ben", Millis(0)) for _ in range(3)] == [True, True, False]
    assert buckets.spend("cem", Millis(0))
    assert buckets.holds("dan", Millis(0))
    assert not buckets.holds("ben", Millis(999))


def test_those_who_are_calm_are_forgotten() -> None:
    """RM2: memory is bounded by those who did something just now."""
    buckets = Allowances(20, 4)
    for number in range(1_000):
        assert buckets.spend(f"p_{number}", Millis(number * 250))
    assert len(buckets) <= 2


def test_no_more_are_remembered_than_was_said() -> None:
    """RT1: whoever has many addresses cannot fill the memory."""
    buckets = Allowances(1, 0.001, remembered=100)
    for number in range(1_000):
        assert buckets.spend(number, Millis(0))
    assert len(buckets) == 100
    assert not buckets.spend(999, Millis(0))
