"""The archive of a campaign: a folder for each school, lists with sums, what is left out."""

import csv
import hashlib
import zipfile
from io import BytesIO, StringIO
from zlib import crc32

import pytest

from intranet.core import clock
from intranet.core.storage import storage
from intranet.uploads.models import Scan, Verdict
from tests.support import make, school_reports


@pytest.fixture
def scene(app, keep, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: school_reports.IN_TIME)
    slot = make.slot("Scan", most_files=3, name_pattern="{organisation} — {slot}")
    scene = school_reports.scene(keep, slots=[slot])
    return scene | {"slot": slot, "url": f"/reports/campaigns/{scene['campaign'].id}/archive.zip"}


def hand_in(app, keep, scene, *, report="report", **names):
    """Hand in files: name → bytes."""
    owed, files = scene[report], []
    for name, content in names.items():
        with app.app_context():
            blob = storage().put(BytesIO(content))
        file = make.file(
            owed, scene["slot"], by=scene["librarian"], key=blob.key, name=name,
            size_bytes=blob.size_bytes,
        )  # fmt: skip
        file.crc32 = crc32(content)
        files.append(file)
    owed.state, owed.number = "handed_in", 1
    keep(owed, *files)
    keep(make.version(owed, files=files))
    return files


def opened(answer):
    assert answer.status_code == 200
    assert int(answer.headers["Content-Length"]) == len(answer.data)
    archive = zipfile.ZipFile(BytesIO(answer.data))
    assert archive.testzip() is None
    return archive


def test_a_folder_for_each_school_and_names_by_the_pattern(app, as_, keep, scene):
    hand_in(app, keep, scene, **{"../../один.PDF": b"one", "два.pdf": b"two"})
    hand_in(app, keep, scene, report="foreign", **{"CON.pdf": b"three"})
    archive = opened(as_(scene["coordinator"]).get(scene["url"]))
    own, other = scene["report"].organisation, scene["foreign"].organisation
    contents = {name: archive.read(name) for name in archive.namelist()}
    assert set(contents) == {
        "manifest.csv", "manifest.txt",
        f"{own}/{own} — Scan.PDF", f"{own}/{own} — Scan (2).pdf", f"{other}/{other} — Scan.pdf",
    }  # fmt: skip
    for line in contents["manifest.txt"].decode().splitlines():
        digest, path = line.split("  ", 1)
        assert hashlib.sha256(contents[path]).hexdigest() == digest


def test_the_table_says_whose_file_it_is_and_holds_no_formula(app, as_, keep, scene):
    hand_in(app, keep, scene, **{"=cmd|'x'.pdf": b"one"})
    archive = opened(as_(scene["coordinator"]).get(scene["url"]))
    text = archive.read("manifest.csv").decode("utf-8-sig")
    head, line = csv.reader(StringIO(text), delimiter=";")
    told = dict(zip(head, line, strict=True))
    assert told["Name as it came"] == "'=cmd|'x'.pdf"
    assert told["Organisation"] == scene["report"].organisation.name
    assert told["SHA-256"] == hashlib.sha256(b"one").hexdigest()


def test_what_cannot_be_given_is_told_and_not_in_it(app, as_, keep, scene):
    files = hand_in(app, keep, scene, **{"a.pdf": b"bad", "b.pdf": b"lost", "c.pdf": b"good"})
    keep(Scan(key=files[0].key, verdict=Verdict.INFECTED, asked_at=make.MOMENT))
    with app.app_context():
        storage().delete(files[1].key)
    archive = opened(as_(scene["coordinator"]).get(scene["url"]))
    own = scene["report"].organisation
    assert [name for name in archive.namelist() if "/" in name] == [f"{own}/{own} — Scan.pdf"]
    warnings = archive.read("README-warnings.txt").decode("utf-8-sig")
    assert "a virus was found" in warnings
    assert "lost on the server" in warnings


def test_a_broken_download_goes_on(app, as_, keep, scene):
    hand_in(app, keep, scene, **{"a.pdf": bytes(range(256)) * 40})
    browser = as_(scene["coordinator"])
    whole = browser.get(scene["url"])
    tag = whole.headers["ETag"]
    rest = browser.get(scene["url"], headers={"Range": "bytes=5000-", "If-Range": tag})
    assert rest.status_code == 206
    assert rest.headers["Content-Range"] == f"bytes 5000-{len(whole.data) - 1}/{len(whole.data)}"
    assert rest.data == whole.data[5000:]
    other = browser.get(scene["url"], headers={"Range": "bytes=5000-", "If-Range": '"other"'})
    assert (other.status_code, other.data) == (200, whole.data)


def test_a_part_beyond_the_end_is_refused(app, as_, keep, scene):
    hand_in(app, keep, scene, **{"a.pdf": b"one"})
    browser = as_(scene["coordinator"])
    length = len(browser.get(scene["url"]).data)
    answer = browser.get(scene["url"], headers={"Range": "bytes=9999999-"})
    assert (answer.status_code, answer.data) == (416, b"")
    assert answer.headers["Content-Range"] == f"bytes */{length}"


def test_the_archive_is_offered_as_soon_as_there_is_a_file(app, as_, keep, scene):
    browser, campaign = as_(scene["coordinator"]), scene["url"].removesuffix("/archive.zip")
    page = browser.get(campaign).text
    assert (scene["url"] in page, "No files are handed in yet" in page) == (False, True)
    hand_in(app, keep, scene, **{"a.pdf": b"one"})
    page = browser.get(campaign).text
    assert (scene["url"] in page, "No files are handed in yet" in page) == (True, False)


def test_a_campaign_without_files_gives_its_lists(as_, scene):
    assert opened(as_(scene["coordinator"]).get(scene["url"])).namelist() == [
        "manifest.csv",
        "manifest.txt",
    ]


def test_a_school_gets_no_archive(as_, scene):
    assert as_(scene["librarian"]).get(scene["url"]).status_code == 404


def test_more_files_cost_no_more_statements(app, as_, keep, queries, scene):
    hand_in(app, keep, scene, **{f"{n}.pdf": b"%d" % n for n in range(40)})
    browser = as_(scene["coordinator"])
    with queries(11):  # the viewer 4, the campaign 4, versions, their files, verdicts
        browser.get(scene["url"])
