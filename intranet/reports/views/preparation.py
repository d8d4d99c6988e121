"""What is ready in a campaign that is being prepared, and what its opening still waits for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from ...lib.indicators import estimated_minutes
from ...people.models import Organisation
from ..models import Campaign
from ..queries import campaigns


@dataclass(frozen=True)
class Step:
    """One line of the checklist. state: done, open (may stay so) or missing."""

    title: str
    said: str
    url: str
    state: str


@dataclass
class Preparation:
    """A draft with those whom it could ask."""

    campaign: Campaign
    candidates: Sequence[Organisation]
    today: date

    @property
    def chosen(self) -> list[Organisation]:
        return [each for each in self.candidates if self.campaign.is_chosen(each)]

    @property
    def minutes(self) -> int:
        """About how many minutes the figures take each organisation; 0 when none is asked."""
        form = self.campaign.asked
        return estimated_minutes(form) if form.figures_asked else 0

    @property
    def missing(self) -> list[str]:
        """What refuses an opening, in sentences."""
        campaign, found = self.campaign, []
        if not campaign.piece_count:
            found.append(_("Say what is asked: figures, or files, or both."))
        if not self.chosen:
            found.append(_("Choose at least one organisation that has to report."))
        if campaign.due_on < self.today:
            found.append(_("The deadline has passed already. Choose a later day."))
        return found

    @property
    def empty_sections(self) -> list[str]:
        """Titles of sections that ask nothing: no school sees them."""
        sections = self.campaign.form.get("sections", ())
        return [each["title"] for each in sections if not each.get("indicators")]

    @property
    def steps(self) -> list[Step]:
        return [self._words(), self._figures(), self._files(), self._obliged(), self._people()]

    def _url(self, page: str) -> str:
        return url_for(f"reports.{page}", campaign_id=self.campaign.id)

    def _words(self) -> Step:
        campaign = self.campaign
        said = campaign.ground or _("On which ground? Name the document and its number.")
        state = "missing" if campaign.due_on < self.today else "done" if campaign.ground else "open"
        return Step(_("Words and days"), said, self._url("campaign_data"), state)

    def _figures(self) -> Step:
        count, url = self.campaign.asked.figures_asked, self._url("form")
        if not count:
            state = "open" if self.campaign.slots else "missing"
            return Step(_("Figures"), _("No figures are asked yet."), url, state)
        minutes = ngettext("about %(num)s minute", "about %(num)s minutes", self.minutes)
        figures = ngettext("%(num)s figure", "%(num)s figures", count)
        return Step(_("Figures"), f"{figures}, {minutes}", url, "done")

    def _files(self) -> Step:
        slots = self.campaign.slots
        if slots:
            said = ", ".join(slot.title for slot in slots)
            return Step(_("Files"), said, self._url("slots"), "done")
        state = "open" if self.campaign.asked.figures_asked else "missing"
        return Step(_("Files"), _("No files are asked."), self._url("slots"), state)

    def _obliged(self) -> Step:
        number = len(self.chosen)
        said = ngettext("%(num)s organisation", "%(num)s organisations", number)
        state = "done" if number else "missing"
        return Step(_("Who reports"), said, self._url("obliged"), state)

    def _people(self) -> Step:
        campaign = self.campaign
        named = [each.name for each in campaign.reviewers]
        above = [each.short_name for each in campaign.recipients]
        said = "; ".join(
            [
                _("reviewed by the coordinators and %(names)s", names=", ".join(named))
                if named
                else _("reviewed by the coordinators"),
                _("the summary goes to %(names)s", names=", ".join(above))
                if above
                else _("the summary goes to nobody above"),
            ]
        )
        title = _("Reviewers and recipients")
        return Step(title, said, self._url("campaign_people"), "done" if above else "open")


def asked_twice(campaign: Campaign) -> list[tuple[Campaign, list[str]]]:
    """Other campaigns of the year that ask for the same, with the titles of that."""
    others = campaigns.of_the_same_year(campaign) if campaign.asked.figures_asked else ()
    found = [(other, campaign.same_figures(other)) for other in others]
    return [(other, titles) for other, titles in found if titles]
