"""Shares that add to one: fixed nodes, laws of stated mean and spread, raking."""
