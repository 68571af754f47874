-- The whole schema of a Pledgebook file.
--
-- One table a kind of record, one column a field, named as in src/domain/tables.rs; a test compares them.
-- Every record: id (63 bits, ordered by time of birth, the same in all offices), version (counts the saves),
-- deleted (1: in the bin), folded (its name as search and order see it, kept by the program).
-- Money is INTEGER minor units of its currency. Days are TEXT, ISO 8601. Empty is NULL. Flags are 'yes' and 'no'.
-- SQL here and in the queries keeps to what PostgreSQL can run too, but for STRICT, WITHOUT ROWID and fts5.

-- Regions, groups and offices the papers name.
CREATE TABLE region (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    folded TEXT NOT NULL DEFAULT '',
    code TEXT NOT NULL,
    name_en TEXT NOT NULL,
    name_zh TEXT,
    kind TEXT,
    parent INTEGER REFERENCES region(id),
    source TEXT,
    note TEXT
) STRICT;
CREATE UNIQUE INDEX region_code ON region (code) WHERE deleted = 0;

-- ISO 4217.
CREATE TABLE currency (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    folded TEXT NOT NULL DEFAULT '',
    code TEXT NOT NULL,
    numeric TEXT,
    minor_units INTEGER,
    name_en TEXT NOT NULL,
    name_fr TEXT,
    name_es TEXT,
    name_zh TEXT,
    name_ru TEXT,
    name_ar TEXT
) STRICT;
CREATE UNIQUE INDEX currency_code ON currency (code) WHERE deleted = 0;

-- ISO 3166, names in the six languages of the United Nations.
CREATE TABLE country (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    folded TEXT NOT NULL DEFAULT '',
    code TEXT NOT NULL,
    iso2 TEXT,
    m49 TEXT,
    name_en TEXT NOT NULL,
    name_fr TEXT,
    name_es TEXT,
    name_zh TEXT,
    name_ru TEXT,
    name_ar TEXT,
    region INTEGER REFERENCES region(id),
    member_state TEXT CHECK (member_state IN ('yes', 'no')),
    currency TEXT,
    note TEXT
) STRICT;
CREATE UNIQUE INDEX country_code ON country (code) WHERE deleted = 0;

-- The five funds (HSP/EB.1/2/Rev.1 paras 45-49).
CREATE TABLE fund (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    folded TEXT NOT NULL DEFAULT '',
    code TEXT NOT NULL,
    name_en TEXT NOT NULL,
    name_zh TEXT,
    former_name_en TEXT,
    kind TEXT CHECK (kind IN ('assessed', 'voluntary', 'charge')),
    core TEXT CHECK (core IN ('yes', 'no')),
    approved_by_en TEXT,
    target_usd INTEGER,
    target_alt_usd INTEGER,
    requirement_2020_usd INTEGER,
    description_en TEXT,
    description_zh TEXT,
    source TEXT,
    note TEXT
) STRICT;
CREATE UNIQUE INDEX fund_code ON fund (code) WHERE deleted = 0;

-- How far money is tied to a purpose.
CREATE TABLE earmarking (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    folded TEXT NOT NULL DEFAULT '',
    code TEXT NOT NULL,
    name_en TEXT NOT NULL,
    name_zh TEXT,
    core TEXT CHECK (core IN ('yes', 'no')),
    tightness INTEGER,
    description_en TEXT,
    source TEXT
) STRICT;
CREATE UNIQUE INDEX earmarking_code ON earmarking (code) WHERE deleted = 0;

-- The eight partner categories (EB2020-S2-6(c)(v) table).
CREATE TABLE category (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    folded TEXT NOT NULL DEFAULT '',
    code TEXT NOT NULL,
    number INTEGER,
    name_en TEXT NOT NULL,
    name_zh TEXT,
    role_en TEXT,
    source TEXT,
    note TEXT
) STRICT;
CREATE UNIQUE INDEX category_code ON category (code) WHERE deleted = 0;

-- What is wanted from a category.
CREATE TABLE objective (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    folded TEXT NOT NULL DEFAULT '',
    code TEXT NOT NULL,
    category INTEGER NOT NULL REFERENCES category(id),
    seq INTEGER,
    name_en TEXT NOT NULL,
    name_zh TEXT,
    source TEXT,
    note TEXT
) STRICT;
CREATE UNIQUE INDEX objective_code ON objective (code) WHERE deleted = 0;

-- How it is to be reached.
CREATE TABLE strategy (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    folded TEXT NOT NULL DEFAULT '',
    code TEXT NOT NULL,
    category INTEGER NOT NULL REFERENCES category(id),
    seq INTEGER,
    name_en TEXT NOT NULL,
    name_zh TEXT,
    source TEXT
) STRICT;
CREATE UNIQUE INDEX strategy_code ON strategy (code) WHERE deleted = 0;

-- Kinds of donor and partner the papers name.
CREATE TABLE donor_type (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    folded TEXT NOT NULL DEFAULT '',
    code TEXT NOT NULL,
    name_en TEXT NOT NULL,
    name_zh TEXT,
    category INTEGER REFERENCES category(id),
    role TEXT,
    source TEXT
) STRICT;
CREATE UNIQUE INDEX donor_type_code ON donor_type (code) WHERE deleted = 0;

-- Global thematic programmes (HSP/EB.2020/12 para 22).
CREATE TABLE flagship (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    folded TEXT NOT NULL DEFAULT '',
    code TEXT NOT NULL,
    name_en TEXT NOT NULL,
    name_zh TEXT,
    min_partners INTEGER,
    min_investment_usd INTEGER,
    due_year INTEGER,
    launch_year INTEGER,
    fund INTEGER REFERENCES fund(id),
    source TEXT,
    note TEXT
) STRICT;
CREATE UNIQUE INDEX flagship_code ON flagship (code) WHERE deleted = 0;

-- Domains of change.
CREATE TABLE subprogramme (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    folded TEXT NOT NULL DEFAULT '',
    code TEXT NOT NULL,
    name_en TEXT NOT NULL,
    name_zh TEXT,
    objective_en TEXT,
    objective_zh TEXT,
    source TEXT
) STRICT;
CREATE UNIQUE INDEX subprogramme_code ON subprogramme (code) WHERE deleted = 0;

-- Targets of the strategy (HSP/EB.2020/12 Figure 10).
CREATE TABLE indicator (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    folded TEXT NOT NULL DEFAULT '',
    code TEXT NOT NULL,
    name_en TEXT NOT NULL,
    name_zh TEXT,
    area TEXT,
    kind TEXT,
    unit TEXT,
    comparator TEXT,
    target_value TEXT,
    target_value_alt TEXT,
    target_text TEXT,
    due_year INTEGER,
    period_start TEXT CHECK (period_start LIKE '____-__-__'),
    period_end TEXT CHECK (period_end LIKE '____-__-__'),
    baseline_value TEXT,
    baseline_date TEXT,
    computation_en TEXT,
    definition_basis TEXT,
    note TEXT,
    source TEXT
) STRICT;
CREATE UNIQUE INDEX indicator_code ON indicator (code) WHERE deleted = 0;

