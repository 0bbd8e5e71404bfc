"""Acceptance facts of the seed workshop, typed from its published report.

Source: "Workshop Report: CAREC Digital Economy", CAREC Institute, June 2024, licensed CC BY 3.0 IGO
(https://creativecommons.org/licenses/by/3.0/igo/). Words stand as printed, misprints included; only
markup, list marks and doubled spaces are gone. What the report prints wrongly, and how it prints it
rightly elsewhere, is in CORRECTIONS; what it prints in two ways without settling, in VARIANTS.

Nothing here is read from the files that our loader reads, so that a test can compare the two.
"""

from dataclasses import dataclass
from datetime import date

TITLE = "Joint CAREC-China Digital Economy Workshop"
JOINT_TITLE = "2nd ASEAN-China Digital Economy Workshop"

ONSITE, NETWORKING = "On-site", "Networking"


@dataclass(frozen=True)
class Day:
    """One day of Annex A."""

    number: int
    date: date
    off: bool = False


@dataclass(frozen=True)
class Billing:
    """One speaker as printed under an item. `online`: "(Online)" stands behind the post."""

    name: str
    post: str
    role: str = "speaker"  # or welcome, moderator, closing
    online: bool = False

    @property
    def printed(self) -> str:
        mark = " (Online)" if self.online else ""
        return f"{self.name}, {self.post}{mark}" if self.post else f"{self.name}{mark}"


@dataclass(frozen=True)
class Session:
    """One item of Annex A. `title` is without "(Online)", which `online` stands for, and without the
    heading; `text` is a paragraph that is neither title nor billing; `arranged_by` is what stands in
    "(Arranged by …)". The two visits of Day 8 share one printed heading."""

    day: int
    part: str  # morning, afternoon, night or daytime
    title: str = ""
    heading: str = ""
    text: str = ""
    hosts: tuple[str, ...] = ()
    arranged_by: str = ""
    stops: tuple[str, ...] = ()
    billings: tuple[Billing, ...] = ()
    online: bool = False

    @property
    def printed_title(self) -> str:
        return f"{self.title} (Online)" if self.online else self.title

    @property
    def printed_hosts(self) -> str:
        return " and ".join(self.hosts)


@dataclass(frozen=True)
class Participant:
    """One row of Annex D's country lists. The numbers run on from the CAREC to the ASEAN list."""

    number: int
    country: str  # heading, as printed
    iso3: str
    stream: str  # CAREC or ASEAN
    honorific: str
    name: str
    printed_post: str  # all that follows the comma behind the name


@dataclass(frozen=True)
class Listed:
    """One row of Annex D's lists of resource persons and staff."""

    number: int
    honorific: str
    name: str
    post: str


@dataclass(frozen=True)
class Allocation:
    """Seats of one country in one stream. `fund` is printed for Mongolia's second two alone;
    `derived`: counted from Annex D or from a country's absence, not printed as an allocation."""

    stream: str
    country: str
    iso3: str
    seats: int
    fund: str = ""
    derived: bool = False


@dataclass(frozen=True)
class Load:
    """The programme's weight, as counted from Annex A and section II."""

    nominal_hours: dict[str, int]
    hours: int
    programme_days: int
    hours_per_day: float  # one decimal
    night_days: tuple[int, ...]
    longest_run_of_nights: tuple[int, ...]
    days_off: tuple[int, ...]
    onsite_hours: int
    hours_kept_for_group_reports: int


@dataclass(frozen=True)
class Line:
    """One printed line under a short key, for tests that look for what we made of it."""

    key: str
    printed: str
    under: str = ""


@dataclass(frozen=True)
class Evaluation:
    """What the report holds of its evaluation: sections III and IV, and Annex E."""

    applied_to_work: tuple[str, ...]  # Annex E, question 1
    suggestions: tuple[str, ...]  # Annex E, question 2
    topics_asked_for: tuple[str, ...]  # Annex E, question 3
    topic_groups: tuple[str, ...]  # section III
    positive: tuple[Line, ...]  # section III
    recommendations: tuple[Line, ...]  # section IV


@dataclass(frozen=True)
class Correction:
    """A misprint that the report itself, or the language, puts right beyond doubt."""

    printed: str
    corrected: str
    where: str
    evidence: str


@dataclass(frozen=True)
class Variant:
    """One thing printed in several ways: (reading, where). None is called wrong."""

    readings: tuple[tuple[str, str], ...]
    note: str = ""


DAYS = (
    Day(1, date(2024, 5, 20)),
    Day(2, date(2024, 5, 21)),
    Day(3, date(2024, 5, 22)),
    Day(4, date(2024, 5, 23)),
    Day(5, date(2024, 5, 24)),
    Day(6, date(2024, 5, 25)),
    Day(7, date(2024, 5, 26), off=True),
    Day(8, date(2024, 5, 27)),
    Day(9, date(2024, 5, 28)),
    Day(10, date(2024, 5, 29)),
    Day(11, date(2024, 5, 30)),
    Day(12, date(2024, 5, 31)),
    Day(13, date(2024, 6, 1)),
    Day(14, date(2024, 6, 2), off=True),
)

