"""Pictures that are small on the disk and huge in memory, or are something else."""

import random
import struct
import zlib
from collections.abc import Callable
from io import BytesIO

from PIL import Image

from tests.support.good_files import photo
from tests.support.hostile_files.pdfs import flipped

PROBLEMS = {
    "picture/2 500 000 000 points.png": "too_large",
    "picture/65535 by 65535.gif": "too_large",
    "picture/100000 by 100000.tiff": "too_large",
    "picture/an endless chunk.png": "damaged",
    "picture/drawing with script.svg": "not_readable",
}


def every(address: str) -> dict[str, Callable[[], bytes]]:
    made = {f"picture/{name}": make for name, make in _made(address).items()}
    for kind in ("JPEG", "PNG", "GIF", "TIFF", "WEBP", "BMP"):
        name = f"picture/cut off.{kind.lower()}"
        made[name] = lambda k=kind: photo(k, (320, 240))[: 600 if k != "BMP" else 9_000]
        for seed in (1,):
            made[f"picture/flipped bits {seed}.{kind.lower()}"] = lambda k=kind, s=seed: flipped(
                photo(k, (320, 240)), s, 30
            )
    return made


def slow(address: str) -> dict[str, Callable[[], bytes]]:
    return {
        "picture/47 000 000 points.png": lambda: png(6_800, 6_900, _rows(6_800, 6_900)),
        "picture/12 000 by 9 000.jpeg": lambda: photo("JPEG", (12_000, 9_000)),
        "picture/20 000 frames.gif": lambda: gif(20_000),
    }


def _made(address: str) -> dict[str, Callable[[], bytes]]:
    script = f"<script>fetch('http://{address}/x')</script>"
    return {
        "2 500 000 000 points.png": lambda: png(50_000, 50_000, zlib.compress(b"\0" * 99_999)),
        "just too many points.png": lambda: png(7_000, 7_000, zlib.compress(b"\0" * 99_999)),
        "points that are not there.png": lambda: png(4_000, 4_000, zlib.compress(b"\0" * 99)),
        "no points at all.png": lambda: png(0, 0, b""),
        "a size below zero.png": lambda: png(2**31 - 1, 2**32 - 1, b""),
        "a text that swells.png": lambda: png(
            9, 9, _rows(9, 9), _chunk(b"zTXt", b"a\0\0" + zlib.compress(b"a" * 20_000_000))
        ),
        "a colour that swells.png": lambda: png(
            9, 9, _rows(9, 9), _chunk(b"iCCP", b"a\0\0" + zlib.compress(b"a" * 20_000_000))
        ),
        "an endless chunk.png": lambda: b"\x89PNG\r\n\x1a\n\x7f\xff\xff\xffIHDR" + b"\0" * 50,
        "100 000 chunks.png": lambda: png(9, 9, _rows(9, 9), _chunk(b"tEXt", b"a\0b") * 100_000),
        "more data than points.png": lambda: png(9, 9, zlib.compress(b"\0" * 20_000_000)),
        "300 frames.gif": lambda: gif(300),
        "65535 by 65535.gif": lambda: b"GIF89a\xff\xff\xff\xff\0\0\0,\0\0\0\0"
        b"\xff\xff\xff\xff\0\2\1\0\0;",
        "frame beyond its screen.gif": lambda: b"GIF89a\1\0\1\0\0\0\0,\xf0\xff\xf0\xff"
        b"\1\0\1\0\0\2\1\0\0;",
        "script in a picture.gif": lambda: b"GIF89a/*"
        + photo("GIF", (9, 9))[8:]
        + b"*/=1;"
        + script.encode(),
        "100000 by 100000.tiff": lambda: tiff(100_000, 100_000),
        "directory that leads to itself.tiff": lambda: tiff(9, 9, following=8),
        "strips of four gigabytes.tiff": lambda: tiff(900, 900, length=0xFFFFFFFF),
        "a hundred pages.tiff": pages,
        "height below zero.bmp": lambda: b"BM"
        + struct.pack("<IIIIiiHHIIIIII", 99, 0, 54, 40, 40_000, -40_000, 1, 24, 0, 0, 0, 0, 0, 0),
        "runs that run out.bmp": lambda: b"BM"
        + struct.pack("<IIIIiiHHIIIIII", 99, 0, 54, 40, 4_000, 4_000, 1, 8, 1, 0, 0, 0, 0, 0)
        + b"\xff\1" * 90,
        "65500 by 65500.jpeg": lambda: resized(photo("JPEG", (64, 64)), 65_500),
        "scans in circles.jpeg": lambda: scans(400),
        "facts of junk.jpeg": lambda: photo("JPEG", (64, 64)).replace(
            b"Exif\0\0", b"Exif\0\0\xff\xff", 1
        ),
        "a page behind.jpeg": lambda: photo("JPEG", (64, 64)) + script.encode(),
        "drawing with script.svg": lambda: f'<svg xmlns="http://www.w3.org/2000/svg">{script}</svg>'.encode(),
        "drawing named as a photo.png": lambda: f"<?xml?><svg onload='x'>{script}</svg>".encode(),
        "a telephone's.heic": lambda: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 900,
        "first bytes alone.webp": lambda: b"RIFF\xff\xff\xff\xffWEBPVP8X" + b"\xff" * 40,
        "first bytes alone.jpeg": lambda: b"\xff\xd8\xff\xe1\xff\xff",
    }  # fmt: skip


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _rows(width: int, height: int) -> bytes:
    return zlib.compress((b"\0" + b"\x7f" * (3 * width)) * height, 1)


def png(width: int, height: int, packed: bytes, more: bytes = b"") -> bytes:
    """A PNG that says it has these measures, whatever `packed` inflates to."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = _chunk(b"IHDR", head) + more + _chunk(b"IDAT", packed) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


def gif(frames: int) -> bytes:
    memory = BytesIO()
    made = [Image.new("P", (40, 40), n % 250) for n in range(frames)]
    made[0].save(memory, "GIF", save_all=True, append_images=made[1:])
    return memory.getvalue()


def pages() -> bytes:
    memory = BytesIO()
    made = [Image.new("L", (40, 40), n) for n in range(100)]
    made[0].save(memory, "TIFF", save_all=True, append_images=made[1:])
    return memory.getvalue()


def tiff(width: int, height: int, *, following: int = 0, length: int = 100) -> bytes:
    """One directory of eight entries at byte 8; `following` is where the next one stands."""
    entries = ((256, 4, width), (257, 4, height), (258, 3, 8), (259, 3, 1), (262, 3, 1))
    entries += ((273, 4, 200), (278, 4, height), (279, 4, length))
    body = b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in entries)
    made = b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", len(entries)) + body
    return (made + struct.pack("<I", following)).ljust(200, b"\0") + b"\x7f" * 100


def resized(jpeg: bytes, side: int) -> bytes:
    """The JPEG says another size than it has."""
    place = jpeg.find(b"\xff\xc0") + 5
    return jpeg[:place] + struct.pack(">HH", side, side) + jpeg[place + 4 :]


def scans(count: int) -> bytes:
    """A progressive JPEG whose last scan comes again and again."""
    memory = BytesIO()
    noise = random.Random(2).randbytes(512 * 512)
    Image.frombytes("L", (512, 512), noise).save(memory, "JPEG", progressive=True, quality=60)
    made = memory.getvalue()
    last = made.rfind(b"\xff\xda")
    return made[:last] + made[last:-2] * count + b"\xff\xd9"