-- Published values of indicators.
CREATE TABLE observation (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    folded TEXT NOT NULL DEFAULT '',
    code TEXT NOT NULL,
    indicator INTEGER NOT NULL REFERENCES indicator(id),
    observed TEXT,
    value TEXT,
    unit TEXT,
    basis TEXT CHECK (basis IN ('paper', 'recorded')),
    source TEXT,
    note TEXT
) STRICT;
CREATE UNIQUE INDEX observation_code ON observation (code) WHERE deleted = 0;

-- Published core budget by year, US dollar cents (EB2021-S2-4 para 2).
CREATE TABLE core_budget (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    folded TEXT NOT NULL DEFAULT '',
    code TEXT NOT NULL,
    year INTEGER NOT NULL,
    approved_usd INTEGER,
    received_usd INTEGER,
    received_as_of TEXT,
    expected_usd INTEGER,
    expected_kind TEXT,
    reserve_usd INTEGER,
    source TEXT,
    note TEXT
) STRICT;
CREATE UNIQUE INDEX core_budget_code ON core_budget (code) WHERE deleted = 0;

-- A plan with its years.
CREATE TABLE plan (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    folded TEXT NOT NULL DEFAULT '',
    code TEXT NOT NULL,
    name_en TEXT NOT NULL,
    name_zh TEXT,
    starts TEXT NOT NULL CHECK (starts LIKE '____-__-__'),
    ends TEXT NOT NULL CHECK (ends LIKE '____-__-__'),
    source TEXT
) STRICT;
CREATE UNIQUE INDEX plan_code ON plan (code) WHERE deleted = 0;

-- What a plan asks of a fund, US dollar cents.
CREATE TABLE plan_target (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    folded TEXT NOT NULL DEFAULT '',
    code TEXT NOT NULL,
    plan INTEGER NOT NULL REFERENCES plan(id),
    fund INTEGER NOT NULL REFERENCES fund(id),
    target_usd INTEGER NOT NULL,
    source TEXT,
    note TEXT
) STRICT;
CREATE UNIQUE INDEX plan_target_code ON plan_target (code) WHERE deleted = 0;

-- Definitions the papers leave open, shared by all who use the file.
CREATE TABLE setting (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    folded TEXT NOT NULL DEFAULT '',
    code TEXT NOT NULL,
    value TEXT NOT NULL,
    note TEXT
) STRICT;
CREATE UNIQUE INDEX setting_code ON setting (code) WHERE deleted = 0;

-- Units of local currency per US dollar, from their effective day.
CREATE TABLE rate (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    folded TEXT NOT NULL DEFAULT '',
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    day TEXT NOT NULL CHECK (day LIKE '____-__-__'),
    rate TEXT NOT NULL,
    source TEXT NOT NULL,
    checked TEXT CHECK (checked IN ('yes', 'no'))
) STRICT;

-- Everybody worked with; a donor is a partner that gives or may give.
CREATE TABLE partner (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    folded TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL,
    name_zh TEXT,
    acronym TEXT,
    code TEXT,
    donor TEXT CHECK (donor IN ('yes', 'no')),
    category INTEGER REFERENCES category(id),
    type INTEGER REFERENCES donor_type(id),
    country INTEGER REFERENCES country(id),
    region INTEGER REFERENCES region(id),
    parent INTEGER REFERENCES partner(id),
    stage TEXT CHECK (stage IN ('prospect', 'contacted', 'dialogue', 'negotiation', 'giving', 'dormant', 'closed')),
    aliases TEXT,
    iati TEXT,
    website TEXT,
    notes TEXT,
    intelligence TEXT,
    confidentiality TEXT CHECK (confidentiality IN ('open', 'internal', 'confidential'))
) STRICT;
CREATE UNIQUE INDEX partner_code ON partner (code) WHERE deleted = 0;

-- People at a partner, posts with from and to.
CREATE TABLE contact (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    folded TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL,
    partner INTEGER NOT NULL REFERENCES partner(id),
    post TEXT,
    email TEXT,
    phone TEXT,
    language TEXT CHECK (language IN ('en', 'fr', 'es', 'zh', 'ru', 'ar')),
    from_day TEXT CHECK (from_day LIKE '____-__-__'),
    to_day TEXT CHECK (to_day LIKE '____-__-__'),
    notes TEXT,
    confidentiality TEXT CHECK (confidentiality IN ('open', 'internal', 'confidential'))
) STRICT;

-- Officers or posts who look after donors.
CREATE TABLE focal_point (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    folded TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL,
    code TEXT,
    office TEXT,
    languages TEXT,
    email TEXT,
    login TEXT,
    active TEXT CHECK (active IN ('yes', 'no')),
    notes TEXT
) STRICT;
CREATE UNIQUE INDEX focal_point_code ON focal_point (code) WHERE deleted = 0;

-- Who looks after whom, from when to when; never overwritten.
CREATE TABLE assignment (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    folded TEXT NOT NULL DEFAULT '',
    focal_point INTEGER NOT NULL REFERENCES focal_point(id),
    partner INTEGER NOT NULL REFERENCES partner(id),
    role TEXT NOT NULL CHECK (role IN ('lead', 'deputy')),
    from_day TEXT NOT NULL CHECK (from_day LIKE '____-__-__'),
    to_day TEXT CHECK (to_day LIKE '____-__-__'),
    notes TEXT
) STRICT;

-- What is being done with which partner under which strategy.
CREATE TABLE engagement (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    folded TEXT NOT NULL DEFAULT '',
    action TEXT NOT NULL,
    partner INTEGER NOT NULL REFERENCES partner(id),
    strategy INTEGER REFERENCES strategy(id),
    subprogramme INTEGER REFERENCES subprogramme(id),
    outcome_area INTEGER REFERENCES outcome(id),
    owner INTEGER REFERENCES focal_point(id),
    status TEXT NOT NULL CHECK (status IN ('planned', 'active', 'done', 'dropped')),
    due TEXT CHECK (due LIKE '____-__-__'),
    done_on TEXT CHECK (done_on LIKE '____-__-__'),
    outcome TEXT,
    confidentiality TEXT CHECK (confidentiality IN ('open', 'internal', 'confidential'))
) STRICT;

-- How far an agreement has come and what that weighs: hundredths of a per cent.
CREATE TABLE stage (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    folded TEXT NOT NULL DEFAULT '',
    code TEXT NOT NULL,
    name_en TEXT NOT NULL,
    name_zh TEXT,
    place INTEGER,
    chance INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'signed', 'closed')),
    source TEXT,
    note TEXT
) STRICT;
CREATE UNIQUE INDEX stage_code ON stage (code) WHERE deleted = 0;

-- Programme support cost and levy, hundredths of a per cent, each with its source (HSP/EB.1/2/Rev.1 para 59; EB2022-S1-11 para 26).
CREATE TABLE charge (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    folded TEXT NOT NULL DEFAULT '',
    code TEXT NOT NULL,
    name_en TEXT NOT NULL,
    name_zh TEXT,
    kind TEXT NOT NULL CHECK (kind IN ('support-cost', 'levy')),
    percent INTEGER NOT NULL,
    basis TEXT CHECK (basis IN ('included', 'on-top')),
    usual TEXT CHECK (usual IN ('yes', 'no')),
    base_en TEXT,
    source TEXT,
    note TEXT
) STRICT;
CREATE UNIQUE INDEX charge_code ON charge (code) WHERE deleted = 0;