SESSIONS = (
    Session(
        1,
        "morning",
        "Opening Ceremony",
        billings=(
            Billing("Zhoushan Jianghong", "Vice President of Zhejiang University", "welcome"),
            Billing("Kabir Jurazoda", "Director, CAREC Institute", "welcome", online=True),
            Billing(
                "Shuzhong Ma",
                "Dean and Distinguished Qiu Shi Professor of the China Academy of Digital Trade "
                "at Zhejiang University",
                "welcome",
            ),
            Billing(
                "Gong Sen",
                "Director, Center for International Studies on Development and Governance "
                "(CiSDG), Zhejiang University",
                "moderator",
            ),
        ),
    ),
    Session(
        1,
        "morning",
        "CAREC Digital Strategy 2030",
        online=True,
        billings=(
            Billing(
                "Dorothea Lazaro",
                "Senior Regional Cooperation Specialist, ADB Central and West Asia Department",
            ),
        ),
    ),
    Session(
        1,
        "morning",
        "CAREC Digital Economy Development: challenges and policy recommendations",
        billings=(
            Billing("Rovshan Mahmudov", "Senior Capacity Building Specialist, CAREC Institute"),
        ),
    ),
    Session(
        1,
        "afternoon",
        "Practice and Pathway in China's Development of Digital Economy",
        billings=(
            Billing(
                "Yuezhou Cai",
                "Director and Researcher of the Digital Economy Research Office, Institute of "
                "Quantitative & Technical Economics at Chinese Academy of Social Sciences",
            ),
        ),
    ),
    Session(
        1,
        "night",
        "Ice-breaking",
        text=(
            "Participants will introduce themselves, express their expectations on the Workshop "
            "and raise their questions concerning digital economy. Participants will be grouped, "
            "and each group will prepare for delivering a presentation on Day 12."
        ),
    ),
    Session(
        2,
        "morning",
        "Zhejiang's Information and Communication Infrastructure Construction",
        heading=ONSITE,
        hosts=("China Mobile (Zhejiang) Innovation Research Institute",),
    ),
    Session(
        2,
        "morning",
        "China's Information and Communication Infrastructure Construction: History and Experience",
        billings=(
            Billing(
                "Jun Lei",
                "Senior Project Expert and Senior Engineer of the Smart Home Operations Centre "
                "and Integrated Communication Systems Department of China Mobile Ltd",
            ),
        ),
    ),
    Session(
        2,
        "afternoon",
        "The Application of Metaverse Technology in the Digital Economy Era",
        billings=(
            Billing(
                "Xuguang Zhang",
                "President of the Zhejiang Association for Science, Technology and Innovation, "
                "Distinguished Researcher of the Intelligent Education Research Centre at "
                "Zhejiang University",
            ),
        ),
    ),
    Session(
        2,
        "night",
        "The New Generation of Artificial Intelligence: from AlphaGo to ChatGPT",
        billings=(
            Billing(
                "Fei Wu",
                "Director and Qiu Shi Distinguished Professor of Institute of Artificial "
                "Intelligence at Zhejiang University",
            ),
        ),
    ),
    Session(
        3,
        "morning",
        "Evolution towards Intelligent Education Transformation",
        heading=ONSITE,
        hosts=("Xianghu Future School", "Hailiang Limited Co., Ltd."),
    ),
    Session(
        3,
        "afternoon",
        "Metaverse Technology, Digital Collectibles and Global Distribution of Digital Content",
        heading=ONSITE,
        hosts=("Zhejiang Zoland Animation Co., Ltd.",),
    ),
    Session(
        3,
        "night",
        "Practices, Experiences and Challenges in the Development of Digital Economy in Asian, "
        "CAREC and ASEAN Economies",
        billings=(
            Billing(
                "Yoonee Jeong",
                "Senior Digital Tech Specialist (Digital Infra & Economy), Climate Change and "
                "Sustainable Development Department (CCSD), ADB",
            ),
        ),
    ),
    Session(
        4,
        "morning",
        "Cloud Computing: Current Landscape and Future Directions - From Emulation to Innovation",
        heading=ONSITE,
        hosts=("Alibaba Cloud Computing Co., Ltd. - Hangzhou Branch",),
    ),
    Session(
        4,
        "afternoon",
        "Intelligent Transformation of Manufacturing Industry",
        billings=(
            Billing(
                "Wenge Liu",
                "Dean and Professor of the School of International Economics and Politics at "
                "Liaoning University",
            ),
        ),
    ),
    Session(
        5,
        "morning",
        "3D+AI Tools for Propelling the Global Fashion Industry's Digital and Innovative Evolution",
        heading=ONSITE,
        hosts=("Zhejiang Lintex Digital Technology Ltd. (Style3D)",),
    ),
    Session(
        5,
        "afternoon",
        "Exemplary Cases of Intelligent System Design",
        billings=(
            Billing(
                "Yongchuan Tang",
                "Deputy Director of China Digital Creative Technology Equipment Innovation "
                "Industrial Alliance, Professor of the School of Computer Science and Technology "
                "at Zhejiang University",
            ),
        ),
    ),
    Session(
        5,
        "night",
        "Global Digital Economic Cooperation, Digital Economic Development Opportunities and "
        "Digital Technology Solutions",
        heading=NETWORKING,
        arranged_by=(
            "the World Digital Economy Forum (WDEF), Hangzhou Digital Ecological Building and "
            "representative enterprises in the area of digital technology solutions"
        ),
    ),
    Session(
        6,
        "daytime",
        "Digital Economy-focused Industry Tour to Shaoxing: Enterprise Digital Transformation, "
        "Rural Livestream E-commerce and Traditional Culture",
        stops=(
            "Zhejiang Toman Intelligent Technology Co., Ltd",
            "Lunch",
            "China Pearls and Jewelry International City",
            "The China Shaoxing Wine Museum",
            "Dinner",
        ),
        arranged_by=(
            "Shaoxing Council of China Council for the Promotion of International Trade (CCPIT), "
            "Shaoxing Chamber of International Commerce and representative enterprises in Shaoxing"
        ),
    ),
    Session(
        8,
        "morning",
        "Digitalization of Government Services for a Better Business Environment in China: "
        "A Case Study on the Reform Experience of Zhejiang Province",
        billings=(Billing("Wenting Wei", "Private Sector Specialist, World Bank in China"),),
    ),
    Session(
        8,
        "morning",
        "The Construction Process of Digitalization of Government Services in Zhejiang",
        billings=(
            Billing(
                "Yongsheng Shen",
                "General Manager of Zhejiang Daily Digital Technology (Zhejiang) Co.,Ltd., "
                "General Manager of Hangzhou City Brain Co.,Ltd.",
            ),
        ),
    ),
    Session(
        8,
        "afternoon",
        "Zhejiang's Practice in Building a Digital Government",
        heading=ONSITE,
        hosts=("Hangzhou City Brain",),
    ),
    Session(
        8,
        "afternoon",
        "Zhejiang's Practice in Intelligent Industrial Transformation",
        heading=ONSITE,
        hosts=("Zhejiang Top Cloud-agri Technology Co., Ltd",),
    ),
    Session(
        9,
        "morning",
        "Sustainable Social Innovation and Governance of Digital Divide",
        billings=(
            Billing(
                "Lijie Fang",
                "Professor of the School of Social Research at the Renmin University of China",
            ),
        ),
    ),
    Session(
        9,
        "afternoon",
        "Constructing Rules for an Opened Global Digital Economy System",
        billings=(
            Billing(
                "Xianhai Huang",
                "Changjiang Distinguished Professor and Vice President of Zhejiang University",
            ),
        ),
    ),
    Session(
        9,
        "night",
        "Integration and Cooperation of Asian Civilisations in the Digital Age",
        heading=NETWORKING,
        arranged_by=(
            "Zhejiang University International Business School (ZIBS) and the International "
            "Campus of Zhejiang University"
        ),
    ),
    Session(
        10,
        "morning",
        "Financial Innovation in the Context of Digitalization - Micro Connect: The Wall Street "
        "for SMEs",
        billings=(
            Billing(
                "Zhong Wu",
                "Secretary-General of the Finance Center for South-South Cooperation, Senior "
                "Advisor of Micro Connect and Chairman of Hong Kong Oriental Patron Financial "
                "Group",
            ),
        ),
    ),
    Session(
        10,
        "afternoon",
        "Global Trade of Cultural Goods and Services in the Digital Era",
        heading=NETWORKING,
        arranged_by=(
            "the 20th China International Cartoon & Animation Festival (CICAF), Zhejiang Digital "
            "Culture International Cooperation Zone and representative enterprises in the area "
            "of international cultural goods and services"
        ),
    ),
    Session(
        10,
        "night",
        "Digital Industry Investment and Live Streaming Economy",
        heading=ONSITE,
    ),
    Session(
        11,
        "morning",
        "Zhejiang's Footprint in E-commerce: A Dive into the Corporate Ecosystem and Development "
        "Experiences",
        heading=ONSITE,
        hosts=("1688.com and Taobao of Alibaba Group",),
    ),
    Session(
        11,
        "afternoon",
        "Digital Transformation, Global FinTech Trends & Opportunities for Emerging Markets",
        billings=(
            Billing(
                "Shenglin Ben",
                "Dean and Professor of the International Business School, Director of the "
                "Fintech Research Institute at Zhejiang University",
            ),
        ),
    ),
    Session(
        11,
        "night",
        heading=NETWORKING,
        arranged_by=(
            "Zhejiang University International Business School (ZIBS), the International Campus "
            "of Zhejiang University and representative enterprises in Jiaying"
        ),
    ),
    Session(
        12,
        "morning",
        "Experiences and Practices in the Development of Digital Economy in CAREC and ASEAN "
        "Economies, Insights from the Workshop and Suggestions",
        text="Group Reports by the Workshop Participants",
    ),
    Session(
        12,
        "afternoon",
        "Concluding Session and Commencement of the Workshop",
        billings=(
            Billing(
                "Sen Gong",
                "Director and Professor of the Centre for International Studies on Development "
                "and Governance at Zhejiang and Zhejiang University (CiSDG)",
            ),
        ),
    ),
    Session(
        12,
        "night",
        "Closing Ceremony",
        billings=(
            Billing(
                "Sen Gong",
                "Director and Professor of the Centre for International Studies on Development "
                "and Governance at Zhejiang and Zhejiang University (CiSDG)",
                "closing",
            ),
            Billing(
                "Akiko Terada-Hagiwara",
                "Principal Country Specialist, East Asia Department, ADB",
                "closing",
            ),
            Billing("Kuat Akizhanov", "Deputy Director Two, CAREC Institute", "closing"),
            Billing("ASEAN Secretariat", "", "closing"),
        ),
    ),
    Session(
        13,
        "daytime",
        "Digital Economy-focused Industry Tour to Yiwu",
        text=(
            "Participants will explore the Zhejiang China Commodities City Group Co., Ltd., and "
            "other digital economy infrastructure projects. Participants will also explore the "
            "eWTP Public Service Platform and the integrated online-offline services of the China "
            "Goods digital trade platform to gain insights into the opportunities and challenges "
            "that Yiwu's procurement and trade industry faces in the digital era."
        ),
        stops=("Zhejiang China Commodities City Group Co., Ltd.",),
    ),
)

