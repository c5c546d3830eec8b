"""What the Janus media server and we say to each other: sans-I/O, standard library only.

`Connection` keeps transactions, sessions and handles; `requests` and `videoroom` build what we say;
`messages` and `room_messages` read what Janus says, which is never trusted.
"""
