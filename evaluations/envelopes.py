"""Padding and sealing: every envelope and every draft has the same size, whatever was written.

The bucket is 32 KiB. The shipped closing form at its fullest (three texts of 2,000 characters of four
bytes, one of 300, every box ticked) takes about 29 KiB; `check_fits` refuses to open a form that
could take more, so nobody's last words are ever refused.
"""

import json

from nacl.encoding import RawEncoder
from nacl.exceptions import CryptoError
from nacl.hash import blake2b
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.secret import SecretBox
from nacl.utils import random as random_bytes

from evaluations.refusals import FormTooLong
from evaluations.structure import Item, Structure

BUCKET = 32 * 1024
TEXT_LIMIT = 2000
OWN_LIMIT = 300
WIDEST_CHARACTER = 4  # bytes of UTF-8; quotes and backslashes take two in JSON
FORMAT = 1


class Unreadable(Exception):
    """The ciphertext is not ours, or not under this key."""


def text_limit(item: Item) -> int:
    return OWN_LIMIT if item.moment else TEXT_LIMIT


def pack(answers: dict[str, str | list[str]]) -> bytes:
    """Canonical JSON, padded with spaces to the bucket. Raises FormTooLong where it would not fit."""
    content = {"v": FORMAT, "a": answers}
    raw = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    if len(raw) > BUCKET:
        raise FormTooLong
    return raw.ljust(BUCKET, b" ")


def unpack(raw: bytes) -> dict[str, str | list[str]]:
    return json.loads(raw)["a"]


def check_fits(structure: Structure) -> None:
    """Raise FormTooLong if the fullest possible answer would not fit into the bucket."""
    if sum(fullest(item) for item in structure.items) > BUCKET - 64:
        raise FormTooLong


def fullest(item: Item) -> int:
    """The most bytes that the answer to one item can take, with its key and punctuation."""
    key = len(item.key.encode()) + 8
    if item.is_text:
        return key + text_limit(item) * WIDEST_CHARACTER
    codes = sorted((len(choice.code.encode()) + 3 for choice in item.block.choices), reverse=True)
    if item.is_many:
        return key + sum(codes[: item.block.question.max_choices or None])
    return key + max([5, *codes])


def seal(answers: dict[str, str | list[str]], public_key: bytes) -> bytes:
    """To the questionnaire's public key: not even the sender can open it again."""
    return SealedBox(PublicKey(bytes(public_key))).encrypt(pack(answers))


def unseal(sealed: bytes, key: PrivateKey) -> dict[str, str | list[str]]:
    """Raises Unreadable."""
    try:
        return unpack(SealedBox(key).decrypt(bytes(sealed)))
    except (CryptoError, ValueError, KeyError, TypeError) as error:
        raise Unreadable from error


def lock(answers: dict[str, str | list[str]], key: bytes) -> bytes:
    """A draft, under the key of the browser that writes it."""
    return SecretBox(derive(key, b"draft")).encrypt(pack(answers))


def unlock(ciphertext: bytes, key: bytes) -> dict[str, str | list[str]]:
    """Raises Unreadable."""
    try:
        return unpack(SecretBox(derive(key, b"draft")).decrypt(bytes(ciphertext)))
    except (CryptoError, ValueError, KeyError, TypeError) as error:
        raise Unreadable from error


def derive(key: bytes, purpose: bytes) -> bytes:
    """One key for one purpose: none of them gives away another."""
    return blake2b(b"", digest_size=32, key=key, person=purpose, encoder=RawEncoder)


def new_draft_key() -> bytes:
    return random_bytes(32)