PARTICIPANTS = (
    Participant(
        1,
        "Azerbaijan",
        "AZE",
        "CAREC",
        "Mr.",
        "Agil Azizov",
        "Internal Auditor, Economic Zones Development Agency, Ministry of Economy",
    ),
    Participant(
        2,
        "Azerbaijan",
        "AZE",
        "CAREC",
        "Ms.",
        "Durdana Ahadova",
        "Head of Digital Projects Division, Digital Management Department, Ministry of Economy",
    ),
    Participant(
        3,
        "Georgia",
        "GEO",
        "CAREC",
        "Mr.",
        "Nikoloz Tabatadze",
        "Junior Specialist, Communications, Information and Modern Technologies Department, "
        "Ministry of Economy and Sustainable Development",
    ),
    Participant(
        4,
        "Georgia",
        "GEO",
        "CAREC",
        "Mr.",
        "Tornike Chakvetadze",
        "Deputy Head of Web Resources Management Division of the IT Center of the Georgia "
        "Revenue Service, Ministry of Finance",
    ),
    Participant(
        5,
        "People's Republic of China",
        "CHN",
        "CAREC",
        "Mr.",
        "Kelu Shi",
        "Deputy Division Director, Ministry of Finance",
    ),
    Participant(
        6,
        "Kazakhstan",
        "KAZ",
        "CAREC",
        "Mr.",
        "Nurzhan Bazhayev",
        "Chief Analyst of State Technical Service, Ministry of Digital Development",
    ),
    Participant(
        7,
        "Kazakhstan",
        "KAZ",
        "CAREC",
        "Ms.",
        "Gulmira Mautkhanova",
        "Head of Division of Digitalization of State Bodies, Ministry of Digital Development",
    ),
    Participant(
        8,
        "Kyrgyz Republic",
        "KGZ",
        "CAREC",
        "Mr.",
        "Adilet Akyzbekov",
        "Leading Specialist of Business Environment Policy Department, Ministry of Economy and "
        "Commerce",
    ),
    Participant(
        9,
        "Kyrgyz Republic",
        "KGZ",
        "CAREC",
        "Mr.",
        "Asylbek Zhunusov",
        "Chief Expert of Infrastructure Department, Ministry of Digital Development",
    ),
    Participant(
        10,
        "Mongolia",
        "MNG",
        "CAREC",
        "Ms.",
        "Zendmene Tamir",
        "officer, Trade and Economic Cooperation Policy department, Ministry of Economy and "
        "Development",
    ),
    Participant(
        11,
        "Mongolia",
        "MNG",
        "CAREC",
        "Mr.",
        "Chuluunbat Khuyag",
        "consultant, Macroeconomic policy department, Ministry of Economy and Development",
    ),
    Participant(
        12,
        "Mongolia",
        "MNG",
        "CAREC",
        "Ms.",
        "Asyljan Karivai",
        "officer, Freezone division, Trade and Economic Cooperation Policy department, Ministry "
        "of Economy and Development",
    ),
    Participant(
        13,
        "Mongolia",
        "MNG",
        "CAREC",
        "Ms.",
        "Michidmaa Basan",
        "consultant, Integrated Policy and Planning department, Ministry of Economy and "
        "Development",
    ),
    Participant(
        14,
        "Pakistan",
        "PAK",
        "CAREC",
        "Mr.",
        "Husnain Ali",
        "Assistant Director, Securities and Exchange Commission of Pakistan (SECP)",
    ),
    Participant(
        15,
        "Pakistan",
        "PAK",
        "CAREC",
        "Mr.",
        "Usama Khan Jadoon",
        "Deputy Director, Digital Innovation and Settlements Department, State Bank of Pakistan",
    ),
    Participant(
        16,
        "Tajikistan",
        "TJK",
        "CAREC",
        "Mr.",
        "Rustam Rasulov",
        "Head of finance and economics department, Agency of innovation and digital technologies "
        "under the President",
    ),
    Participant(
        17,
        "Tajikistan",
        "TJK",
        "CAREC",
        "Mr.",
        "Masrur Niyozov",
        "Head of automated systems sector, Department of Digital Economy Development, Ministry of "
        "Economic Development and Trade",
    ),
    Participant(
        18,
        "Turkmenistan",
        "TKM",
        "CAREC",
        "Mr.",
        "Vepa Gurbanov",
        "Head of Division for Development of Digital Technologies in Economy and Coordination of "
        "International Technical Assistance, Cabinet of Ministers",
    ),
    Participant(
        19,
        "Turkmenistan",
        "TKM",
        "CAREC",
        "Mr.",
        "Guvanch Shamuhammedov",
        "Head of Computer Technologies Division, Ministry of Finance and Economy",
    ),
    Participant(
        20,
        "Uzbekistan",
        "UZB",
        "CAREC",
        "Mr.",
        "Firuz Khodjimatomov",
        "Chief Specialist of the Department for Tariff and Non-Tariff Regulation Measures, "
        "Ministry of Investment, Industry and Trade",
    ),
    Participant(
        21,
        "Brunei",
        "BRN",
        "ASEAN",
        "",
        "Wan Harris Zaky Bin Haji Ibrahim",
        "Senior System Analyst, E-Government National Centre",
    ),
    Participant(
        22,
        "Brunei",
        "BRN",
        "ASEAN",
        "",
        "Mohammad Norelham Bin Haji Zaini",
        "Manager of Digital Business Adoption and New Industry, the Authority for "
        "Info-communications Technology Industry of Brunei Darussalam",
    ),
    Participant(
        23,
        "Cambodia",
        "KHM",
        "ASEAN",
        "",
        "Sreynit HORT",
        "Deputy Chief of ASEAN Affairs Bureau, Ministry of Post and Telecommunications",
    ),
    Participant(
        24,
        "Cambodia",
        "KHM",
        "ASEAN",
        "",
        "Vitou TRY",
        "Head of Department, Cambodia Academy of Digital Technology",
    ),
    Participant(
        25,
        "Indonesia",
        "IDN",
        "ASEAN",
        "",
        "Ardi Putra Baramuli",
        "Consultant Financial Institutions Group East Asia, World Bank Group, Bisabola.Id "
        "(Sport-Tech Ecosystem)",
    ),
    Participant(
        26,
        "Indonesia",
        "IDN",
        "ASEAN",
        "",
        "Tirta Dhany",
        "Cooperation Analyst, Centre for International Affairs, Ministry of Communications and "
        "Informatics",
    ),
    Participant(27, "Indonesia", "IDN", "ASEAN", "", "Ryan Narendra", "CEO & Co-founder, CALLISTA"),
    Participant(
        28,
        "Indonesia",
        "IDN",
        "ASEAN",
        "",
        "Anugrah Nurrewa",
        "CEO, PT Jaramba Mobilitas Nusantara",
    ),
    Participant(
        29,
        "Indonesia",
        "IDN",
        "ASEAN",
        "",
        "Mustika Alam Rustomo",
        "Head of Legal, PT AJ Central Asia Raya",
    ),
    Participant(
        30,
        "Indonesia",
        "IDN",
        "ASEAN",
        "",
        "Fadli Yuliansyah",
        "Policy Analyst, Centre for International Affairs, Ministry of Communications and "
        "Informatics",
    ),
    Participant(
        31,
        "Laos",
        "LAO",
        "ASEAN",
        "",
        "Xayyachack SOUNVORAVONG",
        "Deputy Head of Department, ICT Institute, Ministry of Technology and Communications",
    ),
    Participant(
        32,
        "Laos",
        "LAO",
        "ASEAN",
        "",
        "Vongsipaseuth THAMMAVONG",
        "Deputy Head of Division, Department of Planning and Finance",
    ),
    Participant(
        33,
        "Malaysia",
        "MYS",
        "ASEAN",
        "",
        "Prabakaran Ganapathy",
        "Principal assistant secretary, Digital Technology Division in the Ministry of Digital "
        "Malaysia",
    ),
    Participant(
        34,
        "Malaysia",
        "MYS",
        "ASEAN",
        "",
        "Norlizawati Binti Ghazali",
        "Acting manager, Malaysia Digital Economy Corporation",
    ),
    Participant(
        35,
        "Timor-Leste",
        "TLS",
        "ASEAN",
        "",
        "Rogerio Paulo Chaves",
        "Education Attache at China, Ministry of Hight Education Siens and Culture",
    ),
    Participant(
        36,
        "United Arab Emirates",
        "ARE",
        "ASEAN",
        "",
        "Genanew Bekele",
        "Director for the Undergraduate Programs, Dubai Business School",
    ),
    Participant(
        37,
        "United Arab Emirates",
        "ARE",
        "ASEAN",
        "",
        "Arij Lahmar",
        "Assistant Professor, University of Dubai",
    ),
)