-- Money said and not signed: shown, never counted as income. Only versions that nothing replaces stand.
CREATE TABLE pledge (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    folded TEXT NOT NULL DEFAULT '',
    partner INTEGER NOT NULL REFERENCES partner(id),
    title TEXT NOT NULL,
    said TEXT NOT NULL CHECK (said LIKE '____-__-__'),
    amount INTEGER NOT NULL,
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    fund INTEGER REFERENCES fund(id),
    earmarking INTEGER REFERENCES earmarking(id),
    flagship INTEGER REFERENCES flagship(id),
    from_year INTEGER,
    to_year INTEGER,
    replaces INTEGER REFERENCES pledge(id),
    reference TEXT,
    rate TEXT,
    rate_day TEXT CHECK (rate_day LIKE '____-__-__'),
    rate_source TEXT,
    usd INTEGER,
    confidentiality TEXT CHECK (confidentiality IN ('open', 'internal', 'confidential')),
    source TEXT,
    notes TEXT
) STRICT;

-- Money signed or on its way to be. Amount in minor units of its currency; splits are text, kept as rows in portion.
CREATE TABLE agreement (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    folded TEXT NOT NULL DEFAULT '',
    partner INTEGER NOT NULL REFERENCES partner(id),
    title TEXT NOT NULL,
    stage INTEGER NOT NULL REFERENCES stage(id),
    amount INTEGER,
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    fund INTEGER REFERENCES fund(id),
    earmarking INTEGER REFERENCES earmarking(id),
    expected TEXT CHECK (expected LIKE '____-__-__'),
    signed TEXT CHECK (signed LIKE '____-__-__'),
    starts TEXT CHECK (starts LIKE '____-__-__'),
    ends TEXT CHECK (ends LIKE '____-__-__'),
    years TEXT,
    flagship INTEGER REFERENCES flagship(id),
    subprogramme INTEGER REFERENCES subprogramme(id),
    country INTEGER REFERENCES country(id),
    region INTEGER REFERENCES region(id),
    reference TEXT,
    instrument TEXT CHECK (instrument IN ('grant', 'pooled-fund', 'memorandum', 'service-contract', 'loan-of-staff', 'exchange-of-letters', 'other')),
    pledge INTEGER REFERENCES pledge(id),
    flagships TEXT,
    subprogrammes TEXT,
    countries TEXT,
    earmarkings TEXT,
    support INTEGER REFERENCES charge(id),
    support_percent INTEGER,
    support_basis TEXT CHECK (support_basis IN ('included', 'on-top')),
    support_cost INTEGER,
    support_usd INTEGER,
    net INTEGER,
    levy TEXT CHECK (levy IN ('yes', 'no')),
    levy_percent INTEGER,
    levy_payer TEXT CHECK (levy_payer IN ('donor', 'organisation')),
    levy_reason TEXT,
    levy_usd INTEGER,
    several_contributors TEXT CHECK (several_contributors IN ('yes', 'no')),
    joint_governance TEXT CHECK (joint_governance IN ('yes', 'no')),
    un_implementation TEXT CHECK (un_implementation IN ('yes', 'no')),
    pooled TEXT CHECK (pooled IN ('yes', 'no')),
    domestic TEXT CHECK (domestic IN ('yes', 'no')),
    service_fee TEXT CHECK (service_fee IN ('yes', 'no')),
    form TEXT CHECK (form IN ('cash', 'in-kind')),
    conditions TEXT,
    approver TEXT,
    stage_since TEXT CHECK (stage_since LIKE '____-__-__'),
    reason TEXT,
    rate TEXT,
    rate_day TEXT CHECK (rate_day LIKE '____-__-__'),
    rate_source TEXT,
    usd INTEGER,
    iati TEXT,
    confidentiality TEXT CHECK (confidentiality IN ('open', 'internal', 'confidential')),
    source TEXT,
    notes TEXT
) STRICT;

-- What was changed after signature, in its own currency; negative for reductions.
CREATE TABLE amendment (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    folded TEXT NOT NULL DEFAULT '',
    agreement INTEGER NOT NULL REFERENCES agreement(id),
    day TEXT NOT NULL CHECK (day LIKE '____-__-__'),
    kind TEXT NOT NULL CHECK (kind IN ('addition', 'reduction', 'extension', 'no-cost-extension', 'terms')),
    amount INTEGER,
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    earmarking INTEGER REFERENCES earmarking(id),
    years TEXT,
    flagship INTEGER REFERENCES flagship(id),
    subprogramme INTEGER REFERENCES subprogramme(id),
    country INTEGER REFERENCES country(id),
    old_ends TEXT CHECK (old_ends LIKE '____-__-__'),
    new_ends TEXT CHECK (new_ends LIKE '____-__-__'),
    what TEXT,
    approver TEXT,
    reference TEXT,
    rate TEXT,
    rate_day TEXT CHECK (rate_day LIKE '____-__-__'),
    rate_source TEXT,
    usd INTEGER,
    source TEXT,
    notes TEXT
) STRICT;

-- What is to come under an agreement; what is open is counted, never kept.
CREATE TABLE instalment (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    folded TEXT NOT NULL DEFAULT '',
    agreement INTEGER NOT NULL REFERENCES agreement(id),
    number INTEGER,
    due TEXT NOT NULL CHECK (due LIKE '____-__-__'),
    amount INTEGER NOT NULL,
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    trigger TEXT CHECK (trigger IN ('day', 'report-accepted', 'milestone')),
    milestone TEXT,
    report INTEGER REFERENCES report(id),
    rate TEXT,
    rate_day TEXT CHECK (rate_day LIKE '____-__-__'),
    rate_source TEXT,
    usd INTEGER,
    reference TEXT,
    notes TEXT
) STRICT;

-- What is given up of an instalment, on a day.
CREATE TABLE write_off (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    folded TEXT NOT NULL DEFAULT '',
    instalment INTEGER NOT NULL REFERENCES instalment(id),
    day TEXT NOT NULL CHECK (day LIKE '____-__-__'),
    amount INTEGER NOT NULL,
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    reason TEXT NOT NULL,
    approver TEXT,
    reference TEXT,
    rate TEXT,
    rate_day TEXT CHECK (rate_day LIKE '____-__-__'),
    rate_source TEXT,
    usd INTEGER,
    notes TEXT
) STRICT;

-- The splits of agreements and amendments, one row a piece, made from their text by the program: an item is a year or the
-- id of a record, amount in minor units of the owner's currency, usd in cents.
CREATE TABLE portion (
    owner INTEGER NOT NULL,
    along TEXT NOT NULL CHECK (along IN ('year', 'flagship', 'subprogramme', 'country', 'earmarking')),
    item INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    usd INTEGER,
    PRIMARY KEY (owner, along, item)
) STRICT, WITHOUT ROWID;

