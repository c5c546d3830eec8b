"""What browser and server say to each other: frames and their encoding, without input and output."""
