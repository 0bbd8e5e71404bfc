"""Keeps secrets that travel in addresses out of the log."""

import logging
import re

TOKEN_PATH = re.compile(r"(/[cel]/)[^/\s\"']+")


class HidingFormatter(logging.Formatter):
    """Replace the token of a personal link by dots in everything that is logged, traces included."""

    def format(self, record: logging.LogRecord) -> str:
        return hide(super().format(record))


def hide(text: str) -> str:
    return TOKEN_PATH.sub(r"\1…", text)
