"""Letters by e-mail: an outbox in the database, a job for each letter, a server of the settings.

`post` leaves a letter inside the current transaction; without a mail server in the settings
there are no letters, and pages say nothing about them (`is_mail_on` in templates).
"""

from .letters import is_on, link, one_line, render
from .outbox import (
    Mail,
    forget,
    last_refused,
    post,
    take_up_again,
    undelivered,
    waiting,
)
from .transport import Refused, explain, init_app, send, trial

__all__ = [
    "Mail",
    "Refused",
    "explain",
    "forget",
    "init_app",
    "is_on",
    "last_refused",
    "link",
    "one_line",
    "post",
    "render",
    "send",
    "take_up_again",
    "trial",
    "undelivered",
    "waiting",
]
