"""Untrusted work in a child process with limits: what it does to itself cannot reach us.

`parent.run` starts a child and hears it out; the child limits itself by `child`. Nothing is
imported here: a child is started for every file, and each of its imports costs.
"""
