"""HTTP and WebSocket endpoints, tokens and static files."""
