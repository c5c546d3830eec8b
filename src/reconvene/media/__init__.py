"""Who hears and sees whom, as pure functions over a meeting's state."""