-- Money received. Amount in minor units of its currency, negative for corrections; usd in cents, NULL without a rate.
CREATE TABLE contribution (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    folded TEXT NOT NULL DEFAULT '',
    partner INTEGER NOT NULL REFERENCES partner(id),
    received TEXT NOT NULL,
    amount INTEGER NOT NULL,
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    fund INTEGER REFERENCES fund(id),
    earmarking INTEGER REFERENCES earmarking(id),
    agreement INTEGER REFERENCES agreement(id),
    instalment INTEGER REFERENCES instalment(id),
    flagship INTEGER REFERENCES flagship(id),
    country INTEGER REFERENCES country(id),
    pooled TEXT CHECK (pooled IN ('yes', 'no')),
    service_fee TEXT CHECK (service_fee IN ('yes', 'no')),
    form TEXT CHECK (form IN ('cash', 'in-kind')),
    rate TEXT,
    rate_day TEXT CHECK (rate_day LIKE '____-__-__'),
    rate_source TEXT,
    usd INTEGER,
    reference TEXT,
    source TEXT,
    notes TEXT,
    -- Kept by the program from received: the year, and the last day it can have been (31 December for a year).
    year INTEGER NOT NULL,
    known TEXT NOT NULL
) STRICT;

-- What was said with whom; partners and staff are ids with a space between, kept as rows in mention.
CREATE TABLE dialogue (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    folded TEXT NOT NULL DEFAULT '',
    day TEXT NOT NULL CHECK (day LIKE '____-__-__'),
    kind TEXT NOT NULL CHECK (kind IN ('meeting', 'call', 'letter', 'mission', 'donor-group', 'funding-dialogue', 'board-session', 'event')),
    title TEXT NOT NULL,
    partners TEXT,
    staff TEXT,
    theirs TEXT,
    place TEXT,
    summary TEXT,
    asked TEXT,
    offered TEXT,
    outcome TEXT,
    country INTEGER REFERENCES country(id),
    confidentiality TEXT CHECK (confidentiality IN ('open', 'internal', 'confidential')),
    source TEXT,
    notes TEXT
) STRICT;

-- Who does what by when after a dialogue.
CREATE TABLE follow_up (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    folded TEXT NOT NULL DEFAULT '',
    what TEXT NOT NULL,
    partner INTEGER REFERENCES partner(id),
    owner INTEGER REFERENCES focal_point(id),
    due TEXT CHECK (due LIKE '____-__-__'),
    priority TEXT CHECK (priority IN ('low', 'normal', 'high')),
    status TEXT NOT NULL CHECK (status IN ('pending', 'done', 'verified', 'dropped')),
    dialogue INTEGER REFERENCES dialogue(id),
    done_on TEXT CHECK (done_on LIKE '____-__-__'),
    verified_on TEXT CHECK (verified_on LIKE '____-__-__'),
    verified_by TEXT,
    confidentiality TEXT CHECK (confidentiality IN ('open', 'internal', 'confidential')),
    notes TEXT
) STRICT;

-- What is owed to a donor on the use of its money, each step with its real day and person.
CREATE TABLE report (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    folded TEXT NOT NULL DEFAULT '',
    agreement INTEGER NOT NULL REFERENCES agreement(id),
    title TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('interim', 'annual', 'final', 'informal')),
    content TEXT CHECK (content IN ('narrative', 'financial', 'both')),
    due TEXT NOT NULL CHECK (due LIKE '____-__-__'),
    owner INTEGER REFERENCES focal_point(id),
    period_start TEXT CHECK (period_start LIKE '____-__-__'),
    period_end TEXT CHECK (period_end LIKE '____-__-__'),
    first_due TEXT CHECK (first_due LIKE '____-__-__'),
    consent TEXT,
    drafted TEXT CHECK (drafted LIKE '____-__-__'),
    drafted_by TEXT,
    cleared TEXT CHECK (cleared LIKE '____-__-__'),
    cleared_by TEXT,
    submitted TEXT CHECK (submitted LIKE '____-__-__'),
    submitted_by TEXT,
    sent_back TEXT CHECK (sent_back LIKE '____-__-__'),
    sent_back_reason TEXT,
    accepted TEXT CHECK (accepted LIKE '____-__-__'),
    accepted_by TEXT,
    quality TEXT CHECK (quality IN ('yes', 'no')),
    standards TEXT CHECK (standards IN ('yes', 'no')),
    channel TEXT,
    reference TEXT,
    document INTEGER REFERENCES document(id),
    source TEXT,
    notes TEXT
) STRICT;

-- The reports an agreement usually owes, until its signed text says otherwise.
CREATE TABLE report_rule (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    folded TEXT NOT NULL DEFAULT '',
    code TEXT NOT NULL,
    name_en TEXT NOT NULL,
    name_zh TEXT,
    kind TEXT NOT NULL CHECK (kind IN ('interim', 'annual', 'final', 'informal')),
    content TEXT NOT NULL CHECK (content IN ('narrative', 'financial', 'both')),
    period TEXT NOT NULL CHECK (period IN ('year', 'end')),
    days INTEGER NOT NULL,
    usual TEXT CHECK (usual IN ('yes', 'no')),
    source TEXT,
    note TEXT
) STRICT;
CREATE UNIQUE INDEX report_rule_code ON report_rule (code) WHERE deleted = 0;

-- Checks of private partners, foundations and individuals (HSP/EB.2020/12 para 35).
CREATE TABLE due_diligence (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    folded TEXT NOT NULL DEFAULT '',
    partner INTEGER NOT NULL REFERENCES partner(id),
    day TEXT NOT NULL CHECK (day LIKE '____-__-__'),
    status TEXT NOT NULL CHECK (status IN ('pending', 'passed', 'conditional', 'refused')),
    valid_until TEXT CHECK (valid_until LIKE '____-__-__'),
    decided_by TEXT,
    global_compact TEXT CHECK (global_compact IN ('yes', 'no')),
    conflict TEXT CHECK (conflict IN ('yes', 'no')),
    exclusion TEXT,
    waiver TEXT CHECK (waiver IN ('yes', 'no')),
    waiver_reason TEXT,
    document INTEGER REFERENCES document(id),
    confidentiality TEXT CHECK (confidentiality IN ('open', 'internal', 'confidential')),
    source TEXT,
    notes TEXT
) STRICT;

-- A portfolio passed from one focal point to another, with its brief.
CREATE TABLE handover (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    folded TEXT NOT NULL DEFAULT '',
    from_point INTEGER NOT NULL REFERENCES focal_point(id),
    to_point INTEGER NOT NULL REFERENCES focal_point(id),
    day TEXT NOT NULL CHECK (day LIKE '____-__-__'),
    donors TEXT,
    brief TEXT,
    accepted TEXT CHECK (accepted LIKE '____-__-__'),
    notes TEXT
) STRICT;

