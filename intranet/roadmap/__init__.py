"""The road map: plan → items → cards (what must happen by a date) → shares → evidence."""