RESOURCE_PERSONS = (
    Listed(
        1,
        "Ms.",
        "Lei Jun",
        "Professor - level Senior Engineer, Technology Review Expert in Zhejiang Province, "
        "Leading Talent in Hangzhou, China Mobile (Zhejiang) Innovation Research Institute",
    ),
    Listed(
        2,
        "Mr.",
        "Zhang Xuguang",
        "President of the Zhejiang Association for Science, Technology and Innovation, "
        "Distinguished Researcher, the Intelligent Education Research Centre, Zhejiang University",
    ),
    Listed(
        3,
        "Mr.",
        "Wu Fei",
        "Director and Qiushi Distinguished Professor of Institute of Artificial Intelligence, "
        "Zhejiang University",
    ),
    Listed(
        4,
        "Ms.",
        "Yoonee Jeong",
        "Senior Digital Tech Specialist (Digital Infra & Economy), Climate Change and Sustainable "
        "Development Department (CCSD), ADB",
    ),
    Listed(
        5,
        "Mr.",
        "Liu Wenge",
        "Dean and Professor of the School of International Economics and Politics, "
        "Liaoning University",
    ),
    Listed(
        6,
        "Mr.",
        "Tang Yongchuan",
        "Deputy Director of China Digital Creative Technology Equipment Innovation Industrial "
        "Alliance, Professor of the School of Computer Science and Technology, "
        "Zhejiang University",
    ),
    Listed(7, "Ms.", "Wei Wenting", "Private Sector Specialist, World Bank"),
    Listed(
        8,
        "Mr.",
        "Shen Yongsheng",
        "General Manager of Zhejiang Daily Digital Technology (Zhejiang) Co.Ltd., "
        "General Manager of Hangzhou City Brain Co.,Ltd.",
    ),
    Listed(
        9,
        "Ms.",
        "Fang Lijie",
        "Professor of the School of Social Research at the Renmin University of China",
    ),
    Listed(
        10,
        "Mr.",
        "Huang Xianhai",
        "Changjiang Distinguished Professor and Vice President of Zhejiang University",
    ),
    Listed(
        11,
        "Mr.",
        "Rong Ying",
        "Research Fellow, Former Vice President of China Institute of International Studies",
    ),
    Listed(
        12,
        "Mr.",
        "Wu Zhong",
        "Secretary-General, the Finance Centre for South-South Cooperation",
    ),
)

