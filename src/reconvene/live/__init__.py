"""Meetings as they run: one task and one mailbox each."""
