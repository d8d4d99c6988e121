"""Floor 1, the cellar: mechanisms. Knows no room and no person."""
