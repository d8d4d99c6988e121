"""Files of people on anything. They are data everywhere: never run, never shown as pages."""