STAFF = {
    "CiSDG": (
        Listed(1, "Mr.", "Gong Sen", "Director"),
        Listed(2, "Ms.", "Li Jia", "Associate Professor"),
        Listed(3, "Mr.", "Chai Yuxi", ""),
        Listed(4, "Ms.", "Gong Wuxia", ""),
    ),
    "ZIBS": (
        Listed(
            1,
            "Mr.",
            "Ben Shenglin",
            "Dean, Zhejiang University International Business School (ZIBS)",
        ),
        Listed(2, "Ms.", "Xu Shengdan", "program manager"),
        Listed(3, "Mr.", "Liu Yizhe", "program manager"),
    ),
    "RKSI": (
        Listed(1, "Ms.", "Akiko Hagiwara", "Country Specialist"),
        Listed(2, "Ms.", "Wang Dan (Winnie)", "Senior Knowledge Service Coordinator"),
    ),
    "CAREC Institute": (
        Listed(1, "Mr.", "Rovshan Mahmudov", "Acting Chief of Capacity Building Division"),
        Listed(2, "Mr.", "Huang He (Gary)", "Capacity Building Specialist"),
    ),
}

ADB_TA_FOR_MONGOLIA = "ADB TA for Mongolia"

# Section II, in its order. Mongolia's line reads "4 representatives (2 representatives based on ADB TA
# for Mongolia)". Afghanistan is named in section I as a member and has nobody on any list: 0 is inferred.
ALLOCATIONS = (
    Allocation("CAREC", "Azerbaijan", "AZE", 2),
    Allocation("CAREC", "PRC", "CHN", 1),
    Allocation("CAREC", "Georgia", "GEO", 2),
    Allocation("CAREC", "Kazakhstan", "KAZ", 2),
    Allocation("CAREC", "Kyrgyz Republic", "KGZ", 2),
    Allocation("CAREC", "Mongolia", "MNG", 2),
    Allocation("CAREC", "Mongolia", "MNG", 2, fund=ADB_TA_FOR_MONGOLIA),
    Allocation("CAREC", "Pakistan", "PAK", 2),
    Allocation("CAREC", "Tajikistan", "TJK", 2),
    Allocation("CAREC", "Turkmenistan", "TKM", 2),
    Allocation("CAREC", "Uzbekistan", "UZB", 1),
    Allocation("CAREC", "Afghanistan", "AFG", 0, derived=True),
    Allocation("ASEAN", "Brunei", "BRN", 2, derived=True),
    Allocation("ASEAN", "Cambodia", "KHM", 2, derived=True),
    Allocation("ASEAN", "Indonesia", "IDN", 6, derived=True),
    Allocation("ASEAN", "Laos", "LAO", 2, derived=True),
    Allocation("ASEAN", "Malaysia", "MYS", 2, derived=True),
    Allocation("ASEAN", "Timor-Leste", "TLS", 1, derived=True),
    Allocation("ASEAN", "United Arab Emirates", "ARE", 2, derived=True),
)

