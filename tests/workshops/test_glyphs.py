"""Letters that our papers can print, and what becomes of those that they cannot."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshops.glyphs import coverage, covers, printable

ALPHABETS = {
    "Latin": "ABCXYZ abcxyz áčéğışñöüə “”‘’–…№€",
    "Russian": "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ № абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "Kazakh": "ӘҒҚҢӨҰҮҺІ әғқңөұүһі",
    "Uzbek": "ЎҚҒҲ ўқғҳ oʻzbekcha gʻ",
    "Tajik": "ҒӢҚӮҲҶ ғӣқӯҳҷ",
    "Mongolian": "ӨҮ өү",
    "Chinese": "数字经济促进区域合作 欧阳娜娜 刘玥",
    "Georgian": "ნინო ბერიძე",
    "Arabic": "محمد بن راشد",
    "Thai": "สมชาย ใจดี",
    "Lao": "ສົມພອນ",
    "Khmer": "សុខ វណ្ណា",
    "Burmese": "အောင်ဆန်း",
    "Vietnamese": "Nguyễn Thị Hường",
}


@pytest.mark.parametrize("text", ALPHABETS.values(), ids=ALPHABETS)
def test_the_letters_of_those_who_come_are_all_there(text):
    assert (covers(text), printable(text)) == (True, text)


@pytest.mark.parametrize("text", ["홍길동", "ᠮᠣᠩᠭᠣᠯ", "\U0001f600"])
def test_a_letter_that_no_font_has_becomes_a_question_mark(text):
    assert (covers(text), printable(f"Kim {text}")) == (False, "Kim " + "?" * len(text))


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("a\x00b\x1bc\x85d", "abc\nd"),
        ("one\r\ntwo\rthree\tfour", "one\ntwo\nthree four"),
        ("\ufeffleft \u202eright\u2066\u200e", "left right"),
        ("in\u200bvis\u2060ible\u00ad", "invisible"),
        ("tag\U000e0041s \ue000", "tags "),
        ("lone \ud83d surrogate", "lone  surrogate"),
        ("e\u0301", "é"),
        ("می‌خواهم", "می‌خواهم"),
    ],
)
def test_nothing_unseen_is_printed(text, printed):
    assert printable(text) == printed


def test_only_a_word_longer_than_a_line_may_be_broken():
    assert printable("x" * 40) == "x" * 40
    assert printable("x" * 81) == "x" * 40 + "\u200b" + "x" * 40 + "\u200b" + "x"
    assert printable("数" * 81) == "数" * 81


@given(st.text(max_size=200))
def test_whatever_is_typed_can_be_printed(text):
    printed = printable(text)
    assert [
        letter for letter in printed if not letter.isspace() and ord(letter) not in coverage()
    ] == []
    assert printable(printed.replace("\u200b", "")) == printed
