"""What people are shown: the terminal's tables, the workbook, the JSON document."""

from __future__ import annotations
