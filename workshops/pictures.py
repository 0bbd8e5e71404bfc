"""Pictures for the web: smaller, WebP, and without what cameras and phones write into them."""

from io import BytesIO

from django.core.files.base import ContentFile
from django.db.models.fields.files import ImageFieldFile
from PIL import Image, ImageOps

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


def convert(image: ImageFieldFile, longest: int) -> bytes:
    """Re-encode from the pixels alone, turned the right way up."""
    try:
        with image.storage.open(image.name, "rb") as file, Image.open(file) as source:
            upright = ImageOps.exif_transpose(source)
            upright.thumbnail((longest, longest))
            pixels = upright.convert("RGBA" if has_alpha(upright) else "RGB")
    except (
        OSError,
        ValueError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ) as error:
        raise NotAPicture(image.name) from error
    out = BytesIO()
    pixels.save(out, "WEBP", quality=80, exif=b"", icc_profile=None, xmp=b"")
    return out.getvalue()


def has_alpha(image: Image.Image) -> bool:
    return "A" in image.getbands() or "transparency" in image.info
