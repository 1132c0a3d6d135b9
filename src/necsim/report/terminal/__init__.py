"""What is printed: a forecast, a count, and each study."""
