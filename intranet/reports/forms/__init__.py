"""Shapes of input: campaigns, what is filled in, files, reviews."""
