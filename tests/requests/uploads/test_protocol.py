"""tus 1.0, verb by verb, and every refusal."""

import pytest

from intranet.core.storage import arrivals
from tests.support.files import pdf
from tests.support.tus import TYPE, checksum, metadata, token_of

CONTENT = pdf(5000)


def bytes_of(app, url):
    with app.app_context():
        return (arrivals() / f"{token_of(url)}.part").read_bytes()


def test_what_the_server_can_do(tus):
    answer = tus.ask("OPTIONS", "/uploads", Tus_Resumable=None, X_CSRFToken=None)

    assert answer.status_code == 204
    assert answer.headers["Tus-Version"] == "1.0.0"
    assert set(answer.headers["Tus-Extension"].split(",")) == {
        "creation", "creation-with-upload", "termination", "checksum", "expiration",
    }  # fmt: skip
    assert answer.headers["Tus-Checksum-Algorithm"] == "md5,sha1,sha256"


def test_a_file_comes_in_pieces_and_its_place_is_told(app, tus):
    begun = tus.begin(5000)
    url = begun.headers["Location"]

    first = tus.patch(url, 0, CONTENT[:2000])
    between = tus.ask("HEAD", url)
    second = tus.patch(url, 2000, CONTENT[2000:])

    assert (begun.status_code, begun.headers["Upload-Offset"]) == (201, "0")
    assert (first.status_code, first.headers["Upload-Offset"]) == (204, "2000")
    assert between.status_code == 200
    assert between.headers["Upload-Offset"] == "2000"
    assert between.headers["Upload-Length"] == "5000"
    assert between.headers["Cache-Control"] == "no-store"
    assert (second.status_code, second.headers["Upload-Offset"]) == (204, "5000")
    assert tus.offset(url) == 5000
    assert bytes_of(app, url) == CONTENT
    for answer in (begun, first, between, second):
        assert answer.headers["Tus-Resumable"] == "1.0.0"
        assert answer.headers["Upload-Expires"].endswith("GMT")


def test_the_first_bytes_may_come_with_the_announcement(app, tus):
    begun = tus.begin(5000, body=CONTENT[:100])
    url = begun.headers["Location"]

    assert (begun.status_code, begun.headers["Upload-Offset"]) == (201, "100")
    assert tus.patch(url, 100, CONTENT[100:]).headers["Upload-Offset"] == "5000"
    assert bytes_of(app, url) == CONTENT


@pytest.mark.parametrize("at", [0, 1999, 2001, 5000, 4999])
def test_a_piece_from_another_place_changes_nothing(app, tus, at):
    url = tus.begin(5000, body=CONTENT[:2000]).headers["Location"]

    answer = tus.patch(url, at, CONTENT[at : at + 1000] or b"x")

    assert answer.status_code == 409
    assert tus.offset(url) == 2000
    assert bytes_of(app, url) == CONTENT[:2000]


def test_a_piece_that_is_sent_again_never_doubles(app, tus):
    url = tus.begin(5000).headers["Location"]
    tus.patch(url, 0, CONTENT[:2000])

    again = tus.patch(url, 0, CONTENT[:2000])
    tus.patch(url, 2000, CONTENT[2000:])
    after_the_end = tus.patch(url, 2000, CONTENT[2000:])

    assert (again.status_code, after_the_end.status_code) == (409, 409)
    assert tus.patch(url, 5000, b"").status_code == 204
    assert bytes_of(app, url) == CONTENT


def test_a_piece_that_is_too_long_is_refused_whole(app, tus):
    url = tus.begin(5000, body=CONTENT[:2000]).headers["Location"]

    answer = tus.patch(url, 2000, CONTENT[2000:] + b"x")

    assert answer.status_code == 413
    assert tus.offset(url) == 2000
    assert bytes_of(app, url) == CONTENT[:2000]


