"""Floor 0: plain Python that would be useful in another house. No Flask, no database."""
