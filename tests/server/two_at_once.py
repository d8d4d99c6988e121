"""Prepare one installation twice at the same moment, as two starts would."""

import os
import time

from intranet.app import create_app
from intranet.core import tree
from intranet.server import prepare

app = create_app()
moment = time.monotonic() + 0.2


def get_ready() -> None:
    time.sleep(max(0.0, moment - time.monotonic()))
    with app.app_context():
        print(*prepare(with_demo=True), sep="\n")


children = [tree.fork("twin", get_ready) for _ in range(2)]
print("ended with", *(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in children))
