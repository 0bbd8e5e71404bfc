"""How offices head the columns of their lists, in English, Chinese and Russian.

ALIASES mean the column for certain. HINTS are likely: a person is asked, with this as the first guess.
"""

from collections.abc import Callable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from people.models import Allocation, Dossier, Participation, Person
from workshops.importers.sheets import Column
from workshops.tables import Cell

ALIASES: dict[str, tuple[str, ...]] = {
    "list_number": ("Number", "No", "№", "№ п/п", "Serial No.", "序号", "编号"),
    "role": ("角色", "Роль"),
    "stream": ("渠道", "Поток"),
    "sending_country": (
        "Country", "Nominating country", "国家", "派出国", "国别", "Страна", "Направляющая страна",
    ),
    "body": ("Allocation body", "Allocated to", "名额机构", "Квота организации"),
    "fund": ("资金来源", "Источник финансирования", "Фонд"),
    "unit": ("部门", "Подразделение"),
    "honorific": ("Title", "Salutation", "称谓", "Обращение"),
    "display_name": (
        "Full name", "Name on badge", "姓名", "全名", "ФИО", "Ф.И.О.", "Полное имя", "Имя и фамилия",
    ),
    "given_names": ("Given name", "First name", "Forename", "名", "名字", "Имена", "Имя и отчество"),
    "family_name": ("Surname", "Last name", "姓", "姓氏", "Фамилия"),
    "native_name": (
        "Native name", "本国文字姓名", "中文姓名", "中文名", "Имя в родной письменности",
        "Имя на родном языке",
    ),
    "gender": ("Sex", "性别", "Пол"),
    "nationality": ("Citizenship", "国籍", "Гражданство"),
    "duty_station": ("工作地点", "Место службы"),
    "email": (
        "Email", "E-mail address", "Mail", "邮箱", "电子邮件", "电子邮箱", "Эл. почта", "Электронная почта",
    ),
    "phone": ("Telephone", "Mobile", "Phone number", "Tel.", "电话", "手机", "联系电话", "Телефон"),
    "post_en": ("Job title", "Designation", "Position and organisation", "职务", "职位", "Должность"),
    "organisation": (
        "Organization", "Ministry", "Agency", "Institution", "单位", "工作单位", "机构", "Организация",
        "Ведомство", "Министерство",
    ),
    "sector": ("部门类别", "Сектор"),
    "speaker": ("列名主讲人", "Докладчик"),
    "state": ("Status", "状态", "Состояние", "Статус"),
    "channel": ("途径", "Основание участия"),
    "rank": ("排名", "Очерёдность"),
    "expected_on": ("Expected arrival", "预计到达", "Ожидается"),
    "arrived_on": ("Arrival", "Arrival date", "到达日期", "抵达日期", "Дата прибытия", "Дата приезда"),
    "left_on": ("Departure", "Departure date", "离开日期", "Дата отъезда"),
    "public_list": ("列入公开名单", "В общедоступном списке"),
    "directory": ("列入学员通讯录", "В справочнике участников"),
    "photo_consent": ("可出现在照片中", "Можно фотографировать"),
    "private_note": ("内部备注", "Служебное примечание"),
    # allocations
    "country": ("国家", "派出国", "Страна"),
    "seats": ("Number of seats", "名额", "名额数", "Мест", "Количество мест", "Квота"),
    "nomination_deadline": ("Deadline", "Nomination deadline", "提名截止", "Выдвижение до"),
    "replacement_cutoff": ("Replacement cut-off", "替换截止", "Замены до"),
    "source_note": ("Note", "备注", "Примечание"),
    "position": ("顺序", "Порядок"),
}  # fmt: skip

