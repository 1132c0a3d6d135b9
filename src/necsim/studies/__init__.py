"""Questions that need many runs: words → scenarios → cells on one seed → one table."""
