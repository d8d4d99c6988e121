"""The outbox: letters are rows of the transaction that wrote them, and jobs send them.

A letter is sent at least once and marked right after. When the worker dies in between it goes
out again with the same Message-ID, by which a reader's mail program knows it.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from email.message import EmailMessage

from sqlalchemy import ForeignKey, delete, func, select, update
from sqlalchemy.orm import Mapped, mapped_column

from .. import clock, jobs
from ..actions import action
from ..db import Model, db
from .letters import deliverable, is_on, message, new_message_id, one_line
from .transport import Refused, explain, send

#: For so long a letter is worth another round of tries; refused and sent ones are kept as long
#: as an administrator may ask.
FRESH = timedelta(days=3)
KEPT = timedelta(days=60)
SHOWN = 50


class Mail(Model):
    """A letter to one person: waiting, sent, or refused for good with the server's words."""

    __tablename__ = "mail"

    id: Mapped[int] = mapped_column(primary_key=True)
    #: What the letter is, so that the same is never written twice.
    key: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str]
    address: Mapped[str]
    subject: Mapped[str]
    text: Mapped[str]
    html: Mapped[str]
    message_id: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(index=True)
    sent_at: Mapped[datetime | None]
    is_refused: Mapped[bool] = mapped_column(default=False)
    tries: Mapped[int] = mapped_column(default=0)
    error: Mapped[str] = mapped_column(default="")


def post(
    *,
    key: str,
    address: str,
    subject: str,
    text: str,
    html: str,
    name: str = "",
    person_id: int | None = None,
) -> bool:
    """Leave a letter inside the current transaction; False when there is one of that `key`.

    Nothing is left, and False told, where the settings name no mail server.
    """
    if not is_on() or db.session.scalar(select(Mail.id).where(Mail.key == key)):
        return False
    mail = Mail(
        key=key,
        person_id=person_id,
        name=name,
        address=address,
        subject=one_line(subject),
        text=text,
        html=html,
        message_id=new_message_id(),
        created_at=clock.now(),
    )
    db.session.add(mail)
    db.session.flush()  # the job names the letter by its number
    jobs.later(deliver, mail_id=mail.id)
    return True


@jobs.job
def deliver(mail_id: int) -> None:
    """Hand one letter to the mail server; raises when the job should try again later."""
    mail = _attempt(mail_id)
    if mail is None:
        return
    try:
        send(*_letter(mail))
    except Refused as error:
        _write(mail_id, is_refused=True, error=str(error))
    except OSError as error:
        _write(mail_id, error=explain(error))
        raise
    else:
        _write(mail_id, sent_at=clock.now(), error="")


def _letter(mail: Mail) -> tuple[EmailMessage, str]:
    """The letter of a row and where it goes. Refused when that is no address."""
    try:
        to = deliverable(mail.address)
        letter = message(
            to=to,
            name=mail.name,
            subject=mail.subject,
            text=mail.text,
            html=mail.html,
            at=mail.created_at,
            message_id=mail.message_id,
        )
    except ValueError as error:
        raise Refused(str(error)) from error
    return letter, to


@action
def _attempt(mail_id: int) -> Mail | None:
    """The letter, one try older; None when it went out, was refused or is no more."""
    mail = db.session.get(Mail, mail_id, populate_existing=True)
    if mail is None or mail.sent_at or mail.is_refused or not is_on():
        return None
    mail.tries += 1
    return mail


@action
def _write(mail_id: int, **values: object) -> None:
    if "error" in values:
        values["error"] = one_line(str(values["error"]), 1000)
    db.session.execute(update(Mail).where(Mail.id == mail_id).values(**values))


@jobs.job
def take_up_again() -> None:
    """Try once more what was given up, while the letter is fresh: servers come back."""
    _take_up_again()


@action
def _take_up_again() -> None:
    for job in jobs.given_up():
        if job.name == jobs.name_of(deliver):
            mail = db.session.get(Mail, job.arguments["mail_id"])
            if mail and mail.created_at > clock.now() - FRESH:
                jobs.retry(job.id)


@jobs.job
def forget() -> None:
    """Throw away letters of long ago: they are people's own business."""
    _forget()


@action
def _forget() -> None:
    db.session.execute(delete(Mail).where(Mail.created_at < clock.now() - KEPT))


def undelivered() -> Sequence[Mail]:
    """Letters that were refused, or tried without success, the newest first."""
    query = select(Mail).where(Mail.sent_at.is_(None), Mail.error != "")
    return db.session.scalars(query.order_by(Mail.id.desc()).limit(SHOWN)).all()


def waiting() -> int:
    """How many letters are still to be sent."""
    query = select(func.count(Mail.id)).where(Mail.sent_at.is_(None), ~Mail.is_refused)
    return db.session.scalar(query) or 0


def last_refused(person_id: int, address: str) -> Mail | None:
    """The newest letter to a person, when it went to `address` and was refused for good."""
    query = select(Mail).where(Mail.person_id == person_id).order_by(Mail.id.desc()).limit(1)
    mail = db.session.scalar(query)
    return mail if mail and mail.is_refused and mail.address == address else None
