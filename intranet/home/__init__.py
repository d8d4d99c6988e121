"""Each person's first page, and the way around the house."""
