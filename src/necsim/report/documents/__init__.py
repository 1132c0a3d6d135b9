"""JSON documents for programs."""
