//! Words that made names are put together from, country by country and script by script.

/// A country donors come from: code, script of its names, currency, units of it per US dollar, how common.
pub struct Country {
    pub code: &'static str,
    pub script: usize,
    pub currency: &'static str,
    pub rate: &'static str,
    pub weight: usize,
}

const fn country(
    code: &'static str,
    script: usize,
    currency: &'static str,
    rate: &'static str,
    weight: usize,
) -> Country {
    Country { code, script, currency, rate, weight }
}

/// Words of one script; `{s}` in a pattern is a stem, `{f}` a family.
pub struct Script {
    pub given: &'static [&'static str],
    pub families: &'static [&'static str],
    pub stems: &'static [&'static str],
    pub patterns: &'static [&'static str],
    pub family_first: bool,
}

const ENGLISH: usize = 0;
const NORDIC: usize = 1;
const GERMAN: usize = 2;
const FRENCH: usize = 3;
const SPANISH: usize = 4;
const CYRILLIC: usize = 5;
const ARABIC: usize = 6;
const CHINESE: usize = 7;

pub const COUNTRIES: &[Country] = &[
    country("NOR", NORDIC, "NOK", "10.64", 5),
    country("SWE", NORDIC, "SEK", "10.42", 5),
    country("DNK", NORDIC, "DKK", "6.85", 4),
    country("FIN", NORDIC, "EUR", "0.917", 3),
    country("DEU", GERMAN, "EUR", "0.917", 8),
    country("CHE", GERMAN, "CHF", "0.893", 4),
    country("FRA", FRENCH, "EUR", "0.917", 6),
    country("SEN", FRENCH, "XOF", "602.4", 1),
    country("ESP", SPANISH, "EUR", "0.917", 5),
    country("MEX", SPANISH, "USD", "1", 2),
    country("GBR", ENGLISH, "GBP", "0.787", 8),
    country("USA", ENGLISH, "USD", "1", 14),
    country("CAN", ENGLISH, "CAD", "1.37", 5),
    country("JPN", CHINESE, "JPY", "149.25", 6),
    country("CHN", CHINESE, "CNY", "7.194", 8),
    country("UKR", CYRILLIC, "EUR", "0.917", 3),
    country("BGR", CYRILLIC, "EUR", "0.917", 2),
    country("SAU", ARABIC, "USD", "1", 4),
    country("KWT", ARABIC, "KWD", "0.3077", 3),
    country("EGY", ARABIC, "USD", "1", 3),
];

/// Donor type, partner category, how common.
pub const TYPES: &[(&str, &str, usize)] = &[
    ("GOV-MS", "PC1", 8),
    ("UN-ENTITY", "PC3", 4),
    ("FIN-MDB", "PC4", 3),
    ("PRI-CORP", "PC5", 22),
    ("STK-CSO", "PC6", 16),
    ("KNO-UNI", "PC7", 5),
    ("FOU-FOUND", "PC8", 22),
    ("FOU-INDIV", "PC8", 20),
];

pub const CITIES: &[&str] =
    &["Genève", "New York", "København", "北京", "الرياض", "Nairobi", "São Paulo", "Kraków", "Zürich", "Київ"];

pub const POSTS: &[&str] = &[
    "Director",
    "Programme Officer",
    "Head of Partnerships",
    "Permanent Mission, First Secretary",
    "Grants Manager",
    "Finance Officer",
];

pub const NOTES: &[&str] = &[
    "",
    "",
    "",
    "",
    "Prefers e-mail",
    "Fiscal year ends 31 March",
    "Requires certified statements, twice a year",
    "Résumé in French appreciated",
    "联系人偏好微信",
    "يفضل المراسلات بالعربية",
];