-- A series of tasks for a kind of partner.
CREATE TABLE engagement_plan (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    folded TEXT NOT NULL DEFAULT '',
    code TEXT NOT NULL,
    name_en TEXT NOT NULL,
    name_zh TEXT,
    category INTEGER REFERENCES category(id),
    source TEXT,
    note TEXT
) STRICT;
CREATE UNIQUE INDEX engagement_plan_code ON engagement_plan (code) WHERE deleted = 0;

-- One task of an engagement plan, so many days after the start or after the task before.
CREATE TABLE engagement_step (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    folded TEXT NOT NULL DEFAULT '',
    code TEXT NOT NULL,
    plan INTEGER NOT NULL REFERENCES engagement_plan(id),
    place INTEGER NOT NULL,
    name_en TEXT NOT NULL,
    name_zh TEXT,
    strategy INTEGER REFERENCES strategy(id),
    after TEXT NOT NULL CHECK (after IN ('start', 'previous')),
    days INTEGER NOT NULL,
    working TEXT CHECK (working IN ('yes', 'no')),
    source TEXT
) STRICT;
CREATE UNIQUE INDEX engagement_step_code ON engagement_step (code) WHERE deleted = 0;

-- Goal, objectives, results and activities of the strategy (HSP/EB.2020/12 Figure 10).
CREATE TABLE outcome (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    folded TEXT NOT NULL DEFAULT '',
    code TEXT NOT NULL,
    level TEXT,
    objective INTEGER,
    name_en TEXT NOT NULL,
    name_zh TEXT,
    description_en TEXT,
    indicator INTEGER REFERENCES indicator(id),
    source TEXT
) STRICT;
CREATE UNIQUE INDEX outcome_code ON outcome (code) WHERE deleted = 0;

-- The six topics of the structured funding dialogue (HSP/EB.2020/12 para 20).
CREATE TABLE topic (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    folded TEXT NOT NULL DEFAULT '',
    code TEXT NOT NULL,
    place INTEGER,
    name_en TEXT NOT NULL,
    name_zh TEXT,
    records_used TEXT,
    source TEXT
) STRICT;
CREATE UNIQUE INDEX topic_code ON topic (code) WHERE deleted = 0;

-- Which records a field for several names, made from it by the program, to be found from the other side.
CREATE TABLE mention (
    target INTEGER NOT NULL,
    owner INTEGER NOT NULL,
    PRIMARY KEY (target, owner)
) STRICT, WITHOUT ROWID;
CREATE INDEX mention_owner ON mention (owner, target);

-- What is kept about partners, by link or path.
CREATE TABLE document (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    folded TEXT NOT NULL DEFAULT '',
    title TEXT NOT NULL,
    partner INTEGER REFERENCES partner(id),
    agreement INTEGER REFERENCES agreement(id),
    dialogue INTEGER REFERENCES dialogue(id),
    kind TEXT NOT NULL CHECK (kind IN ('agreement', 'strategy', 'brief', 'letter', 'minutes', 'report', 'review', 'due-diligence', 'communication', 'other')),
    day TEXT CHECK (day LIKE '____-__-__'),
    category TEXT CHECK (category IN ('a01', 'a02', 'a03', 'a04', 'a05', 'a06', 'a07', 'a08', 'a09', 'a10', 'a11', 'a12', 'b01', 'b02', 'b03', 'b04', 'b05', 'b06', 'b07', 'b08', 'b09', 'b10', 'b11', 'b12', 'b13', 'b14', 'b15', 'b16', 'b17', 'b18')),
    expires TEXT CHECK (expires LIKE '____-__-__'),
    language TEXT CHECK (language IN ('en', 'fr', 'es', 'zh', 'ru', 'ar')),
    link TEXT,
    sha256 TEXT,
    confidentiality TEXT CHECK (confidentiality IN ('open', 'internal', 'confidential')),
    notes TEXT
) STRICT;

-- Objects of expenditure (HSP/EB.1/2/Rev.1 Table 1.2).
CREATE TABLE object (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    folded TEXT NOT NULL DEFAULT '',
    code TEXT NOT NULL,
    name_en TEXT NOT NULL,
    name_zh TEXT,
    place INTEGER,
    source TEXT
) STRICT;
CREATE UNIQUE INDEX object_code ON object (code) WHERE deleted = 0;

-- The budget by fund, priority and object, US dollar cents (HSP/EB.1/2/Rev.1 Tables 4.2 to 10.2).
CREATE TABLE budget_line (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    folded TEXT NOT NULL DEFAULT '',
    code TEXT NOT NULL,
    year INTEGER NOT NULL,
    fund INTEGER NOT NULL REFERENCES fund(id),
    priority INTEGER NOT NULL REFERENCES subprogramme(id),
    object INTEGER NOT NULL REFERENCES object(id),
    amount_usd INTEGER NOT NULL,
    source TEXT,
    note TEXT
) STRICT;
CREATE UNIQUE INDEX budget_line_code ON budget_line (code) WHERE deleted = 0;

-- Totals of the budget as printed, US dollar cents; a fund, priority or object left empty is all of them.
CREATE TABLE budget_total (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    folded TEXT NOT NULL DEFAULT '',
    code TEXT NOT NULL,
    year INTEGER NOT NULL,
    printed_in TEXT NOT NULL,
    fund INTEGER REFERENCES fund(id),
    priority INTEGER REFERENCES subprogramme(id),
    object INTEGER REFERENCES object(id),
    amount_usd INTEGER NOT NULL,
    source TEXT,
    note TEXT
) STRICT;
CREATE UNIQUE INDEX budget_total_code ON budget_total (code) WHERE deleted = 0;

-- Finances of the Foundation as printed, US dollar cents (HSP/EB.1/2/Rev.1 Table 3.0).
CREATE TABLE finance_line (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    folded TEXT NOT NULL DEFAULT '',
    code TEXT NOT NULL,
    year INTEGER NOT NULL,
    section TEXT,
    item TEXT NOT NULL,
    name_en TEXT NOT NULL,
    name_zh TEXT,
    amount_usd INTEGER NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('audited', 'projected')),
    total TEXT CHECK (total IN ('yes', 'no')),
    place INTEGER,
    source TEXT,
    note TEXT
) STRICT;
CREATE UNIQUE INDEX finance_line_code ON finance_line (code) WHERE deleted = 0;

-- Posts: all of the first year of a plan, those that are new in later ones (HSP/EB.1/2/Rev.1 Tables 1.5B to 10.3).
CREATE TABLE post_line (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    folded TEXT NOT NULL DEFAULT '',
    code TEXT NOT NULL,
    year INTEGER NOT NULL,
    fund INTEGER NOT NULL REFERENCES fund(id),
    priority INTEGER NOT NULL REFERENCES subprogramme(id),
    grade TEXT,
    posts INTEGER NOT NULL,
    source TEXT,
    note TEXT
) STRICT;
CREATE UNIQUE INDEX post_line_code ON post_line (code) WHERE deleted = 0;

