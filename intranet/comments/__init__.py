"""Remarks of people on anything."""