COMPONENTS = (
    "The opening ceremony",
    "special topic seminars",
    "on-site exchanges",
    "A closing ceremony",
    "Networking sessions and group reports",
    "Digital economy-focused industry tours, etc.",
)
COMPONENT_HOURS = (4, 58, 30, 4, 16, 16)  # in the order of COMPONENTS
THEMATIC_HOURS = 88  # printed sum of the second and third

TRACKS = (
    "digital industrialization",
    "industrial digitalization",
    "digital government and governance",
)

# The report defines no workshop hour: the nominal hours are our inference, and give its sums exactly.
LOAD = Load(
    nominal_hours={"morning": 4, "afternoon": 4, "night": 4, "daytime": 8},
    hours=128,
    programme_days=12,
    hours_per_day=10.7,
    night_days=(1, 2, 3, 5, 9, 10, 11, 12),
    longest_run_of_nights=(9, 10, 11, 12),
    days_off=(7, 14),
    onsite_hours=30,
    hours_kept_for_group_reports=0,
)

EVALUATION = Evaluation(
    applied_to_work=(
        "The knowledge can be applied when preparing negotiation material within international "
        "affairs related to ICT sector",
        "I have learnt the key factors of digitalization is data, how to transform data to "
        "binary, how to do fast processing including using AI to retrieve or manipulate data.",
        "As an educator, I will encourage students to focus on cloud and ai to integrate in the "
        "project at school and competition.",
        "I also share some good practice that I gain to my colleague who always involve in policy "
        "making related to digital technology.",
        "Overview of China has presented has some useful cases that can be incorporated in our "
        "local landscape and maybe even partnership with Chinese entities.",
        "Establishment of an innovation ecosystem, comprising talent development and empowerment, "
        "as well as R&D initiatives.",
        "Rapid integration of emerging technologies to enhance efficiency and productivity.",
        "underscored the importance of integrating digitalization and data-driven approaches in "
        "economy. This approach will enhance efficiency, innovation, and effectiveness in our "
        "organizational practices.",
        "Increase the awareness of the importance of the digitalization, extending it to the "
        "rural areas",
    ),
    suggestions=(
        "The hours of in-class could be shortened and there could be more Q/A sessions. More "
        "practical activities could be applied.",
        "Even better if more practical cases were included.",
    ),
    topics_asked_for=(
        "E-commerce",
        "Emerging Digital Technologies",
        "Regional cooperation, trade in goods/services",
        "E-governance",
        "Startup ecosystem",
        "Green Economy",
    ),
    topic_groups=(
        "Economic growth and prospects, economic transformations, special economic zones",
        "Digital economy, e-commerce, mobile and driverless technology, fintech, digital "
        "currency, internet of things",
        "Environmental sustainability and protection, ecological civilization",
        "Regional cooperation, trade",
        "Climate change, decarbonization, carbon capture and mitigation",
        "Green and sustainable development, smart and livable cities, green finance",
        "Aging, elderly care",
        "Poverty reduction, rural development",
        "Technical and vocation, and other education",
    ),
    positive=(
        Line("content", "Participants appreciated the program's content and takeaways.", "Content"),
        Line(
            "organization",
            "The organization and hard work of the local committee were recognized.",
            "Organization",
        ),
        Line(
            "networking",
            "The opportunity to learn from diverse participants (ASEAN, CAREC, China) was valued.",
            "Networking",
        ),
        Line(  # a complaint, a compliment and a suggestion, all under "Positive Feedback"
            "logistics",
            "A clearer disclose of administrative arrangements was needed to keep participants "
            "posted. Punctuality during on-site visits was much appreciated. And providing "
            "materials in advance would make participants more prepared.",
            "Logistics",
        ),
    ),
    recommendations=(
        Line("packed", "The schedule was considered too packed.", "Schedule"),
        Line("nights", "Night sessions were seen as draining participant interest.", "Schedule"),
        Line(
            "pattern",
            "Weekday daytime training with a Saturday cultural visit was preferred.",
            "Schedule",
        ),
        Line(
            "practical",
            "More practical activities, case studies, and interactive sessions were desired.",
            "Activities",
        ),
        Line(
            "preparation",
            "Free sessions for group report preparation were suggested.",
            "Activities",
        ),
        Line(
            "proximity",
            "Closer proximity between accommodation and event venue was requested.",
            "Location",
        ),
        Line(
            "food",
            "More variety, particularly for participants with dietary restrictions (halal).",
            "Food",
        ),
        Line(
            "profiles",
            "Improved participant selection based on profiles and pre-distributed agenda was "
            "suggested.",
            "Selection",
        ),
        Line("language", "Language proficiency should be a basic criterion.", "Selection"),
        Line(
            "shorter",
            "Shorter in-class sessions with Q&A discussions were preferred.",
            "Delivery",
        ),
        Line(
            "practitioners",
            "Policymaker and industry expert talks were requested.",
            "Delivery",
        ),
        Line(
            "breaks",
            "Adult learning approach with breaks and shorter sessions was recommended.",
            "Delivery",
        ),
        Line(
            "tailoring",
            "Contents should be tailored to accommodate the needs of governments officials and "
            "industry professionals.",
            "Delivery",
        ),
        Line(
            "beforehand",
            "Include lecturer profiles with photos and detailed daily schedules beforehand.",
            "Additional Suggestions",
        ),
        Line(
            "entrepreneurs",
            "Focus a program on entrepreneurs, startups, and venture capital connecting with the "
            "Chinese private sector.",
            "Additional Suggestions",
        ),
        Line(
            "hands_on",
            "Consider offering practical, hands-on user experience visits.",
            "Additional Suggestions",
        ),
        Line(
            "cuisines",
            "Explore inviting participants from CAREC and ASEAN countries and catering to their "
            "cuisine preferences.",
            "Additional Suggestions",
        ),
    ),
)