-- What a subprogramme planned and reached in a year; parts are not added to the totals they make up.
CREATE TABLE deliverable (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    folded TEXT NOT NULL DEFAULT '',
    code TEXT NOT NULL,
    year INTEGER NOT NULL,
    subprogramme INTEGER NOT NULL REFERENCES subprogramme(id),
    category TEXT CHECK (category IN ('knowledge', 'substantive', 'communications')),
    type TEXT CHECK (type IN ('field-project', 'training', 'publication', 'technical-material', 'advice', 'database', 'outreach', 'media', 'digital')),
    total TEXT CHECK (total IN ('yes', 'no')),
    name_en TEXT NOT NULL,
    name_zh TEXT,
    unit TEXT,
    planned INTEGER,
    reached INTEGER,
    source TEXT,
    note TEXT
) STRICT;
CREATE UNIQUE INDEX deliverable_code ON deliverable (code) WHERE deleted = 0;

-- What is done or not done by a day.
CREATE TABLE milestone (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    folded TEXT NOT NULL DEFAULT '',
    code TEXT NOT NULL,
    indicator INTEGER REFERENCES indicator(id),
    name_en TEXT NOT NULL,
    name_zh TEXT,
    due TEXT CHECK (due LIKE '____-__-__'),
    status TEXT NOT NULL CHECK (status IN ('pending', 'done')),
    done_on TEXT CHECK (done_on LIKE '____-__-__'),
    evidence TEXT,
    source TEXT,
    note TEXT
) STRICT;
CREATE UNIQUE INDEX milestone_code ON milestone (code) WHERE deleted = 0;

-- Commitments of the Funding Compact (EB2022-S1-11 para 25).
CREATE TABLE commitment (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    folded TEXT NOT NULL DEFAULT '',
    code TEXT NOT NULL,
    name_en TEXT NOT NULL,
    name_zh TEXT,
    side TEXT NOT NULL CHECK (side IN ('member-states', 'organisation')),
    applies TEXT CHECK (applies IN ('yes', 'no')),
    status TEXT CHECK (status IN ('pending', 'under-way', 'implemented')),
    value TEXT,
    target TEXT,
    as_of TEXT,
    source TEXT,
    note TEXT
) STRICT;
CREATE UNIQUE INDEX commitment_code ON commitment (code) WHERE deleted = 0;

-- Where a country stands with the United Nations team, frameworks and committees (EB2022-S1-11 para 20).
CREATE TABLE country_engagement (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    folded TEXT NOT NULL DEFAULT '',
    country INTEGER NOT NULL REFERENCES country(id),
    team TEXT CHECK (team IN ('none', 'resident', 'non-resident')),
    assessment TEXT CHECK (assessment IN ('yes', 'no')),
    framework TEXT CHECK (framework IN ('none', 'adopted', 'signed')),
    committee TEXT CHECK (committee IN ('none', 'planned', 'new', 'upgraded')),
    mandate TEXT CHECK (mandate IN ('yes', 'no')),
    emerging TEXT CHECK (emerging IN ('yes', 'no')),
    joint_programme TEXT CHECK (joint_programme IN ('yes', 'no')),
    day TEXT CHECK (day LIKE '____-__-__'),
    source TEXT,
    notes TEXT
) STRICT;
CREATE UNIQUE INDEX country_engagement_country ON country_engagement (country) WHERE deleted = 0;

-- Figures on the reform of the development system (EB2022-S1-11).
CREATE TABLE reform_fact (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    folded TEXT NOT NULL DEFAULT '',
    code TEXT NOT NULL,
    metric TEXT,
    name_en TEXT NOT NULL,
    name_zh TEXT,
    value INTEGER,
    unit TEXT,
    as_of TEXT,
    text_zh TEXT,
    source TEXT,
    note TEXT
) STRICT;
CREATE UNIQUE INDEX reform_fact_code ON reform_fact (code) WHERE deleted = 0;

-- Official development assistance in the funding of a region, hundredths of a per cent (HSP/EB.2020/12 para 27).
CREATE TABLE region_funding (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    folded TEXT NOT NULL DEFAULT '',
    code TEXT NOT NULL,
    region INTEGER NOT NULL REFERENCES region(id),
    assistance_percent INTEGER,
    other_percent INTEGER,
    source TEXT,
    note TEXT
) STRICT;
CREATE UNIQUE INDEX region_funding_code ON region_funding (code) WHERE deleted = 0;

-- Codes of lists of others that are newer than the lists that ship; withdrawn ones stay readable.
CREATE TABLE list_code (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    folded TEXT NOT NULL DEFAULT '',
    list TEXT NOT NULL,
    item TEXT NOT NULL,
    name_en TEXT,
    category TEXT,
    withdrawn TEXT CHECK (withdrawn IN ('yes', 'no')),
    withdrawn_on TEXT,
    source TEXT
) STRICT;
CREATE UNIQUE INDEX list_code_item ON list_code (list, item) WHERE deleted = 0;

