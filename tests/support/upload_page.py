"""A room as small as can be that takes files: its page, and what it makes of them."""

from flask import Flask, Response, jsonify, render_template_string, request

from intranet.core.web import allow, found
from intranet.people.session import viewer
from intranet.uploads import actions, destinations
from intranet.uploads.destinations import Destination
from intranet.uploads.forms import UploadsForm

KIND = "test_slot"
MOST_BYTES = 2 << 30
PAGE = """{% extends "layouts/page.html" %}
{% from "ui/buttons.html" import button %}
{% from "ui/forms.html" import csrf %}
{% from "ui/uploads.html" import upload_drop, upload_scripts %}
{% block title %}Отчёт школы{% endblock %}
{% block scripts %}{{ upload_scripts() }}{% endblock %}
{% block main %}
<h1>Отчёт школы</h1>
<section class="panel">
<form method="post" enctype="multipart/form-data" action="{{ request.path }}">
  {{ csrf() }}
  {{ upload_drop(form, place, viewer.id, 25, multiple=many, send=send) }}
  <div class="form__end">{{ button("Сдать", kind="primary", id="send") }}</div>
</form></section>
<ul id="got">
{% for each in got %}<li>{{ each.name }} {{ each.size_bytes }} {{ each.key }}</li>{% endfor %}
</ul>
{% endblock %}"""


def slot(number: int) -> Destination | None:
    """Number 1 takes all kinds, 2 only PDF up to 1 MiB."""
    if number == 2:
        return Destination(KIND, 2, 1 << 20, frozenset({"pdf"}))
    return Destination(KIND, number, MOST_BYTES)


class Slots:
    """Joins the house as rooms do."""

    @staticmethod
    def wire(app: Flask) -> None:
        """Take files of any number, and hand them in at an address of their own."""
        destinations.register(KIND, slot)
        app.add_url_rule("/test-slots/<int:number>", "test_slot", page, methods=["GET", "POST"])
        app.add_url_rule("/test-slots/<int:number>/claims", "test_claim", claim, methods=["POST"])


def page(number: int) -> str:
    place, form, got = found(destinations.destination(KIND, number)), UploadsForm(), []
    allow(place.may_upload)
    if form.validate_on_submit():
        for token in form.arrived(place, by=viewer()):
            got.append(actions.claim(token, kind=KIND, number=number, by=viewer()))
    how = {"send": "send" in request.args, "many": "one" not in request.args}
    return render_template_string(
        PAGE, form=UploadsForm(formdata=None), place=place, got=got, **how
    )


def claim(number: int) -> Response:
    """The same for programs."""
    allow(True)
    token, operation = request.form["token"], request.form["operation"]
    got = actions.claim(token, kind=KIND, number=number, operation=operation, by=viewer())
    return jsonify(key=got.key, size=got.size_bytes, name=got.name)
