"""Meetings on the web that break out into small rooms and come back together."""
