"""Full text: things of any room found by their words, in any form, by those who may know.

A room calls `index` and `forget` where it writes (in its actions or hearers), and `find` where
it is asked. It works the same on SQLite and on PostgreSQL.
"""

from .finding import Hit, find
from .models import Entry
from .writing import forget, index

__all__ = ["Entry", "Hit", "find", "forget", "index"]
