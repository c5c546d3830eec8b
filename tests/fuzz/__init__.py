"""Input nobody would send, thrown at everything that reads what others wrote."""