CORRECTIONS = (
    Correction(
        "Zhoushan Jianghong",
        "Zhou Jianghong",
        "Annex A, Day 1",
        'Acknowledgment: "Zhou Jianghong, Vice President of Zhejiang University"; '
        'section II: "ZHOU Jianghong", with the same post',
    ),
    Correction(
        "Zhejiang Lintex Digital Technology Ltd.",
        "Zhejiang Linctex Digital Technology Ltd.",
        "Annex A, Day 5",
        'Acknowledgment: "Zhejiang Linctex Digital Technology Ltd."; the only firm of such a name '
        "there, and the only such host in Annex A",
    ),
    Correction(
        "Professor - level Senior Engineer",
        "Professor-level Senior Engineer",
        "Annex D, resource person 1",
        'Sections II and V: "Professor-level Senior Engineer"',
    ),
    Correction(
        "Ministry of Hight Education Siens and Culture",
        "Ministry of Higher Education, Science and Culture",
        "Annex D, participant 35",
        '"Hight" and "Siens" are no words, and stand where "Higher" and "Science" do in names of '
        "ministries; the name is printed once",
    ),
    Correction(
        "RKSII",
        "RKSI",
        "Section I",
        'Abbreviations: "RKSI", for the name that section I spells out before it',
    ),
)