-- Orders of lists and the paths of figures. Each begins with what its query asks equal.
CREATE INDEX partner_folded ON partner (folded, id) WHERE deleted = 0;
CREATE INDEX partner_donor ON partner (donor, folded, id) WHERE deleted = 0;
CREATE INDEX contact_folded ON contact (folded, id) WHERE deleted = 0;
CREATE INDEX partner_country ON partner (country) WHERE deleted = 0;
CREATE INDEX partner_category ON partner (category) WHERE deleted = 0;
-- Few stand under another, and a plan for all that do not would read them whole.
CREATE INDEX partner_parent ON partner (parent) WHERE deleted = 0 AND parent IS NOT NULL;
CREATE INDEX contact_partner ON contact (partner) WHERE deleted = 0;
CREATE INDEX assignment_partner ON assignment (partner, from_day) WHERE deleted = 0;
CREATE INDEX assignment_focal_point ON assignment (focal_point, from_day) WHERE deleted = 0;
CREATE INDEX objective_category ON objective (category) WHERE deleted = 0;
CREATE INDEX strategy_category ON strategy (category) WHERE deleted = 0;
CREATE INDEX engagement_partner ON engagement (partner) WHERE deleted = 0;
CREATE INDEX engagement_strategy ON engagement (strategy) WHERE deleted = 0;
CREATE INDEX engagement_owner ON engagement (owner, due) WHERE deleted = 0;
CREATE INDEX engagement_due ON engagement (due, id) WHERE deleted = 0;
CREATE INDEX document_partner ON document (partner) WHERE deleted = 0;
CREATE INDEX country_region ON country (region) WHERE deleted = 0;
CREATE INDEX observation_indicator ON observation (indicator) WHERE deleted = 0;
CREATE INDEX plan_target_plan ON plan_target (plan) WHERE deleted = 0;
CREATE INDEX core_budget_year ON core_budget (year) WHERE deleted = 0;
CREATE INDEX rate_currency ON rate (currency, day) WHERE deleted = 0;
CREATE INDEX rate_day ON rate (day, id) WHERE deleted = 0;
-- A donor's years, without touching the table: donor page, columns of the donor list, status of a year.
CREATE INDEX contribution_partner ON contribution (partner, year, known, earmarking, usd) WHERE deleted = 0;
-- A year's money by fund, earmarking and donor, without touching the table: income, core, largest donors. The id comes
-- first, so that what comes in together is written together.
CREATE INDEX contribution_year ON contribution (year, id, fund, earmarking, partner, known, usd) WHERE deleted = 0;
-- Orders of the list of contributions, on any day without touching the table; the donor, for a search goes by donors.
CREATE INDEX contribution_received ON contribution (received, id, known, partner) WHERE deleted = 0;
CREATE INDEX contribution_usd ON contribution (usd, id, known) WHERE deleted = 0;
-- Money states: by partner for its page, by stage for the pipeline, by what hangs on what.
CREATE INDEX pledge_partner ON pledge (partner) WHERE deleted = 0;
CREATE INDEX pledge_said ON pledge (said, id) WHERE deleted = 0;
CREATE INDEX pledge_replaces ON pledge (replaces) WHERE deleted = 0;
CREATE INDEX pledge_usd ON pledge (usd, id) WHERE deleted = 0;
CREATE INDEX agreement_partner ON agreement (partner) WHERE deleted = 0;
-- Everything Home asks of each agreement, without touching the table; the expected day first, for what is late.
CREATE INDEX agreement_stage ON agreement (stage, expected, signed, fund, usd, partner, starts) WHERE deleted = 0;
CREATE INDEX agreement_fund ON agreement (fund, id) WHERE deleted = 0;
CREATE INDEX agreement_flagship ON agreement (flagship) WHERE deleted = 0;
CREATE INDEX agreement_expected ON agreement (expected, id) WHERE deleted = 0;
CREATE INDEX agreement_signed ON agreement (signed, id) WHERE deleted = 0;
CREATE INDEX agreement_usd ON agreement (usd, id) WHERE deleted = 0;
CREATE INDEX agreement_pledge ON agreement (pledge, signed, usd) WHERE deleted = 0 AND pledge IS NOT NULL;
CREATE INDEX agreement_folded ON agreement (folded, id) WHERE deleted = 0;
CREATE INDEX amendment_agreement ON amendment (agreement, day, usd) WHERE deleted = 0;
CREATE INDEX amendment_day ON amendment (day, id) WHERE deleted = 0;
CREATE INDEX amendment_usd ON amendment (usd, id) WHERE deleted = 0;
CREATE INDEX instalment_agreement ON instalment (agreement, due) WHERE deleted = 0;
-- What is due with its amount, without touching the table: most days lie in the past.
CREATE INDEX instalment_due ON instalment (due, id, agreement, amount, currency, usd) WHERE deleted = 0;
CREATE INDEX instalment_usd ON instalment (usd, id) WHERE deleted = 0;
CREATE INDEX write_off_instalment ON write_off (instalment, day) WHERE deleted = 0;
CREATE INDEX portion_item ON portion (along, item, owner, usd);
-- Contributions under agreements: few of all, without touching the table.
CREATE INDEX contribution_agreement ON contribution (agreement, known, usd, year, fund, earmarking, pooled, service_fee, country) WHERE deleted = 0 AND agreement IS NOT NULL;
CREATE INDEX contribution_instalment ON contribution (instalment, known, currency, amount, usd)
WHERE deleted = 0 AND instalment IS NOT NULL;
CREATE INDEX contribution_flagship ON contribution (flagship, known, agreement, partner, usd)
WHERE deleted = 0 AND flagship IS NOT NULL;
-- Contributions and agreements that are marked: few of all, each by its mark.
CREATE INDEX contribution_pooled ON contribution (year, known, fund, earmarking, usd) WHERE deleted = 0 AND pooled = 'yes';
CREATE INDEX contribution_service_fee ON contribution (year, known, usd) WHERE deleted = 0 AND service_fee = 'yes';
CREATE INDEX contribution_country ON contribution (year, known, country) WHERE deleted = 0 AND country IS NOT NULL;
CREATE INDEX agreement_pooled ON agreement (id) WHERE deleted = 0 AND pooled = 'yes';
CREATE INDEX agreement_service_fee ON agreement (id) WHERE deleted = 0 AND service_fee = 'yes';
CREATE INDEX agreement_country ON agreement (country) WHERE deleted = 0 AND country IS NOT NULL;
-- How long signed agreements run, without touching the table.
CREATE INDEX amendment_ends ON amendment (agreement, day, id, new_ends) WHERE deleted = 0 AND new_ends IS NOT NULL;
CREATE INDEX agreement_runs ON agreement (stage, signed, starts, ends) WHERE deleted = 0;
-- Lines beside a printed total, without touching the table.
CREATE INDEX budget_line_year ON budget_line (year, fund, priority, object, amount_usd) WHERE deleted = 0;
CREATE INDEX deliverable_subprogramme ON deliverable (subprogramme) WHERE deleted = 0;
CREATE INDEX milestone_indicator ON milestone (indicator) WHERE deleted = 0;
CREATE INDEX region_funding_region ON region_funding (region) WHERE deleted = 0;
-- Relations and duties: by day for lists, by whom for pages and portfolios.
CREATE INDEX dialogue_day ON dialogue (day, id) WHERE deleted = 0;
CREATE INDEX follow_up_partner ON follow_up (partner, status) WHERE deleted = 0;
CREATE INDEX follow_up_owner ON follow_up (owner, status, due) WHERE deleted = 0;
CREATE INDEX follow_up_due ON follow_up (due, id) WHERE deleted = 0;
CREATE INDEX follow_up_dialogue ON follow_up (dialogue) WHERE deleted = 0;
CREATE INDEX report_agreement ON report (agreement, due) WHERE deleted = 0;
CREATE INDEX report_due ON report (due, id) WHERE deleted = 0;
CREATE INDEX report_owner ON report (owner, due) WHERE deleted = 0;
CREATE INDEX report_submitted ON report (submitted, id) WHERE deleted = 0;
CREATE INDEX due_diligence_partner ON due_diligence (partner, day) WHERE deleted = 0;
CREATE INDEX due_diligence_day ON due_diligence (day, id) WHERE deleted = 0;
CREATE INDEX handover_from_point ON handover (from_point) WHERE deleted = 0;
CREATE INDEX handover_to_point ON handover (to_point) WHERE deleted = 0;
CREATE INDEX handover_day ON handover (day, id) WHERE deleted = 0;
CREATE INDEX engagement_step_plan ON engagement_step (plan, place) WHERE deleted = 0;
CREATE INDEX outcome_indicator ON outcome (indicator) WHERE deleted = 0;
CREATE INDEX document_agreement ON document (agreement) WHERE deleted = 0 AND agreement IS NOT NULL;
CREATE INDEX document_dialogue ON document (dialogue) WHERE deleted = 0 AND dialogue IS NOT NULL;
CREATE INDEX instalment_report ON instalment (report) WHERE deleted = 0 AND report IS NOT NULL;
-- What Home says is missing: few rows, found without reading all.
CREATE INDEX contribution_no_usd ON contribution (id, known) WHERE deleted = 0 AND usd IS NULL;
CREATE INDEX contribution_no_fund ON contribution (fund, id, known) WHERE deleted = 0 AND fund IS NULL;
CREATE INDEX contact_no_email ON contact (id) WHERE deleted = 0 AND email IS NULL;
-- The bin holds few: one small index a large table.
CREATE INDEX contribution_bin ON contribution (id) WHERE deleted = 1;
CREATE INDEX partner_bin ON partner (id) WHERE deleted = 1;

