"""Words about people and what they did, for templates."""

from typing import Any

from flask_babel import format_decimal
from flask_babel import gettext as _

from ...core.activity import Activity
from ...core.events import kinds
from ...core.i18n import with_days
from ..models import KIND_NAMES, ROLE_NAMES, Kind, RoleKind

#: What a browser says of itself → its name; the first that fits counts.
BROWSERS = (
    ("YaBrowser", "Яндекс Браузер"),
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


class _Gaps(dict[str, Any]):
    """Particulars of a happening; what an older version did not write down is a dash."""

    def __missing__(self, _key: str) -> str:
        return "…"


def told(happening: Activity) -> str:
    """A row of the activity table as a sentence; of a forgotten kind, its name."""
    kind = kinds().get(happening.name)
    if kind is None or not str(kind.text):
        return f"{happening.actor_name or _('The system')}: {happening.name}"
    said = _Gaps(with_days(happening.particulars, kind.days))
    if role := ROLE_NAMES.get(said.get("kind", "")):
        said["role"] = str(role)
    said["actor"] = happening.actor_name or _("The system")
    said["subject"] = happening.subject_title
    return str(str(kind.text) % said)


def happenings() -> list[tuple[str, str]]:
    """Every kind of event with its sentence, the doer left out: for choosing one."""
    labels = []
    for name, kind in kinds().items():
        sentence = str(str(kind.text) % _Gaps(actor="")) if str(kind.text) else name
        labels.append((name, sentence.strip(" :,")))
    return sorted(labels, key=lambda pair: pair[1].casefold())


def browser(agent: str) -> str:
    """«Firefox, Windows» of what a browser says of itself."""
    named = next((name for sign, name in BROWSERS if sign in agent), None)
    system = next((name for sign, name in SYSTEMS if sign in agent), None)
    return ", ".join(filter(None, (named, system))) or _("unknown browser")


def size_in_words(size_bytes: int) -> str:
    """«2,4 МБ»: one decimal, steps of 1024."""
    size, names = float(size_bytes), (_("bytes"), _("KB"), _("MB"), _("GB"), _("TB"))
    step = 0
    while size >= 1024 and step < len(names) - 1:
        size, step = size / 1024, step + 1
    return f"{format_decimal(round(size, 1))}\u00a0{names[step]}"


def choices_of_roles() -> list[tuple[str, str]]:
    """Every role with its name."""
    return [(str(kind), str(ROLE_NAMES[kind])) for kind in RoleKind]


def choices_of_kinds() -> list[tuple[str, str]]:
    """Every kind of organisation with its name."""
    return [(str(kind), str(KIND_NAMES[kind])) for kind in Kind]