def test_an_overlapping_piece_is_refused_and_a_short_one_taken(app, tus):
    url = tus.begin(5000, body=CONTENT[:2000]).headers["Location"]

    overlapping = tus.patch(url, 1500, CONTENT[1500:3000])
    short = tus.patch(url, 2000, CONTENT[2000:2001])
    nothing = tus.patch(url, 2001, b"")

    assert overlapping.status_code == 409
    assert (short.headers["Upload-Offset"], nothing.headers["Upload-Offset"]) == ("2001", "2001")
    assert bytes_of(app, url) == CONTENT[:2001]


@pytest.mark.parametrize("name", ["sha256", "sha1", "md5"])
def test_a_piece_is_checked_and_a_damaged_one_discarded(app, tus, name):
    url = tus.begin(5000).headers["Location"]
    piece = CONTENT[:2000]

    damaged = tus.patch(url, 0, b"?" + piece[1:], Upload_Checksum=checksum(piece, name))
    cut = tus.patch(url, 0, piece[:-1], Upload_Checksum=checksum(piece, name))
    assert (damaged.status_code, cut.status_code, tus.offset(url)) == (460, 460, 0)
    sound = tus.patch(url, 0, piece, Upload_Checksum=checksum(piece, name))

    assert (sound.status_code, sound.headers["Upload-Offset"]) == (204, "2000")
    assert bytes_of(app, url) == piece


@pytest.mark.parametrize(
    "said", ["crc32 AAAA", "sha256 AAAA", "sha256 ***", "sha256", "", "SHA256 AAAA"]
)
def test_a_checksum_that_cannot_be_read_is_an_error(tus, said):
    url = tus.begin(5000).headers["Location"]

    assert tus.patch(url, 0, CONTENT[:10], Upload_Checksum=said).status_code == 400
    assert tus.offset(url) == 0


@pytest.mark.parametrize("offset", ["-1", "1.0", "x", "", "٣", "1" * 30, "+0"])
def test_a_place_that_is_no_number_is_an_error(tus, offset):
    url = tus.begin(5000).headers["Location"]

    assert tus.patch(url, 0, b"x", Upload_Offset=offset).status_code == 400


def test_a_piece_without_its_place_or_of_another_type(tus):
    url = tus.begin(5000).headers["Location"]

    assert tus.patch(url, 0, b"x", Upload_Offset=None).status_code == 400
    for kind in ("application/octet-stream", "multipart/form-data; boundary=x", "text/plain"):
        assert tus.patch(url, 0, b"x", Content_Type=kind).status_code == 415
    assert tus.patch(url, 0, b"%PDF-", Content_Type=f"{TYPE}; charset=x").status_code == 204


@pytest.mark.parametrize("version", ["0.2.2", "1.0.1", "2", "", None])
@pytest.mark.parametrize("method", ["POST", "HEAD", "PATCH", "DELETE"])
def test_another_version_is_refused_before_anything_is_done(tus, method, version):
    url = tus.begin(5000, body=CONTENT[:10]).headers["Location"]

    answer = tus.ask(
        method, "/uploads" if method == "POST" else url, Tus_Resumable=version, Upload_Offset=10
    )

    assert (answer.status_code, answer.headers["Tus-Version"]) == (412, "1.0.0")
    assert tus.offset(url) == 10


def test_dropping_forgets_row_and_bytes(app, tus):
    url = tus.begin(5000, body=CONTENT[:10]).headers["Location"]

    assert tus.ask("DELETE", url).status_code == 204
    for method in ("HEAD", "PATCH", "DELETE"):
        assert tus.ask(method, url, Upload_Offset=10).status_code == 404
    with app.app_context():
        assert not list(arrivals().iterdir())