HINTS: dict[str, tuple[str, ...]] = {
    "stream": ("List", "Group", "Programme", "名单", "类别", "Список", "Группа"),
    "sending_country": ("Country or economy", "Economy", "Member country", "国家/地区", "Государство"),
    "display_name": ("Participant", "Nominee", "Person", "参加人员", "学员", "Участник", "Имя"),
    "given_names": ("Other names", "Middle names", "Имя", "Отчество"),
    "post_en": ("Position", "Function", "Occupation", "岗位", "Позиция", "Пост"),
    "organisation": ("Employer", "Company", "Department", "Affiliation", "所在单位", "Место работы"),
    "phone": ("Telephone no", "WeChat", "WhatsApp", "微信", "Моб."),
    "unit": ("Team", "Section", "Division", "Отдел"),
    "private_note": ("Remarks", "Comments", "Notes", "备注", "Примечание", "Комментарий"),
    "expected_on": ("Arriving on", "ETA", "预计抵达"),
    "nationality": ("Passport country", "护照国", "Паспорт"),
    "seats": ("Quota", "Places", "Number", "数量", "Число"),
    "country": ("Country or economy", "Economy", "国别"),
    "source_note": ("Remarks", "Source", "来源", "Источник"),
}  # fmt: skip


MODELS = (Participation, Person, Dossier, Allocation)
LABELS: dict[str, str | Promise] = {
    "reference": _("reference"),
    "workshop": _("address of the workshop"),
    "body": _("body that the allocation is to"),
    "fund": _("fund"),
    "seats": _("seats"),
    "waiver_reason": _("why without an endorsement"),
}


HELP: dict[str, str | Promise] = {
    "reference": _("Empty for somebody new. An export fills it in; leave it as it is."),
    "workshop": _("May stay empty."),
    "role": _("Empty: a participant."),
    "stream": _("The code of a stream of this workshop. Participants need one."),
    "sending_country": _("Who nominates and pays for the way. Participants need one, or a body."),
    "body": _("Where the seat is of an organisation and not of a country."),
    "fund": _("Its code, where the seat has to be paid by this fund."),
    "given_names": _("As in the passport."),
    "family_name": _("As in the passport."),
    "display_name": _("As on the badge and in lists. Must not be empty."),
    "sort_name": _("Empty: family name, then given names."),
    "gender": _("Only as the person gives it."),
    "email": _("By it somebody is known across workshops: each person needs an own one."),
    "phone": _("With the country’s number: +86 10 …"),
    "post_en": _("Post, department and organisation as at the event."),
    "state": _("Of somebody new. Empty: a draft."),
    "channel": _("Empty: an invitation, or a historical record once the workshop is over."),
    "waiver_reason": _("Where a nominee is selected without an endorsement."),
    "expected_on": _("2024-05-20, or “day 1”."),
    "arrived_on": _("2024-05-20, or “day 1”."),
    "left_on": _("2024-05-20, or “day 1”."),
    "public_list": _("Only where the person agreed."),
    "directory": _("Only where the person agreed."),
    "photo_consent": _("Only where the person agreed."),
    "private_note": _("For the office alone."),
    "nominees_per_seat": _("How many may be put forward for each seat. Empty: as it is, or two."),
    "nomination_deadline": _("2024-05-12 18:00 in the workshop’s own time."),
    "replacement_cutoff": _("2024-05-12 18:00 in the workshop’s own time."),
    "position": _("The place in the list. Empty: as it is, or at the end."),
}


def words_for(key: str) -> dict[str, tuple[str, ...]]:
    """The names of a column, as `Column` takes them."""
    return {"aliases": ALIASES.get(key, ()), "hints": HINTS.get(key, ())}


def label_for(key: str) -> str | Promise:
    """What a column is called in the reader's language: as its field is, everywhere else."""
    for model in MODELS:
        for field in model._meta.fields:
            if field.name == key and key not in LABELS:
                return field.verbose_name
    return LABELS.get(key, "")


def column(key: str, header: str, parse: Callable[[Cell], Any] | None = None, **said) -> Column:
    """A column with the names that offices give it."""
    help = HELP.get(key, "")
    return Column(key, header, parse, label=label_for(key), help=help, **words_for(key), **said)
