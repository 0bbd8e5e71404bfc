"""Pictures for the web: smaller, WebP, and without what cameras and phones write into them."""

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import IO

from django.core.files.base import ContentFile, File
from django.db.models.fields.files import ImageFieldFile
from PIL import ExifTags, Image, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")  # Pillow reads forty more, some by running programs
MOST_PIXELS = 60_000_000  # a picture takes three or four bytes a pixel while it is read
BROKEN = (
    OSError,
    ValueError,
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    RuntimeError,
    SyntaxError,
    TypeError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)  # what broken bytes raise somewhere in Pillow
ORIENTATION, SIDEWAYS = ExifTags.Base.Orientation, (5, 6, 7, 8)
FOLDER = "web"  # in the media storage: what is made here may be deleted at any time


class NotAPicture(Exception):
    """The file is missing, broken, or so large that opening it would be unwise."""


def for_web(image: ImageFieldFile, *, longest: int) -> bytes:
    """The picture as WebP with its longer side at most `longest`; made once, then kept.

    Raises NotAPicture.
    """
    storage = image.storage
    kept = f"{FOLDER}/{longest}/{image.name}.webp"
    if storage.exists(kept):
        with storage.open(kept, "rb") as file:
            return file.read()
    content = convert(image, longest)
    storage.save(kept, ContentFile(content))
    return content


def size_for_web(image: ImageFieldFile, *, longest: int) -> tuple[int, int]:
    """Width and height that `for_web` gives the picture, read from its head alone.

    Raises NotAPicture.
    """
    with opened(image) as source:
        width, height = source.size
        if source.getexif().get(ORIENTATION, 1) in SIDEWAYS:
            width, height = height, width
    scale = min(1, longest / max(width, height))
    return max(1, round(width * scale)), max(1, round(height * scale))


def remade(upload: File, *, longest: int) -> ContentFile:
    """A picture that somebody uploads, as it is to be kept: its pixels alone, as WebP.

    Raises NotAPicture.
    """
    upload.seek(0)
    with read(upload, upload.name) as source:
        return ContentFile(encode(source, longest), name="picture.webp")


def convert(image: ImageFieldFile, longest: int) -> bytes:
    with opened(image) as source:
        return encode(source, longest)


def encode(source: Image.Image, longest: int) -> bytes:
    """Re-encode from the pixels alone, turned the right way up."""
    source.thumbnail((longest, longest))
    upright = ImageOps.exif_transpose(source)
    pixels = upright.convert("RGBA" if has_alpha(upright) else "RGB")
    out = BytesIO()
    pixels.save(out, "WEBP", quality=75, exif=b"", icc_profile=None, xmp=b"")
    return out.getvalue()


@contextmanager
def opened(image: ImageFieldFile) -> Iterator[Image.Image]:
    """The picture, opened; whatever is wrong with it becomes NotAPicture."""
    try:
        with (
            image.storage.open(image.name, "rb") as file,
            read(file, image.name) as source,
        ):
            yield source
    except BROKEN as error:
        raise NotAPicture(image.name) from error


@contextmanager
def read(file: IO[bytes], name: str | None) -> Iterator[Image.Image]:
    """The picture in an open file; whatever is wrong with it becomes NotAPicture."""
    try:
        with Image.open(file, formats=FORMATS) as source:
            refuse_bomb(source)
            yield source
    except BROKEN as error:
        raise NotAPicture(name) from error


def refuse_bomb(source: Image.Image) -> None:
    if source.width * source.height > MOST_PIXELS:
        raise ValueError("more pixels than one should read")


def has_alpha(image: Image.Image) -> bool:
    return "A" in image.getbands() or "transparency" in image.info
