"""The gallery's example words in three languages: made up, and as long as real ones are."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """Everything that the gallery says in one language; never translated through gettext."""

    workshop: str
    nav: tuple[str, ...]
    kinds: dict[str, str]
    parts: dict[str, str]
    titles: tuple[str, ...]
    people: tuple[tuple[str, str, str], ...]  # name, post, language of the name
    initials: str
    welcome: str
    moderator: str
    venue: str
    organisations: tuple[str, str, str]
    stops: tuple[tuple[str, str], ...]
    fact_terms: tuple[str, str, str, str]
    dates: str
    zone: str
    country: str
    count: str
    total: str
    countries: tuple[tuple[str, int], ...]
    seat_states: tuple[str, ...]
    sentence: str
    scale: tuple[str, ...]
    balance_sentence: str
    balance: tuple[str, ...]
    question: str
    hint: str
    topics_question: str
    topics: tuple[str, ...]
    text_question: str
    email: str
    consent: str
    empty_title: str
    empty_text: str
    action: str
    sample: str
    preview: str
    warning: str
    prose: str


ENGLISH = Words(
    workshop="Joint Workshop on Water, Trade and the Digital Economy of Lake Regions",
    nav=(
        "Overview",
        "Agenda",
        "Speakers",
        "Visits",
        "Participants",
        "Information",
        "Evaluation",
        "Report",
    ),
    kinds={
        "ceremony": "Ceremony",
        "lecture": "Lecture",
        "site_visit": "Site visit",
        "networking": "Networking",
        "tour": "Tour",
        "group_work": "Group work",
        "discussion": "Discussion",
        "break": "Break",
        "off": "Day off",
    },
    parts={
        "morning": "Morning",
        "afternoon": "Afternoon",
        "night": "Night",
        "daytime": "Daytime",
    },
    titles=(
        "Opening ceremony",
        "From the first ferry ticket to one window: how a lake region put its public services online",
        "Payments across borders: what small exporters ask for",
        "A day around the lake: harbour, village market and the old observatory",
        "Dinner with companies of the region",
    ),
    people=(
        ("Amina Example", "Vice President, Lakeside University", ""),
        ("Образцова Мария", "Director, Regional Institute for Trade", "ru"),
        ("样例明", "Dean of the Faculty of Economics and Professor of Public Policy", "zh-hans"),
    ),
    initials="AE",
    welcome="Welcome",
    moderator="Moderator",
    venue="Hall 2, Lakeside University, East Campus",
    organisations=(
        "Chamber of Commerce of the Lake Province",
        "Association of Ferry Companies",
        "Harbour Office",
    ),
    stops=(
        ("Harbour of Pebble Bay", "Company"),
        ("The Boathouse", "Lunch"),
        ("Reed Village Market", "Market"),
        ("Old Observatory", "Museum"),
        ("Terrace of the Faculty", "Dinner"),
    ),
    fact_terms=("What", "When", "Where", "Organiser"),
    dates="Mon 20 May to Sun 2 June 2024",
    zone="Times in the zone of Shanghai",
    country="Country",
    count="Participants",
    total="All countries",
    countries=(("Azerbaijan", 2), ("Kazakhstan", 3), ("Mongolia", 4), ("Uzbekistan", 1)),
    seat_states=("planned", "offered", "nominated", "held", "arrived", "lost"),
    sentence="24 of 31 found the course useful or very useful for their work.",
    scale=("Very poor", "Poor", "Fair", "Good", "Very good"),
    balance_sentence="12 of 31 found the number of evening sessions about right.",
    balance=(
        "Far too little",
        "A little too little",
        "About right",
        "A little too much",
        "Far too much",
    ),
    question="Taken as a whole, how good was the course?",
    hint="Think of the two weeks together, not of a single day.",
    topics_question="Which other topics do you need?",
    topics=(
        "Digital trade and customs",
        "Data protection across borders",
        "Financing for small companies",
    ),
    text_question="What will you use in your work, and where?",
    email="E-mail address",
    consent="You may quote my comments without my name, post and country.",
    empty_title="The agenda is not published yet",
    empty_text="It will be here two weeks before the opening. The organisers are still settling "
    "the visits.",
    action="See what is known so far",
    sample="This is a sample. The people and answers are made up.",
    preview="Preview: only organisers see this page.",
    warning="Three participants have no visa yet, and the opening is in nine days.",
    prose="A rostrum is a place from which one speaks to many. This page shows how running text is "
    "set: lines of some sixty characters, links underlined, and room to breathe.",
)

CHINESE = Words(
    workshop="湖区水资源、贸易与数字经济联合研讨班",
    nav=("概览", "日程", "讲者", "考察", "学员", "须知", "评估", "报告"),
    kinds={
        "ceremony": "仪式",
        "lecture": "讲座",
        "site_visit": "现场考察",
        "networking": "交流活动",
        "tour": "参观之旅",
        "group_work": "小组活动",
        "discussion": "讨论",
        "break": "休息",
        "off": "休息日",
    },
    parts={"morning": "上午", "afternoon": "下午", "night": "晚上", "daytime": "全天"},
    titles=(
        "开幕式",
        "从第一张轮渡票到“一网通办”：一个湖区如何把公共服务搬到网上",
        "跨境支付：小型出口企业的需求",
        "环湖一日：港口、乡村集市与旧天文台",
        "与本地企业共进晚餐",
    ),
    people=(
        ("样例明", "湖畔大学副校长", ""),
        ("Образцова Мария", "地区贸易研究所所长（在线）", "ru"),
        ("Amina Example", "经济学院院长、公共政策教授", "en"),
    ),
    initials="明",
    welcome="致辞",
    moderator="主持人",
    venue="湖畔大学东校区二号厅",
    organisations=("湖省商会", "轮渡企业协会", "港口管理处"),
    stops=(
        ("卵石湾港口", "企业"),
        ("船屋餐厅", "午餐"),
        ("芦苇村集市", "市场"),
        ("旧天文台", "博物馆"),
        ("学院露台", "晚餐"),
    ),
    fact_terms=("主题", "时间", "地点", "主办单位"),
    dates="2024年5月20日（星期一）至6月2日（星期日）",
    zone="时间均为上海当地时间",
    country="国家",
    count="学员人数",
    total="合计",
    countries=(("阿塞拜疆", 2), ("哈萨克斯坦", 3), ("蒙古国", 4), ("乌兹别克斯坦", 1)),
    seat_states=("计划中", "已提供", "已提名", "已确认", "已报到", "已失去"),
    sentence="31人中有24人认为课程对工作有用或非常有用。",
    scale=("很差", "较差", "一般", "好", "很好"),
    balance_sentence="31人中有12人认为晚间活动的数量合适。",
    balance=("太少", "略少", "合适", "略多", "太多"),
    question="总体而言，您认为本次课程如何？",
    hint="请考虑整个两周，而不是某一天。",
    topics_question="您还需要哪些专题？",
    topics=("数字贸易与海关", "跨境数据保护", "小企业融资"),
    text_question="您将在工作中使用哪些内容？用在何处？",
    email="电子邮箱",
    consent="可以引用我的意见，但不注明姓名、职务和国家。",
    empty_title="日程尚未公布",
    empty_text="日程将于开幕前两周在此公布，主办方正在落实考察安排。",
    action="查看目前已知的信息",
    sample="这是示例，其中的人物和答案均为虚构。",
    preview="预览：只有主办方能看到此页。",
    warning="三名学员尚未获得签证，距离开幕还有九天。",
    prose="讲坛是一个人面向众人说话的地方。本页展示正文的排版：每行三十余字，链接带下划线，"
    "行间留有余地。汉字之间不加字距，也不使用斜体。",
)

RUSSIAN = Words(
    workshop="Совместный семинар по водным ресурсам, торговле и цифровой экономике озёрных регионов",
    nav=(
        "Обзор",
        "Программа",
        "Докладчики",
        "Посещения",
        "Участники",
        "Информация",
        "Оценка",
        "Отчёт",
    ),
    kinds={
        "ceremony": "Церемония",
        "lecture": "Лекция",
        "site_visit": "Посещение объекта",
        "networking": "Налаживание контактов",
        "tour": "Ознакомительная поездка",
        "group_work": "Работа в группах",
        "discussion": "Обсуждение",
        "break": "Перерыв",
        "off": "Выходной день",
    },
    parts={
        "morning": "Утро",
        "afternoon": "Вторая половина дня",
        "night": "Вечер",
        "daytime": "Весь день",
    },
    titles=(
        "Торжественное открытие",
        "От первого билета на паром до единого окна: как озёрный регион перевёл государственные "
        "услуги в цифровой формат",
        "Трансграничные платежи: чего ждут малые экспортёры",
        "День вокруг озера: гавань, деревенский рынок и старая обсерватория",
        "Ужин с представителями предпринимательского сообщества региона",
    ),
    people=(
        ("Образцова Мария", "Проректор Приозёрного университета", ""),
        ("Amina Example", "Директор Регионального института торговли", "en"),
        (
            "样例明",
            "Декан экономического факультета, профессор государственной политики",
            "zh-hans",
        ),
    ),
    initials="ОМ",
    welcome="Приветственное слово",
    moderator="Ведущий",
    venue="Зал 2, Приозёрный университет, восточный кампус",
    organisations=(
        "Торгово-промышленная палата Озёрной провинции",
        "Ассоциация паромных компаний",
        "Администрация порта",
    ),
    stops=(
        ("Гавань Галечной бухты", "Предприятие"),
        ("Ресторан «Лодочный сарай»", "Обед"),
        ("Рынок Камышовой деревни", "Рынок"),
        ("Старая обсерватория", "Музей"),
        ("Терраса факультета", "Ужин"),
    ),
    fact_terms=("Что", "Когда", "Где", "Организатор"),
    dates="Пн 20 мая – вс 2 июня 2024 г.",
    zone="Время указано по Шанхаю",
    country="Страна",
    count="Число участников",
    total="Все страны",
    countries=(("Азербайджан", 2), ("Казахстан", 3), ("Монголия", 4), ("Узбекистан", 1)),
    seat_states=(
        "запланировано",
        "предложено",
        "кандидат выдвинут",
        "занято",
        "прибыл",
        "утрачено",
    ),
    sentence="24 из 31 сочли курс полезным или очень полезным для своей работы.",
    scale=("Очень плохо", "Плохо", "Удовлетворительно", "Хорошо", "Очень хорошо"),
    balance_sentence="12 из 31 сочли число вечерних занятий примерно подходящим.",
    balance=(
        "Слишком мало",
        "Немного мало",
        "Примерно столько, сколько нужно",
        "Немного много",
        "Слишком много",
    ),
    question="Как вы оцениваете курс в целом?",
    hint="Подумайте о двух неделях вместе, а не об одном дне.",
    topics_question="Какие ещё темы вам нужны?",
    topics=(
        "Цифровая торговля и таможня",
        "Трансграничная защита данных",
        "Финансирование малых предприятий",
    ),
    text_question="Что и где вы будете применять в своей работе?",
    email="Адрес электронной почты",
    consent="Мои замечания можно приводить без имени, должности и страны.",
    empty_title="Программа ещё не опубликована",
    empty_text="Она появится здесь за две недели до открытия. Организаторы ещё согласовывают "
    "посещения.",
    action="Что известно сейчас",
    sample="Это образец. Люди и ответы вымышлены.",
    preview="Предварительный просмотр: страницу видят только организаторы.",
    warning="У трёх участников ещё нет визы, а до открытия осталось девять дней.",
    prose="Ростра – место, с которого говорят со многими. Эта страница показывает, как набран "
    "текст: строки примерно в шестьдесят знаков, подчёркнутые ссылки и достаточно воздуха.",
)

WORDS = {"en": ENGLISH, "zh-hans": CHINESE, "ru": RUSSIAN}
