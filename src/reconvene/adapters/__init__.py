"""Input and output behind the ports of `reconvene.live`."""