pub const SCRIPTS: [Script; 8] = [
    Script {
        given: &["Amelia", "Oliver", "Grace", "Henry", "Chloe", "Samuel", "Naomi", "Victor", "Tunde", "Wanjiru"],
        families: &["Whitfield", "Harrington", "Okafor", "Mbeki", "Sinclair", "Mwangi", "Loxley", "O'Leary", "Adeyemi"],
        stems: &[
            "Harbour",
            "Lantern",
            "Meridian",
            "Evergreen",
            "Keystone",
            "Northgate",
            "Redwood",
            "Hawthorn",
            "Wexford",
        ],
        patterns: &[
            "{s} Foundation",
            "{s} {f} Trust",
            "The {f} Family Fund",
            "{s} Holdings Ltd",
            "{s}, {f} & Partners",
        ],
        family_first: false,
    },
    Script {
        given: &["Åse", "Bjørn", "Sølvi", "Håkon", "Märta", "Jørgen", "Þóra", "Päivi", "Väinö", "Signe"],
        families: &[
            "Østergård",
            "Lindström",
            "Sørensen",
            "Hæstad",
            "Mäkinen",
            "Bergström",
            "Nygård",
            "Kjær",
            "Dahlgaard",
        ],
        stems: &["Fjordlys", "Nordstjärnan", "Skärgård", "Midnattsol", "Bjørkeli", "Fjällrik", "Havørn", "Sjöblom"],
        patterns: &["{s}stiftelsen", "{s} {f} Fond", "Stiftelsen {f}", "{s} AS", "{f} & {s} AB"],
        family_first: false,
    },
    Script {
        given: &["Jürgen", "Käthe", "Günther", "Sören", "Anneliese", "Matthäus", "Björn", "Saskia"],
        families: &["Müller", "Schröder", "Weißmann", "Großmann", "Zürcher", "Bräutigam", "Vögeli", "Käßmann"],
        stems: &["Brückenbau", "Grünwald", "Weitblick", "Morgenröte", "Edelweiß", "Lindenhof", "Löwenzahn"],
        patterns: &["{s}-Stiftung", "{f} {s} GmbH", "Stiftung {f}", "{s} e.V."],
        family_first: false,
    },
    Script {
        given: &["Élodie", "François", "Anaïs", "Benoît", "Zoé", "Hélène", "Aïssatou", "Cédric"],
        families: &["Lefèvre", "Gérard", "Béranger", "Noël", "Diène", "N'Diaye", "Crépeau", "Desprès"],
        stems: &["Étoile", "Lumière", "Forêt", "Rivière", "Œuvre", "Horizon", "Château", "Espérance"],
        patterns: &["Fondation {s}", "Association {s} {f}", "Fonds {f}", "{s} S.A.", "Fondation {f}-{s}"],
        family_first: false,
    },
    Script {
        given: &["José", "María", "Íñigo", "Begoña", "Ángel", "Lucía", "Óscar", "Ximena"],
        families: &["Núñez", "Ibáñez", "García-Márquez", "Peñalver", "Etxeberría", "Muñoz", "Güell", "Zúñiga"],
        stems: &["Montaña", "Cañada", "Amanecer", "Corazón", "Algodón", "Bahía", "Peñón", "Cigüeña"],
        patterns: &["Fundación {s}", "Fundación {f} {s}", "{s} y {f}, S.L.", "Fondo {s}", "Instituto {f}"],
        family_first: false,
    },
    Script {
        given: &["Олександр", "Наталія", "Юрій", "Світлана", "Георги", "Цветана", "Фёдор"],
        families: &["Шевченко", "Коваль", "Щербак", "Гайдамака", "Стоянов", "Бойчук", "Димитрова"],
        stems: &["Світанок", "Надія", "Промінь", "Джерело", "Звезда", "Родина"],
        patterns: &["Фонд «{s}»", "Фундація {f}", "ТОВ {s} {f}", "Благодійний фонд {f} {s}"],
        family_first: false,
    },
    Script {
        given: &["محمد", "فاطمة", "عبدالله", "نورة", "خالد", "مريم", "أحمد", "ليلى"],
        families: &["السعدي", "الهاشمي", "القحطاني", "المنصوري", "الزهراني", "العتيبي", "الصباح"],
        stems: &["النور", "الأمل", "الرحمة", "البركة", "الواحة", "الفجر", "السلام", "الوفاء"],
        patterns: &["مؤسسة {s}", "صندوق {s} {f}", "جمعية {s} الخيرية", "شركة {f} القابضة", "وقف {f}"],
        family_first: false,
    },
    Script {
        given: &["伟", "芳", "秀英", "建国", "丽华", "志强", "雅婷", "俊杰", "思远"],
        families: &["王", "李", "张", "刘", "陈", "欧阳", "司马", "黄", "诸葛", "林"],
        stems: &["光明", "希望", "长江", "泰山", "和平", "春晖", "明德", "远航", "金桥", "紫荆", "瑞雪"],
        patterns: &["{s}基金会", "{f}氏{s}慈善基金会", "{s}（集团）有限公司", "{f}{s}公益信托", "中国{s}协会"],
        family_first: true,
    },
];
