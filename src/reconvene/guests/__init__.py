"""Simulated people: they join by an ordinary link, send real media and do what people in meetings do.

They know the protocol (`docs/protocol.md`) and nothing of the server's insides.
"""
