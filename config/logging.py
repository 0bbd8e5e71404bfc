"""Keeps secrets that travel in addresses out of the log."""

import logging
import re

TOKEN_PATH = re.compile(r"(/e/)[^/\s\"]+")


class HideTokens(logging.Filter):
    """Replace the token of a personal link by dots in everything that is logged."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = hide(record.getMessage())
        record.args = ()
        return True


def hide(text: str) -> str:
    return TOKEN_PATH.sub(r"\1…", text)
