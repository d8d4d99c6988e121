"""Images made small: upright, without metadata, and only when their pixels fit into memory."""

from io import BytesIO
from typing import BinaryIO

from PIL import Image, ImageOps, TiffImagePlugin, WebPImagePlugin

from intranet.lib.contents.model import Contents, Facts, Picture, Preview, Wish
from intranet.lib.documents.model import Unreadable

FORMATS = {
    "png": "PNG",
    "jpeg": "JPEG",
    "gif": "GIF",
    "webp": "WEBP",
    "tiff": "TIFF",
    "bmp": "BMP",
}
MAX_PIXELS = 48_000_000  # six bytes each at most (a palette and its tones) must fit into the child
MAX_SCALED = 250_000_000  # of a JPEG, which is made smaller while it is decoded
#: A picture with so few tones is text or a drawing: kept whole it is sharper and smaller than
#: a lossy one. A full page of text in 990 × 1400 pixels takes 55…75 kB.
FEW = 600
QUALITY, EFFORT = 72, 2
_SIXTEEN = [tone // 16 * 17 for tone in range(256)]

# What Pillow would import when a file asks for it; in the child nothing may be opened by then.
Image.preinit()
LOADED = (TiffImagePlugin, WebPImagePlugin)
Image.MAX_IMAGE_PIXELS = None  # we count ourselves, by kind


def read(file: BinaryIO, wish: Wish, kind: str) -> Contents:
    """An image's size, and the image made small; of a TIFF its pages from `wish.first` on.

    Raises Unreadable: broken, too_large. MemoryError is the caller's.
    """
    try:
        image = Image.open(file, formats=[FORMATS[kind]])
        facts: Facts = {"width": image.width, "height": image.height}
        pictures = tuple(_pages(image, wish)) if wish.count else ()
    except Unreadable:
        raise
    except MemoryError:
        raise
    except Exception as error:  # Pillow's plug-ins raise whatever their bytes lead them to
        raise Unreadable("broken", kind=kind) from error
    return Contents(kind, facts=facts, preview=Preview(pictures, (), wish.first))


def _pages(image: Image.Image, wish: Wish) -> list[Picture]:
    if image.format != "TIFF":
        return [encoded(_upright(image, wish.side), wish.side)]
    pictures = []
    for n in range(wish.first - 1, wish.first - 1 + wish.count):
        try:
            image.seek(n)
        except EOFError:
            break
        pictures.append(encoded(_upright(image, wish.side), wish.side))
    return pictures


def _upright(image: Image.Image, side: int) -> Image.Image:
    """The image as a camera's owner saw it, decoded no larger than needed."""
    most = MAX_SCALED if image.format == "JPEG" else MAX_PIXELS
    if image.width * image.height > most:
        raise Unreadable("too_large", limit_pixels=most)
    image.draft("RGB", (side, side))
    if image.width * image.height > MAX_PIXELS:
        raise Unreadable("too_large", limit_pixels=MAX_PIXELS)
    return ImageOps.exif_transpose(_fitted(image, side))


def _fitted(image: Image.Image, side: int) -> Image.Image:
    """A smaller one, in tones where the large one has only dots; never a larger one."""
    scale = min(1.0, side / max(image.size))
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    tones = {"1": "L", "P": "RGBA"}
    if scale < 1 and image.mode in tones:
        image = image.convert(tones[image.mode])
    return image.resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)


def encoded(image: Image.Image, side: int) -> Picture:
    """`image` as WebP, at most `side` pixels long, over white and with nothing but pixels."""
    image.thumbnail((side, side))
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        over = Image.new("RGBA", image.size, "white")
        over.alpha_composite(image.convert("RGBA"))
        image = over
    plain = image.convert("RGB")
    plain.info.clear()
    memory = BytesIO()
    drawn = plain.point(_SIXTEEN * 3)
    if drawn.getcolors(FEW):
        drawn.save(memory, "WEBP", lossless=True, quality=20, method=1)
    else:
        plain.save(memory, "WEBP", quality=QUALITY, method=EFFORT)
    return Picture("webp", plain.width, plain.height, memory.getvalue())
