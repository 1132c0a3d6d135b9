"""From draws to the tables that people read; `chance` owns simulation error."""