VARIANTS = (
    Variant(
        (
            ("Zhejiang Zoland Animation Co., Ltd.", "Annex A, Day 3"),
            ("Zhejiang Zolang Animation Co. Ltd", "Acknowledgment"),
        ),
        "The report alone does not say which is right.",
    ),
    Variant(
        (
            ("Hangzhou City Brain", "Annex A, Day 8"),
            ("Hangzhou City Brain Co, Ltd", "Section II"),
            ("Hangzhou Urban Brain Co, Ltd", "Acknowledgment"),
        ),
        "Two English names, it seems, of one firm.",
    ),
    Variant(
        (
            ("Zhejiang China Commodities City Group Co., Ltd.", "Annex A, Day 13"),
            ("Zhejiang China Commodity City Group Co. Ltd", "Acknowledgment"),
        ),
    ),
    Variant(
        (
            ("Akiko Terada-Hagiwara", "Section II; Annex A, Day 12"),
            ("Akiko Hagiwara", "Annex D, RKSI"),
        ),
        "Principal Country Specialist in the first two, Country Specialist in the third.",
    ),
    Variant(
        (
            ("Rovshan Mahmudov, Senior Capacity Building Specialist", "Section II; Annex A, Day 1"),
            ("Rovshan Mahmudov, Acting Chief of Capacity Building Division", "Annex D"),
        ),
        "One person; the disclaimer and section V have the second post.",
    ),
    Variant(
        (
            ("Jun Lei", "Annex A, Day 2"),
            ("LEI Jun", "Sections II and V"),
            ("Lei Jun", "Annex D, resource person 1"),
        ),
        "Annex A prints Chinese names given name first, the other sections family name first; the "
        "post differs too.",
    ),
    Variant(
        (
            (
                "Director of the Fintech Research Institute at Zhejiang University",
                "Annex A, Day 11",
            ),
            (
                "Dean of Academy of Internet Finance (AIF), Zhejiang University",
                "Sections II and V",
            ),
        ),
        "Shenglin Ben, BEN Shenglin in sections II and V.",
    ),
    Variant(
        (
            (
                "The New Generation of Artificial Intelligence: from AlphaGo to ChatGPT",
                "Annex A, Day 2",
            ),
            (
                "From ChatGPT to Sora: Trend and Challenges of the New Generation of "
                "Artificial Intelligence",
                "Section V",
            ),
        ),
        "Planned and delivered.",
    ),
    Variant(
        (
            (
                "Practice and Pathway in China's Development of Digital Economy",
                "Annex A, Day 1",
            ),
            ("New Technological Revolution, Digital Economy, and China's Practice", "Section V"),
        ),
        "Planned and delivered.",
    ),
    Variant(
        (
            (
                "Centre for International Studies on Development and Governance at Zhejiang and "
                "Zhejiang University (CiSDG)",
                "Annex A, Day 12",
            ),
            (
                "Center for International Studies on Development and Governance, "
                "Zhejiang University",
                "Abbreviations",
            ),
        ),
    ),
    Variant(
        (("Jiaying", "Annex A, Day 11"),),
        "Named once. Jiaxing, the prefecture of the Haining campus, may be meant; the report does "
        "not say so.",
    ),
)

# Spoke (sections II and V) and stands in Annex D, but in no session of Annex A.
SPOKE_OUTSIDE_THE_AGENDA = (
    "RONG Ying",
    "China's Digital Policy and the Digital One Belt and One Road",
)

# Of section II's sixteen experts, not among Annex D's resource persons: the first two are on none of its
# lists, the others under their institutions.
EXPERTS_NOT_AMONG_RESOURCE_PERSONS = (
    "Dorothea Lazaro",
    "CAI Yuezhou",
    "Rovshan Mahmudov",
    "BEN Shenglin",
)
