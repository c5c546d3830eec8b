"""What is measured: ``make bench`` runs it and keeps the results in ``bench/results``."""
