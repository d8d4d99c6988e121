"""What goes into a campaign's archive, under which names, and what its lists say of it."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from io import BytesIO, StringIO
from typing import IO
from zlib import crc32

from flask_babel import gettext as _

from ...core import clock
from ...core.storage import Storage
from ...lib.archive_names import Names, clean_part, split_ending
from ...lib.zip_stream import Entry
from ...uploads.models import Verdict
from ..models import STATE_NAMES, Campaign, ReportFile, Slot, State, Version

#: What a spreadsheet would take for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
LISTS = ("manifest.csv", "manifest.txt", "README-warnings.txt")


@dataclass(frozen=True)
class Listed:
    """A file of the archive: its path in it, whose it is, and of which version."""

    path: str
    version: Version
    file: ReportFile


@dataclass
class Archive:
    """The files of a campaign with their names, and what cannot be given."""

    campaign: Campaign
    listed: list[Listed]
    warnings: list[str]

    def entries(self, storage: Storage, made_at: datetime) -> list[Entry]:
        """The lists first, so that a broken download has them."""
        zone = self.campaign.organisation.time_zone
        now = clock.there(made_at, zone)
        files = [
            Entry(
                each.path,
                each.file.size_bytes,
                each.file.crc32,
                clock.there(each.file.at, zone),
                partial(storage.open, each.file.key),
            )
            for each in self.listed
        ]
        lists = {"manifest.csv": self.table, "manifest.txt": self.sums}
        if self.warnings:
            lists["README-warnings.txt"] = "\ufeff" + "\r\n".join(self.warnings) + "\r\n"
        texts = {name: text.encode() for name, text in lists.items()}
        return [_text(name, content, now) for name, content in texts.items()] + files

    @property
    def sums(self) -> str:
        """As `sha256sum -c` reads it."""
        return "".join(f"{each.file.key}  {each.path}\n" for each in self.listed)

    @property
    def table(self) -> str:
        """For a spreadsheet: with the mark by which Excel knows UTF-8, separated by «;»."""
        file = StringIO()
        file.write("\ufeff")
        lines = csv.writer(file, delimiter=";", lineterminator="\r\n")
        lines.writerow(
            [
                _("File in the archive"), _("Organisation"), _("Version"), _("State"),
                _("Name as it came"), _("Came at"), _("Bytes"), "SHA-256",
            ]
        )  # fmt: skip
        zone = self.campaign.organisation.time_zone
        for each in self.listed:
            report, at = each.version.report, clock.there(each.file.at, zone)
            row = [
                each.path, report.organisation.name, each.version.number,
                str(STATE_NAMES[State(report.state)]), each.file.shown_name,
                at.isoformat(" ", "seconds"), each.file.size_bytes, each.file.key,
            ]  # fmt: skip
            lines.writerow([_harmless(value) for value in row])
        return file.getvalue()


def archive_of(
    campaign: Campaign,
    versions: Sequence[Version],
    *,
    verdicts: Mapping[str, Verdict],
    storage: Storage,
) -> Archive:
    """Name every file of `versions`; leave out, with a word why, what must not be passed on."""
    names, listed, warnings = Names(), [], []
    for name in LISTS:
        names.take("", name)
    folders = Names()
    for version in versions:
        folder = folders.take("", clean_part(version.report.organisation.short_name))
        for file, wish in _wished(campaign, version):
            said = _why_not(file, verdicts.get(file.key, Verdict.UNSCANNED), storage)
            if said:
                warnings.append(f"{folder}/{clean_part(wish)}: {said}")
            else:
                listed.append(Listed(names.take(folder, wish), version, file))
    return Archive(campaign, listed, warnings)


def _wished(campaign: Campaign, version: Version) -> Iterable[tuple[ReportFile, str]]:
    """The files of a version, slot by slot, with the names that the slots' patterns give."""
    for slot in campaign.slots:
        files = [file for file in version.files if file.slot_id == slot.id]
        for number, file in enumerate(files, start=1):
            given = {
                "organisation": version.report.organisation.short_name,
                "slot": slot.title,
                "number": str(number),
            }
            yield file, named(slot.name_pattern, file.shown_name, given)


def example_of(slot: Slot) -> str:
    """The name that a file of a school has in the archive, such as «Школа № 2 — Скан.pdf»."""
    given = {"organisation": _("School No. 2"), "slot": slot.title, "number": "1"}
    return named(slot.name_pattern, "scan0001.pdf", given)


def named(pattern: str, name: str, given: Mapping[str, str]) -> str:
    """The name that a slot's pattern gives; without a pattern the name as it came.

    >>> named("{organisation} — {slot}", "a.PDF", {"organisation": "СОШ", "slot": "Скан"})
    'СОШ — Скан.PDF'
    """
    if not pattern.strip():
        return name
    for word, value in given.items():
        pattern = pattern.replace(f"{{{word}}}", value)
    ending = split_ending(name)[1]
    return pattern if pattern.lower().endswith(ending.lower() or "\0") else pattern + ending


def _why_not(file: ReportFile, verdict: Verdict, storage: Storage) -> str:
    if verdict is Verdict.INFECTED:
        return _("a virus was found in it; it is not given out")
    if verdict is Verdict.WAITING:
        return _("it is still being checked for viruses; take the archive again later")
    try:
        storage.open(file.key).close()
    except OSError:
        return _("it is lost on the server; tell the administrator")
    return ""


def _harmless(value: object) -> object:
    is_formula = isinstance(value, str) and value.startswith(FORMULA)
    return f"'{value}" if is_formula else value


def _text(name: str, content: bytes, at: datetime) -> Entry:
    def opened() -> IO[bytes]:
        return BytesIO(content)

    return Entry(name, len(content), crc32(content), at, opened)