@pytest.mark.parametrize("method", ["HEAD", "PATCH", "DELETE"])
def test_anothers_upload_looks_as_if_it_were_not_there(app, tus, another, method):
    url = tus.begin(5000, body=CONTENT[:10]).headers["Location"]
    missing = url[:-4] + "beef"

    hidden = another.ask(method, url, b"x" if method == "PATCH" else None, Upload_Offset=10)
    absent = another.ask(method, missing, b"x" if method == "PATCH" else None, Upload_Offset=10)

    assert (hidden.status_code, hidden.data) == (absent.status_code, absent.data)
    assert hidden.status_code == 404
    assert tus.offset(url) == 10
    with app.app_context():
        assert len(list(arrivals().iterdir())) == 1


def test_a_stranger_is_told_so_and_not_led_astray(as_, tus):
    stranger = type(tus)(as_(None))
    url = tus.begin(5000).headers["Location"]

    for method, place in (("POST", "/uploads"), ("HEAD", url), ("PATCH", url), ("DELETE", url)):
        assert stranger.ask(method, place).status_code == 401
    assert tus.offset(url) == 0


@pytest.mark.parametrize("method", ["POST", "PATCH", "DELETE"])
def test_a_forged_request_is_refused(tus, method):
    url = tus.begin(5000).headers["Location"]
    place = "/uploads" if method == "POST" else url

    without = tus.ask(method, place, Upload_Offset=0, X_CSRFToken=None)
    foreign = tus.ask(method, place, Upload_Offset=0, Origin="https://elsewhere.example")

    assert (without.status_code, foreign.status_code) == (422, 403)
    assert tus.offset(url) == 0


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Upload_Length": None}, 400),
        ({"Upload_Length": "-5"}, 400),
        ({"Upload_Length": "10000000000000"}, 413),
        ({"Upload_Length": "9" * 40}, 400),
        ({"Upload_Length": "10000001"}, 413),
        ({"Upload_Length": None, "Upload_Defer_Length": 1}, 400),
        ({"Upload_Length": "0"}, 422),
        ({"Upload_Metadata": None}, 404),
        ({"Upload_Metadata": "filename ***"}, 400),
        ({"Upload_Metadata": "filename /w=="}, 400),
        ({"Upload_Metadata": "filename YQ==,filename Yg=="}, 400),
        ({"Upload_Metadata": metadata(filename="a.pdf")}, 404),
        ({"Upload_Metadata": metadata(filename="a.pdf", destination="test_slot:3")}, 404),
        ({"Upload_Metadata": metadata(filename="a.pdf", destination="test_slot:x")}, 404),
        ({"Upload_Metadata": metadata(filename="a.pdf", destination="test_slot:" + "9" * 30)}, 404),
        ({"Upload_Metadata": metadata(filename="a.pdf", destination="person:1")}, 404),
        ({"Upload_Metadata": metadata(filename="a.pdf", destination="test_slot:2")}, 403),
        ({"Upload_Metadata": metadata(filename="a.exe", destination="test_slot:1")}, 422),
        ({"Upload_Metadata": metadata(filename="a.pdf.exe", destination="test_slot:1")}, 422),
        ({"Upload_Metadata": metadata(filename="", destination="test_slot:1")}, 422),
        ({"Upload_Metadata": metadata(filename="a\0.pdf", destination="test_slot:1")}, 422),
        ({"Upload_Metadata": metadata(filename="x" * 256, destination="test_slot:1")}, 422),
    ],
)  # fmt: skip
def test_what_is_not_begun(app, tus, headers, status):
    answer = tus.begin(5000, **headers)

    assert answer.status_code == status
    assert answer.content_type.startswith("text/plain") and answer.text.strip()
    assert "Location" not in answer.headers
    with app.app_context():
        assert not list(arrivals().iterdir())


def test_what_the_client_says_about_the_bytes_is_not_believed(tus):
    told = metadata(
        filename="a.pdf", destination="test_slot:1", sha256="x", path="../../etc/passwd", size="1"
    )
    url = tus.begin(5000, Upload_Metadata=told).headers["Location"]

    assert tus.patch(url, 0, b"MZ" + bytes(4998)).status_code == 422
    assert tus.ask("HEAD", url).status_code == 404
