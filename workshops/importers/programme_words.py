"""The words of programmes in English, Russian and Chinese: parts of the day, kinds of sessions, labels of lines."""

import re
from functools import cache

from workshops.importers.cells import as_code, known_words
from workshops.importers.sheets import fold
from workshops.models import PartOfDay, Session

PARTS = {
    PartOfDay.MORNING: "morning forenoon am утро утром 上午 早上 早晨 早间",
    PartOfDay.AFTERNOON: "afternoon pm день днём днем 下午 午后",
    PartOfDay.NIGHT: "night evening вечер вечером 晚上 晚间 夜间",
    PartOfDay.DAYTIME: "daytime all-day whole-day full-day весь-день 全天 白天 整天",
}
KINDS = {
    Session.Kind.CEREMONY: (
        "opening closing opening-ceremony closing-ceremony opening-session closing-session "
        "открытие закрытие церемония-открытия церемония-закрытия торжественное-открытие "
        "开幕式 闭幕式 开班式 结业式 开幕典礼 闭幕典礼"
    ),
    Session.Kind.LECTURE: (
        "lecture seminar talk keynote presentation plenary лекция семинар доклад выступление "
        "讲座 授课 专题讲座 主题演讲 报告"
    ),
    Session.Kind.SITE_VISIT: (
        "on-site onsite site-visit field-visit study-visit company-visit visit выездное-занятие выезд посещение "
        "выездное-посещение 现场教学 现场 参观 考察 实地考察 参观考察"
    ),
    Session.Kind.NETWORKING: (
        "networking reception ice-breaking icebreaker нетворкинг знакомство приём прием неформальная-встреча "
        "交流 交流活动 破冰 招待会"
    ),
    Session.Kind.TOUR: (
        "tour industry-tour field-trip excursion sightseeing экскурсия поездка ознакомительная-поездка "
        "游览 文化考察 产业考察"
    ),
    Session.Kind.GROUP_WORK: (
        "group-work group-reports group-presentations working-groups exercise групповая-работа работа-в-группах "
        "отчёты-групп отчеты-групп 小组活动 分组活动 小组汇报 小组报告"
    ),
    Session.Kind.DISCUSSION: (
        "discussion panel panel-discussion round-table roundtable q&a дискуссия обсуждение круглый-стол "
        "панельная-дискуссия 讨论 研讨 圆桌会议 小组讨论 分组讨论 座谈"
    ),
    Session.Kind.BREAK: (
        "break lunch lunch-break coffee-break tea-break coffee tea dinner breakfast перерыв обед кофе-брейк "
        "кофе-пауза ужин завтрак 休息 茶歇 午餐 午休 晚餐 早餐"
    ),
    Session.Kind.OFF: (
        "off day-off free-day rest-day free-time no-sessions выходной выходной-день свободный-день "
        "свободное-время 休息日 自由活动 休假"
    ),
}
LABELS = {
    "speakers": (
        "speaker speakers lecturer lecturers presenter presenters panellists panelists by докладчик докладчики "
        "спикер спикеры лектор лекторы выступает выступают 主讲人 主讲 演讲人 讲者 发言人 授课教师 嘉宾"
    ),
    "moderators": (
        "moderator moderators chair facilitator модератор модераторы ведущий ведущая председатель "
        "主持人 主持"
    ),
    "hosts": (
        "host hosts hosted-by host-organisation host-organization принимающая-сторона принимающая-организация "
        "接待单位 接待方 承办单位 参观单位"
    ),
    "arranged_by": (
        "arranged-by organised-by organized-by arranger организатор организовано организовано-кем "
        "组织单位 安排单位 主办单位"
    ),
    "venue": "venue place room location where hall место место-проведения зал аудитория где 地点 会场 会议室 教室",
    "stops": "stops route places itinerary маршрут остановки 路线 参观点 行程",
    "meeting_point": "meeting-point meet-at gathering-point место-сбора сбор 集合地点 集合",
    "welcome": "welcome welcome-remarks opening-remarks приветственное-слово приветствие 致辞 欢迎致辞 开幕致辞",
    "closing": "closing-remarks заключительное-слово 闭幕致辞 总结致辞",
    "title": "title topic theme тема название 主题 题目",
    "description": "description abstract описание содержание 简介 内容简介",
}
ONLINE = re.compile(r"\s*[(（\[]\s*(online|онлайн|线上|在线|远程)\s*[)）\]]", re.IGNORECASE)
ONLINE_WORDS = {"online", "онлайн", "线上", "在线", "zoom"}
LABELLED = re.compile(r"^([^:：,，;；]{2,30})\s*[:：]\s*(.*)$", re.DOTALL)


def words_of(line: str) -> tuple[str, ...]:
    """The words of a line above, with spaces for the hyphens that hold one together."""
    return tuple(word.replace("-", " ") for word in line.split())


@cache
def looked_up(kind: str) -> dict[str, str]:
    """What each word means, as it is compared."""
    source: dict = {"part": PARTS, "kind": KINDS, "label": LABELS}[kind]
    found = {fold(word): code for code, line in source.items() for word in words_of(line)}
    choices = {"part": PartOfDay, "kind": Session.Kind}.get(kind)
    if choices is not None:
        found |= {fold(word): code for word, code in known_words(choices).items()}
    return found


def part_in(text: str) -> str:
    """The part of the day that the text is the word for, or ""."""
    return looked_up("part").get(fold(text), "")


def kind_in(text: str) -> str:
    """The kind of session that the text is the word for, or ""."""
    word = fold(text.strip().rstrip(":："))
    return looked_up("kind").get(word, "") or looked_up("kind").get(fold(as_code(text)), "")


def kind_of_title(title: str) -> str:
    """The kind that a title gives away: a break, a day off, a ceremony, or ""."""
    told = kind_in(title)
    if told:
        return told
    start = fold(title)
    ceremonies = [fold(word) for word in words_of(KINDS[Session.Kind.CEREMONY]) if len(word) > 7]
    ceremonies += ["开幕式", "闭幕式", "开班式", "结业式"]
    return Session.Kind.CEREMONY if start.startswith(tuple(ceremonies)) else ""


def labelled(line: str) -> tuple[str, str]:
    """What a line is labelled as, and the rest of it: ("speakers", "Lei Jun"). ("", line) for no label of ours."""
    match = LABELLED.match(line)
    code = looked_up("label").get(fold(match[1]), "") if match else ""
    return (code, match[2].strip()) if code else ("", line)


def headings(key: str) -> tuple[str, ...]:
    """The words that label a line head a column too."""
    return words_of(LABELS[key])


def script_of(text: str) -> str:
    """The language that the letters point to: zh-hans, ru, or en."""
    if re.search(r"[\u4e00-\u9fff]", text):
        return "zh-hans"
    cyrillic = len(re.findall(r"[\u0400-\u04ff]", text))
    return "ru" if cyrillic * 2 > sum(letter.isalpha() for letter in text) else "en"