-- Text search over all kinds but contributions and rates: rowid is the record's id, text is folded by the program.
CREATE VIRTUAL TABLE search USING fts5 (
    folded, tokenize = 'unicode61 remove_diacritics 0', prefix = '1 2 3',
    content = '', contentless_delete = 1
);
-- The tokens known, for a second look when a word is misspelt.
CREATE VIRTUAL TABLE search_word USING fts5vocab (search, row);

-- Who reaches a shared file: code is the login name.
CREATE TABLE account (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    folded TEXT NOT NULL DEFAULT '',
    code TEXT NOT NULL,
    name TEXT,
    role TEXT NOT NULL CHECK (role IN ('viewer', 'officer', 'manager', 'finance', 'administrator')),
    focal_point INTEGER REFERENCES focal_point(id),
    suspended TEXT CHECK (suspended IN ('yes', 'no')),
    notes TEXT
) STRICT;
CREATE UNIQUE INDEX account_code ON account (code) WHERE deleted = 0;

-- The public keys of accounts, one line of OpenSSH each.
CREATE TABLE account_key (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    folded TEXT NOT NULL DEFAULT '',
    account INTEGER NOT NULL REFERENCES account(id),
    key TEXT NOT NULL,
    fingerprint TEXT,
    comment TEXT
) STRICT;
CREATE INDEX account_key_account ON account_key (account) WHERE deleted = 0;

-- What each role may do: kinds is the name of a kind of record, of a group of them, or all.
CREATE TABLE role_right (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    folded TEXT NOT NULL DEFAULT '',
    role TEXT NOT NULL CHECK (role IN ('viewer', 'officer', 'manager', 'finance', 'administrator')),
    kinds TEXT NOT NULL,
    action TEXT NOT NULL CHECK (action IN ('read', 'add', 'change', 'delete', 'restore', 'approve', 'export', 'confidential')),
    may TEXT NOT NULL CHECK (may IN ('no', 'own', 'yes')),
    notes TEXT
) STRICT;

-- What is confidential is found without reading the rest.
CREATE INDEX partner_confidential ON partner (id) WHERE confidentiality = 'confidential';
CREATE INDEX contact_confidential ON contact (id) WHERE confidentiality = 'confidential';
CREATE INDEX engagement_confidential ON engagement (id) WHERE confidentiality = 'confidential';
CREATE INDEX document_confidential ON document (id) WHERE confidentiality = 'confidential';
CREATE INDEX dialogue_confidential ON dialogue (id) WHERE confidentiality = 'confidential';
CREATE INDEX follow_up_confidential ON follow_up (id) WHERE confidentiality = 'confidential';
CREATE INDEX due_diligence_confidential ON due_diligence (id) WHERE confidentiality = 'confidential';
CREATE INDEX pledge_confidential ON pledge (id) WHERE confidentiality = 'confidential';
CREATE INDEX agreement_confidential ON agreement (id) WHERE confidentiality = 'confidential';

-- One row an action: what is saved, shown and undone as one. Instants are UTC.
CREATE TABLE action (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    origin TEXT NOT NULL CHECK (origin IN ('form', 'bulk', 'import', 'command', 'undo', 'redo', 'made')),
    title TEXT NOT NULL,
    -- How many records it changed.
    records INTEGER NOT NULL,
    -- The action this one takes back, and the one that took this one back.
    undoes INTEGER REFERENCES action(id),
    undone_by INTEGER REFERENCES action(id),
    -- The address the person came from; NULL on the machine of the file.
    address TEXT
) STRICT;
CREATE INDEX action_who ON action (who, id);
CREATE INDEX action_undoes ON action (undoes);

-- One row a changed record: fields is JSON {"field":["from","to"]}, empty for a record that was added as it was first
-- saved (its first values follow from the record and its later changes).
CREATE TABLE change (
    action INTEGER NOT NULL REFERENCES action(id),
    seq INTEGER NOT NULL,
    kind TEXT NOT NULL,
    record INTEGER NOT NULL,
    -- A list of more than two words would be put into a table of its own for every row that is written.
    op TEXT NOT NULL CHECK (op = 'add' OR op = 'edit' OR op = 'delete' OR op = 'restore'),
    fields TEXT NOT NULL,
    -- What the record then held: the first 16 bytes of the SHA-256 of its columns.
    digest BLOB,
    PRIMARY KEY (action, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX change_record ON change (record, action);

-- The chain over history: each row holds the SHA-256 of the row before, an action and some of its changes, so that a
-- change behind the program's back shows.
CREATE TABLE seal (
    id INTEGER PRIMARY KEY,
    action INTEGER NOT NULL REFERENCES action(id),
    -- The changes it covers, from and before; NULL: everything up to the action, as it was when the chain began.
    from_seq INTEGER,
    to_seq INTEGER,
    hash BLOB NOT NULL
) STRICT;
CREATE INDEX seal_action ON seal (action);

-- Rows that came from files: the same file twice adds nothing twice.
CREATE TABLE import_row (
    fingerprint INTEGER NOT NULL,
    record INTEGER NOT NULL,
    PRIMARY KEY (fingerprint, record)
) STRICT, WITHOUT ROWID;
-- The same of an import under way, as they came: pairs of 8 bytes each, least first. Its end, or that of the next one
-- when it was cut short, moves them into the table above.
CREATE TABLE import_part (
    id INTEGER PRIMARY KEY,
    rows BLOB NOT NULL
) STRICT;

-- What was said about files of others, offered when the same is met again: a header (field is empty, theirs the names of
-- its columns, ours JSON of what was said), or a value of theirs in a field and what it means.
CREATE TABLE import_memory (
    kind TEXT NOT NULL,
    field TEXT NOT NULL,
    theirs TEXT NOT NULL,
    ours TEXT NOT NULL,
    who TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (kind, field, theirs)
) STRICT, WITHOUT ROWID;

-- What somebody typed and has not saved: kept from the first key, gone when saved or thrown away.
CREATE TABLE draft (
    id INTEGER PRIMARY KEY,
    who TEXT NOT NULL,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    -- The record edited and the version it was read at; 0 and 0 for a new one.
    record INTEGER NOT NULL,
    version INTEGER NOT NULL,
    -- JSON: what was typed, what was read, and the field the cursor stood in.
    content TEXT NOT NULL
) STRICT;
CREATE INDEX draft_who ON draft (who, at);

-- Pairs of records that people said are two, so that they are not offered as one again.
CREATE TABLE apart (
    kind TEXT NOT NULL,
    one INTEGER NOT NULL,
    other INTEGER NOT NULL,
    who TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (kind, one, other)
) STRICT, WITHOUT ROWID;

-- A person's saved views, and choices that are theirs alone (language, theme, columns).
CREATE TABLE view (
    who TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    PRIMARY KEY (who, kind, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE preference (
    who TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (who, name)
) STRICT, WITHOUT ROWID;
