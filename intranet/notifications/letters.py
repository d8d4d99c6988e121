"""Notices as a letter: subject, text and HTML in the reader's language."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import get_locale, ngettext
from flask_babel import gettext as _

from ..core import mail
from ..core.i18n import force_language, moment_in_words
from ..core.notices import Notice
from ..people.models import Person
from .models import GROUP_NAMES, Group, Preference, Way
from .words import Topic, topics

#: Things of one letter; who was away for long reads the rest in the page.
MOST = 40
LONGEST = 500  # characters of a sentence in the text


@dataclass(frozen=True)
class Letter:
    """What one letter says, twice: as text and as HTML."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True)
class Chapter:
    """The things of one group."""

    name: str
    topics: list[Topic]


def compose(
    person: Person, notices: Sequence[Notice], preference: Preference, *, way: Way
) -> Letter:
    """A letter that tells `person` of `notices`, the newest first."""
    with force_language(preference.language or None):
        told = topics(notices)
        heading = ngettext("%(num)s new notice", "%(num)s new notices", len(notices))
        is_one = way is Way.NOW and len(notices) == 1
        counted = _("Bibliokarta: %(subject)s", subject=heading)
        context = {
            "language": str(get_locale()),
            "subject": told[0].first.sentence if is_one else counted,
            "heading": _("A new notice") if is_one else heading,
            "person": person,
            "chapters": _chapters(told[:MOST]),
            "left_out": max(0, len(told) - MOST),
            "why": _why(preference, way),
        }
        html = mail.render("notifications/mail/news.html", **context)
        return Letter(context["subject"], _text(**context), str(html))


def _chapters(told: Sequence[Topic]) -> list[Chapter]:
    """The things by group, in the order in which people choose them; unknown ones last."""
    made = []
    for group in [*Group, ""]:
        own = [topic for topic in told if topic.first.group == group]
        if own:
            name = str(GROUP_NAMES[Group(group)]) if group else _("Other")
            made.append(Chapter(name, own))
    return made


def _why(preference: Preference, way: Way) -> str:
    if way is Way.NOW:
        return _("You get this letter because you asked to be told at once.")
    return _(
        "You get this letter because you have an account at the site. Once a day, at "
        "%(hour)s, it tells what you have not read there.",
        hour=f"{preference.hour:02}:00",
    )


def _text(
    *, heading: str, person: Person, chapters: list[Chapter], left_out: int, why: str, **_rest: str
) -> str:
    """The letter for those who read no HTML: a line for each thing, its address below."""
    zone = person.organisation.time_zone
    lines = [heading, person.name]
    for chapter in chapters:
        lines += ["", chapter.name.upper()]
        for topic in chapter.topics:
            for line in topic.lines:
                lines.append(
                    f"- {moment_in_words(line.at, zone)}: {mail.one_line(line.sentence, LONGEST)}"
                )
            if topic.first.has_page:
                lines.append(f"  {mail.link('notifications.notice', notice_id=topic.first.id)}")
    if left_out:
        lines += ["", ngettext("And about %(num)s more.", "And about %(num)s more.", left_out)]
    every = mail.link("notifications.notices")
    choose = mail.link("notifications.preferences")
    lines += ["", f"{_('All notices')}: {every}", "", "-- ", why]
    return "\n".join([*lines, f"{_('Choose which letters come')}: {choose}", ""])
