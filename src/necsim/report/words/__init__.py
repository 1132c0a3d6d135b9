"""Numbers, chances and findings in words: what every form of report says alike."""
