"""People and organisations: who works where, in which role, and who is here now."""
