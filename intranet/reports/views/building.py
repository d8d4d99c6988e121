"""The form of a campaign: begun, built piece by piece, tried out."""

from typing import Any

from flask import request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ...core.actions import Refusal
from ...core.web import allow, found, go, page, update
from ...lib import indicators
from ...lib.indicators import InvalidForm, editing, template
from ...lib.indicators.editing import Document
from ...people.session import viewer
from ..actions import asking
from ..forms.building import FORMS, IndicatorForm, PieceForm, PlaceForm, StartForm
from ..forms.campaigns import SeenForm
from ..queries import campaigns
from . import bp
from .form_words import elsewhere, tell
from .sight import CampaignSight, look_at_campaign
from .trial import trial_of

KINDS = "any(sections,indicators,checks)"
AT = "/campaigns/<int:campaign_id>/form"


@bp.route(AT, methods=["GET", "POST"])
def form(campaign_id: int) -> Response:
    """The form as it is built; a campaign without one asks with what to begin."""
    sight = _run(campaign_id)
    start = StartForm(data={"seen": sight.campaign.version})
    start.start.choices = _starts(sight)
    if start.validate_on_submit():
        _write(sight, _begin(sight, start.start.data), start.seen.data)
        return go(_url(sight), _("The form is begun."))
    status = 422 if start.is_submitted() else 200
    return page("reports/form.html", status=status, sight=sight, start=start, form=_form(sight))


def _starts(sight: CampaignSight) -> list[tuple[str, str]]:
    starts = [("school_library", _("The report of a school library (shipped, ready to change)"))]
    starts += [
        (str(each.id), _("As in “%(campaign)s”", campaign=each))
        for each in campaigns.previous(sight.campaign.organisation_id)[:5]
        if each.id != sight.campaign.id and each.form
    ]
    return [*starts, ("empty", _("An empty form"))]


def _begin(sight: CampaignSight, start: str) -> Document:
    title = sight.campaign.title
    if start == "empty":
        return {"title": title, "sections": [{"code": "раздел", "title": _("First section")}]}
    if start in indicators.templates.NAMES:
        return template(start)
    earlier = found(campaigns.campaign(int(start)))
    return dict(earlier.form)


@bp.route(f"{AT}/<{KINDS}:what>/new", methods=["GET", "POST"])
def new_piece(campaign_id: int, what: str) -> Response:
    """One more section, indicator or check."""
    return _piece(_shape(campaign_id), what, "")


@bp.route(f"{AT}/<{KINDS}:what>/<code>", methods=["GET", "POST"])
def piece(campaign_id: int, what: str, code: str) -> Response:
    """One section, indicator or check."""
    sight = _shape(campaign_id)
    found(editing.piece(sight.campaign.form, what, code))
    return _piece(sight, what, code)


def _piece(sight: CampaignSight, what: str, code: str) -> Response:
    form, document = FORMS[what](), sight.campaign.form
    old = (editing.piece(document, what, code) if code else None) or {}
    if isinstance(form, IndicatorForm):
        sections = document.get("sections", ())
        form.section.choices = [(each["code"], each["title"]) for each in sections]
    if not form.is_submitted():
        _show(form, sight, old, code)
    elif form.validate() and _is_put(sight, form, what, code, old):
        return _built(sight, _("The form is saved."))
    return page(
        "reports/form_piece.html",
        fragment="reports/_form_piece.html",
        status=422 if form.is_submitted() else 200,
        sight=sight, what=what, code=code, piece=form, form=_form(sight),
    )  # fmt: skip


def _show(form: PieceForm, sight: CampaignSight, old: Document, code: str) -> None:
    form.seen.data = sight.campaign.version
    if isinstance(form, IndicatorForm):
        inside = editing.section_of(sight.campaign.form, code)
        form.section.data = inside or request.args.get("section", "")
    if old:
        form.show(old)


