"""Columns of a board as HTML, kept in the process for as long as nothing in them changed."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from flask import current_app, render_template
from markupsafe import Markup

from ...core.kept import kept
from ..models import Column
from ..queries.lanes import lanes_shown
from ..queries.showing import ColumnShown, Shown, columns_shown
from .faces import face_of
from .sight import Sight


@dataclass(frozen=True)
class LaneHtml:
    """A row of a board, its columns rendered. Without lanes there is one, without a title."""

    title: str
    columns: list[Markup]


def lanes_html(sight: Sight) -> list[LaneHtml]:
    """The board as `sight` shows it."""
    if sight.lanes == "none":
        return [LaneHtml("", columns_html(sight, sight.board.columns))]
    lanes = lanes_shown(sight.board, sight.lanes, sight.conditions, most=sight.shown)
    return [
        LaneHtml(lane.title, [render(sight, shown) for shown in lane.columns]) for lane in lanes
    ]


def columns_html(sight: Sight, columns: Sequence[Column]) -> list[Markup]:
    """These columns; unfiltered ones are read and rendered only after they changed."""
    if sight.filters:
        shown = columns_shown(sight.board, sight.conditions, only=columns, most=sight.shown)
        return [render(sight, each) for each in shown]
    keys = {column.id: _key(sight, column) for column in columns}
    found = {column_id: kept().get(key) for column_id, key in keys.items()}
    missing = [column for column in columns if found[column.id] is None]
    if missing:
        for each in columns_shown(sight.board, [], only=missing, most=sight.shown):
            html = kept().keep(keys[each.column.id], render(sight, each))
            found[each.column.id] = html
    return [html for html in (found[column.id] for column in columns) if html is not None]


def render(sight: Sight, shown: ColumnShown) -> Markup:
    """One column, or one lane's part of it."""
    cards = cards_html(sight, shown.cards, is_open=shown.column.is_open)
    html = render_template("roadmap/_column.html", sight=sight, shown=shown, cards=cards)
    return Markup(html)  # noqa: S704 - our own template: what people wrote is escaped in it


def cards_html(sight: Sight, cards: Sequence[Shown], *, is_open: bool) -> Markup:
    """Cards, each rendered once for all that it shows: a move draws one anew, not a column."""
    store, template = kept(), current_app.jinja_env.get_template("roadmap/_card.html")
    look = (is_open, sight.today, sight.may_move, sight.locale)
    found = []
    for card in cards:
        key = (*card.row, *card.organisations, None, *card.people, *look)
        html = store.get(key)
        if html is None:
            face = face_of(card, sight.today, is_open=is_open)
            html = store.keep(key, Markup(template.render(sight=sight, card=face)))  # noqa: S704 - as above
        found.append(html)
    return Markup("\n".join(found))  # noqa: S704 - as above


def _key(sight: Sight, column: Column) -> Hashable:
    """Everything that the HTML of an unfiltered column depends on."""
    return (
        "column",
        column.id,
        column.changed_in,
        sight.shown,
        sight.today,
        sight.may_move,
        sight.is_controller,
        sight.locale,
    )
