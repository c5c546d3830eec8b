"""The server's keys in files: made once, rotated while the server runs."""

from pathlib import Path

from reconvene.adapters.keys import API_KEY, SIGNING_KEY, FileKeys, rotate_api_key, rotate_signing_key
from reconvene.meeting.ids import Millis

NOW = Millis(1_000)
LATER = Millis(1_500)
GRACE = Millis(500)


def test_keys_are_made_once_and_readable_for_the_owner_alone(tmp_path: Path) -> None:
    """The outside contract: file api-key, mode 600."""
    first, second = FileKeys(tmp_path), FileKeys(tmp_path)
    assert first.api_key() == second.api_key()
    assert first.signing_keys(NOW) == second.signing_keys(NOW)
    assert len({first.api_key(), *first.signing_keys(NOW)}) == 2
    for name in (API_KEY, SIGNING_KEY):
        assert (tmp_path / name).stat().st_mode & 0o777 == 0o600


def test_a_rotated_api_key_is_seen_at_once_by_who_has_read_the_former(tmp_path: Path) -> None:
    """RT1: no restart is needed."""
    keys = FileKeys(tmp_path)
    former = keys.api_key()
    rotate_api_key(tmp_path)
    assert keys.api_key() != former
    assert (tmp_path / API_KEY).stat().st_mode & 0o777 == 0o600
    assert sorted(file.name for file in tmp_path.iterdir()) == [API_KEY, SIGNING_KEY]


def test_a_rotated_signing_key_is_good_for_its_grace_and_the_new_one_signs(tmp_path: Path) -> None:
    """RT1: the one to sign with is the last; a second rotation does not prolong the first key's time."""
    keys = FileKeys(tmp_path)
    (first,) = keys.signing_keys(NOW)
    rotate_signing_key(tmp_path, NOW, GRACE)
    old, second = keys.signing_keys(NOW)
    assert (old, keys.signing_keys(LATER)) == (first, (second,))
    rotate_signing_key(tmp_path, Millis(1_400), GRACE)
    assert keys.signing_keys(Millis(1_400))[:2] == (first, second)
    assert keys.signing_keys(LATER)[0] == second
    rotate_signing_key(tmp_path, LATER, Millis(0))
    assert len(keys.signing_keys(LATER)) == 1


def test_keys_whose_file_is_gone_go_on_to_be_good(tmp_path: Path) -> None:
    """RT1: nobody is thrown out because a disk is."""
    keys = FileKeys(tmp_path)
    known = keys.api_key()
    (tmp_path / API_KEY).unlink()
    assert keys.api_key() == known