def _is_put(sight: CampaignSight, form: PieceForm, what: str, code: str, old: Document) -> bool:
    """Whether the piece fits; what does not stands beside its fields."""
    document = sight.campaign.form
    new = form.document(old, editing.codes(document, what) - {code})
    section = form.section.data if isinstance(form, IndicatorForm) else ""
    if not code and new["code"] in editing.codes(document, what):
        form["code" if "code" in form else "title"].errors = [
            _("“%(name)s” is there already; each needs its own code.", name=new["code"])
        ]
        return False
    if what == "sections" and _is_twin(document, new, code):
        form.title.errors = [_("Another section bears this title already.")]
        return False
    made = editing.put(document, what, code, new, section)
    try:
        _write(sight, made, form.seen.data)
    except InvalidForm as invalid:
        tell(form, invalid.problems, editing.path_of(made, what, new["code"]), made)
        return False
    return True


def _is_twin(document: Document, new: Document, code: str) -> bool:
    """Whether another section has the title of `new`; code: of the section that it replaces."""
    others = (each for each in editing.pieces(document, "sections") if each["code"] != code)
    return new["title"].casefold() in {each["title"].casefold() for each in others}


@bp.post(f"{AT}/<{KINDS}:what>/<code>/position")
def piece_position(campaign_id: int, what: str, code: str) -> Response:
    """One place up or down."""
    sight, form = _shape(campaign_id), PlaceForm()
    found(editing.piece(sight.campaign.form, what, code))
    if not form.validate():
        raise Refusal(_("Say whether up or down."))
    made = editing.shift(sight.campaign.form, what, code, form.by_places.data)
    _write(sight, made, form.seen.data)
    return _built(sight)


@bp.post(f"{AT}/<{KINDS}:what>/<code>/removal")
def piece_removal(campaign_id: int, what: str, code: str) -> Response:
    """Away with a section, an indicator, a check; refused while a check still needs it."""
    sight, form = _shape(campaign_id), SeenForm()
    gone = found(editing.piece(sight.campaign.form, what, code))
    if not form.validate():
        raise Refusal(_("Look at the campaign again."))
    made = editing.take_out(sight.campaign.form, what, code)
    try:
        _write(sight, made, form.seen.data)
    except InvalidForm as invalid:
        said = " ".join(dict.fromkeys(elsewhere(each, made) for each in invalid.problems))
        raise Refusal(_("It is still used. %(where)s", where=said)) from None
    return _built(sight, _("“%(title)s” is removed. It can be undone.", title=gone["title"]))


@bp.post(f"{AT}/undoing")
def form_undoing(campaign_id: int) -> Response:
    """The last change of the form taken back."""
    sight, form = _shape(campaign_id), SeenForm()
    if not form.validate():
        raise Refusal(_("Look at the campaign again."))
    asking.undo_form(sight.campaign, seen=form.seen.data, by=viewer())
    return _built(sight, _("The form is as it was before."))


@bp.route(f"{AT}/trial", methods=["GET", "POST"])
def form_trial(campaign_id: int) -> Response:
    """The form as a school sees it, to be tried out; nothing is kept."""
    sight = _run(campaign_id)
    tried = trial_of(sight.campaign.asked, request.form if request.method == "POST" else None)
    return page(
        "reports/form_trial.html",
        fragment="reports/_form_trial.html",
        sight=sight, form=sight.campaign.asked, tried=tried,
    )  # fmt: skip


def _run(campaign_id: int) -> CampaignSight:
    sight = look_at_campaign(campaign_id)
    allow(sight.may_run)
    return sight


def _shape(campaign_id: int) -> CampaignSight:
    sight = _run(campaign_id)
    sight.campaign.check_draft()
    return sight


def _form(sight: CampaignSight) -> Any:
    """The form to be shown: also one whose sections are still empty."""
    return sight.campaign.asked if sight.campaign.asked.sections else sight.campaign.form


def _write(sight: CampaignSight, document: Document, seen: int) -> None:
    made = editing.checked(document)
    asking.write_form(sight.campaign, made, seen=seen, by=viewer())


def _url(sight: CampaignSight) -> str:
    return url_for(".form", campaign_id=sight.campaign.id)


def _built(sight: CampaignSight, message: str | None = None) -> Response:
    return update(
        None,
        "reports/_form_builder.html",
        url=_url(sight),
        message=message,
        sight=sight,
        form=_form(sight),
    )
