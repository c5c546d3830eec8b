"""The rules of a meeting: pure values and functions, without clock, randomness or input and output."""
