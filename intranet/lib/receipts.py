"""The sum over what was handed in: who holds the receipt can prove what it was."""

import hashlib
import json
from collections.abc import Iterable, Mapping


def digest(values: Mapping[str, str], explanations: Mapping[str, str], sums: Iterable[str]) -> str:
    """The SHA-256, in hexadecimal, over figures, explanations and the files' own sums.

    Whatever the order in which they are given, the same content has the same sum.

    >>> one, same = {"01": "5", "02": "7"}, {"02": "7", "01": "5"}
    >>> digest(one, {}, ["b", "a"]) == digest(same, {}, ["a", "b"])
    True
    >>> digest({"01": "5"}, {}, []) == digest({"01": "6"}, {}, [])
    False
    """
    whole = {"values": dict(values), "explanations": dict(explanations), "files": sorted(sums)}
    text = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
