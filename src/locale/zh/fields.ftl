# 字段表的用语：记录种类、字段及其提示、选项、计算列、历史记录。

# 记录种类：kind-NAME 用于列表，one-NAME 用于单条记录。
kind-partner = 伙伴
one-partner = 伙伴
kind-contact = 联系人
one-contact = 联系人
kind-focal-point = 协调人
one-focal-point = 协调人
kind-assignment = 分工
one-assignment = 分工
kind-flagship = 旗舰方案
one-flagship = 旗舰方案
kind-category = 伙伴类别
one-category = 伙伴类别
kind-objective = 目标
one-objective = 目标
kind-strategy = 战略
one-strategy = 战略
kind-engagement = 合作行动
one-engagement = 合作行动
kind-contribution = 捐款
one-contribution = 捐款
kind-document = 文件
one-document = 文件
kind-rate = 汇率
one-rate = 汇率
kind-fund = 基金
one-fund = 基金
kind-earmarking = 专用程度
one-earmarking = 专用程度
kind-donor-type = 捐助方类型
one-donor-type = 捐助方类型
kind-country = 国家和地区
one-country = 国家和地区
kind-region = 区域
one-region = 区域
kind-currency = 货币
one-currency = 货币
kind-subprogramme = 次级方案
one-subprogramme = 次级方案
kind-indicator = 指标
one-indicator = 指标
kind-observation = 观测值
one-observation = 观测值
kind-core-budget = 核心预算
one-core-budget = 核心预算
kind-plan = 计划
one-plan = 计划
kind-plan-target = 计划指标
one-plan-target = 计划指标
kind-setting = 设置
one-setting = 设置

# 伙伴
field-partner-name = 名称
hint-partner-name = 通用名称，例如 Norway。
field-partner-name-zh = 中文名称
hint-partner-name-zh = 中文名称，界面为中文时显示。
field-partner-acronym = 简称
hint-partner-acronym = 名称的缩写，例如 SIDA。
field-partner-code = 代码
hint-partner-code = 自定的简短代码，不含空格，不与其他伙伴重复。
field-partner-donor = 捐助方
hint-partner-donor = 提供或可能提供资金的填“是”，将列入捐助方。
field-partner-category = 类别
hint-partner-category = 伙伴类别，填代码或名称，例如 PC1。
field-partner-type = 类型
hint-partner-type = 捐助方类型，填代码或名称，例如 GOV-MS。
field-partner-country = 国家
hint-partner-country = 国家或地区，填代码或名称，例如 NOR 或“挪威”。
field-partner-region = 区域
hint-partner-region = 工作所在区域，适用于不属于单一国家的情况。
field-partner-parent = 上级机构
hint-partner-parent = 所属的伙伴，例如部委所属的政府。
field-partner-stage = 阶段
hint-partner-stage = 关系进展到哪一步，从潜在到捐款中。
field-partner-aliases = 别名
hint-partner-aliases = 其他可供检索的名称，用分号隔开。
field-partner-iati = IATI 标识
hint-partner-iati = 在国际援助透明度倡议中的机构标识，例如 NO-BRC-971277882。
field-partner-website = 网站
hint-partner-website = 网址，例如 norad.no。
field-partner-notes = 备注
hint-partner-notes = 同事应当知道的情况，可写多行。
field-partner-intelligence = 捐助方情报
hint-partner-intelligence = 关心什么、如何决策、谁能影响其决定。
field-partner-confidentiality = 保密级别
hint-partner-confidentiality = 谁可以阅读：公开、内部或机密。

# 联系人
field-contact-name = 姓名
hint-contact-name = 联系人姓名；不宜记录姓名时填写职务。
field-contact-partner = 伙伴
hint-contact-partner = 联系人所在的伙伴。
field-contact-post = 职务
hint-contact-post = 所任职务，例如多边司司长。
field-contact-email = 电子邮件
hint-contact-email = 电子邮件地址。
field-contact-phone = 电话
hint-contact-phone = 带国家代码的电话号码，例如 +47 23 95 00 00。
field-contact-language = 语文
hint-contact-language = 与此人通信所用的联合国正式语文。
field-contact-from-day = 任职起
hint-contact-from-day = 任职第一天：2021-08-31、2021年8月31日或 today（今天）。
field-contact-to-day = 任职止
hint-contact-to-day = 任职最后一天；仍在任则留空。
field-contact-notes = 备注
hint-contact-notes = 同事应当知道的情况，可写多行。
field-contact-confidentiality = 保密级别
hint-contact-confidentiality = 谁可以阅读：公开、内部或机密。

# 协调人
field-focal-point-name = 姓名
hint-focal-point-name = 工作人员姓名或职位，例如“北欧捐助方协调人”。
field-focal-point-code = 代码
hint-focal-point-code = 简短的代码，不含空格，例如 NORDIC。
field-focal-point-office = 办事处
hint-focal-point-office = 所在办事处，例如内罗毕或布鲁塞尔。
field-focal-point-languages = 语文
hint-focal-point-languages = 会讲的语言，填代码，例如 en, fr。
field-focal-point-email = 电子邮件
hint-focal-point-email = 电子邮件地址。
field-focal-point-login = 登录名
hint-focal-point-login = 在本机上的账户名，“我的”据此找出所负责的捐助方。
field-focal-point-active = 在任
hint-focal-point-active = 职位空缺或已撤销时填“否”。
field-focal-point-notes = 备注
hint-focal-point-notes = 同事应当知道的情况，可写多行。

# 分工
field-assignment-focal-point = 协调人
hint-assignment-focal-point = 由谁负责该伙伴。
field-assignment-partner = 伙伴
hint-assignment-partner = 所负责的伙伴。
field-assignment-role = 角色
hint-assignment-role = 牵头或副手；任何一天每个伙伴只有一名牵头人。
field-assignment-from-day = 起始日
hint-assignment-from-day = 分工第一天：2021-08-31、2021年8月31日或 today（今天）。
field-assignment-to-day = 截止日
hint-assignment-to-day = 分工最后一天；仍在负责则留空。
field-assignment-notes = 备注
hint-assignment-notes = 同事应当知道的情况，可写多行。

# 旗舰方案
field-flagship-code = 代码
hint-flagship-code = 方案代码，例如 FP1。
field-flagship-name-en = 英文名称
hint-flagship-name-en = 英文名称。
field-flagship-name-zh = 中文名称
hint-flagship-name-zh = 中文名称，界面为中文时显示。
field-flagship-min-partners = 最少伙伴数
hint-flagship-min-partners = 方案至少需要多少个伙伴，例如 3。
field-flagship-min-investment-usd = 最低投资额（美元）
hint-flagship-min-investment-usd = 最低投资额，以美元计，例如 30m（3000 万）。
field-flagship-due-year = 完成年份
hint-flagship-due-year = 应达到以上两项的年份，例如 2023。
field-flagship-launch-year = 启动年份
hint-flagship-launch-year = 方案启动的年份，例如 2020。
field-flagship-fund = 基金
hint-flagship-fund = 资金进入的基金，填代码或名称，例如 FE。
field-flagship-source = 出处
hint-flagship-source = 出自哪份文件的哪一段，例如 HSP/EB.2020/12，第 7 段。
field-flagship-note = 备注
hint-flagship-note = 阅读这条记录的人应当知道的情况。

# 伙伴类别
field-category-code = 代码
hint-category-code = 类别代码，例如 PC1。
field-category-number = 编号
hint-category-number = 在伙伴关系战略中的编号，例如 1。
field-category-name-en = 英文名称
hint-category-name-en = 英文名称。
field-category-name-zh = 中文名称
hint-category-name-zh = 中文名称，界面为中文时显示。
field-category-role-en = 作用
hint-category-role-en = 这类伙伴在战略计划中发挥的作用。
field-category-source = 出处
hint-category-source = 出自哪份文件的哪一段，例如 HSP/EB.2020/12，第 7 段。
field-category-note = 备注
hint-category-note = 阅读这条记录的人应当知道的情况。

# 目标
field-objective-code = 代码
hint-objective-code = 类别代码加编号，例如 PC1-O1。
field-objective-category = 类别
hint-objective-category = 伙伴类别，填代码或名称，例如 PC1。
field-objective-seq = 序号
hint-objective-seq = 在类别中的次序，例如 3。
field-objective-name-en = 英文名称
hint-objective-name-en = 英文名称。
field-objective-name-zh = 中文名称
hint-objective-name-zh = 中文名称，界面为中文时显示。
field-objective-source = 出处
hint-objective-source = 出自哪份文件的哪一段，例如 HSP/EB.2020/12，第 7 段。
field-objective-note = 备注
hint-objective-note = 阅读这条记录的人应当知道的情况。

# 战略
field-strategy-code = 代码
hint-strategy-code = 类别代码加编号，例如 PC1-S1。
field-strategy-category = 类别
hint-strategy-category = 伙伴类别，填代码或名称，例如 PC1。
field-strategy-seq = 序号
hint-strategy-seq = 在类别中的次序，例如 3。
field-strategy-name-en = 英文名称
hint-strategy-name-en = 英文名称。
field-strategy-name-zh = 中文名称
hint-strategy-name-zh = 中文名称，界面为中文时显示。
field-strategy-source = 出处
hint-strategy-source = 出自哪份文件的哪一段，例如 HSP/EB.2020/12，第 7 段。

# 合作行动
field-engagement-action = 行动
hint-engagement-action = 正在做什么，例如“送交 FP4 简报”。
field-engagement-partner = 伙伴
hint-engagement-partner = 与哪个伙伴合作。
field-engagement-strategy = 战略
hint-engagement-strategy = 落实哪项战略，填代码或名称，例如 PC1-S1。
field-engagement-owner = 负责人
hint-engagement-owner = 负责落实的协调人。
field-engagement-status = 状态
hint-engagement-status = 计划中、进行中、已完成或已放弃。
field-engagement-due = 到期日
hint-engagement-due = 应完成的日期：2021-08-31、+30d（30 天后）或 eoy（年底）。
field-engagement-done-on = 完成日
hint-engagement-done-on = 实际完成的日期；状态为已完成时填写。
field-engagement-outcome = 结果
hint-engagement-outcome = 取得了什么结果。
field-engagement-confidentiality = 保密级别
hint-engagement-confidentiality = 谁可以阅读：公开、内部或机密。

# 捐款
field-contribution-partner = 捐助方
hint-contribution-partner = 谁提供了资金。
field-contribution-received = 收款日
hint-contribution-received = 收到款项的日期；只知年份时填年份：2019-05-03 或 2019。
field-contribution-amount = 金额
hint-contribution-amount = 以原币计的金额：20.8m、800k EUR、1,250,000.50；更正为负数。
field-contribution-currency = 货币
hint-contribution-currency = 金额的货币，例如 USD 或 EUR。
field-contribution-fund = 基金
hint-contribution-fund = 款项进入的基金；未注明则留空，非专用资金记入 FNE。
field-contribution-earmarking = 专用程度
hint-contribution-earmarking = 捐助方限定用途的程度，例如 UNEARMARKED 或 SOFT。
field-contribution-form = 形式
hint-contribution-form = 现金或实物。
field-contribution-rate = 汇率
hint-contribution-rate = 一美元可兑换该货币的数量，例如 0.8512；留空则采用当日汇率。
field-contribution-rate-day = 汇率日期
hint-contribution-rate-day = 汇率所属的日期。
field-contribution-rate-source = 汇率来源
hint-contribution-rate-source = 由谁公布，例如联合国业务汇率。
field-contribution-usd = 美元金额
hint-contribution-usd = 金额除以汇率，保存记录时自动计算。
field-contribution-reference = 编号
hint-contribution-reference = 收据或付款的编号。
field-contribution-source = 来源
hint-contribution-source = 证明收款的文件或数据来源。
field-contribution-notes = 备注
hint-contribution-notes = 同事应当知道的情况，可写多行。

# 文件
field-document-title = 标题
hint-document-title = 文件标题。
field-document-partner = 伙伴
hint-document-partner = 文件涉及的伙伴。
field-document-kind = 种类
hint-document-kind = 文件种类：协定、战略、简报、信函、记录等。
field-document-day = 日期
hint-document-day = 文件日期：2021-08-31、2021年8月31日或 today（今天）。
field-document-expires = 有效期至
hint-document-expires = 有效的最后一天；长期有效则留空。
field-document-language = 语文
hint-document-language = 文件所用语文。
field-document-link = 链接
hint-document-link = 存放位置：网址或文件路径。
field-document-confidentiality = 保密级别
hint-document-confidentiality = 谁可以阅读：公开、内部或机密。
field-document-notes = 备注
hint-document-notes = 同事应当知道的情况，可写多行。

# 汇率
field-rate-currency = 货币
hint-rate-currency = 货币代码，例如 EUR。
field-rate-day = 生效日
hint-rate-day = 汇率生效的第一天：2021-08-31 或 today（今天）。
field-rate-rate = 汇率
hint-rate-rate = 一美元可兑换该货币的数量，例如 655.957。
field-rate-source = 来源
hint-rate-source = 由谁公布，例如联合国业务汇率。

# 基金
field-fund-code = 代码
hint-fund-code = 基金代码，例如 FNE。
field-fund-name-en = 英文名称
hint-fund-name-en = 英文名称。
field-fund-name-zh = 中文名称
hint-fund-name-zh = 中文名称，界面为中文时显示。
field-fund-former-name-en = 曾用名
hint-fund-former-name-en = 旧文件中的名称，例如 Foundation general purpose（基金通用）。
field-fund-kind = 种类
hint-fund-kind = 分摊、自愿或收费。
field-fund-core = 核心
hint-fund-core = 属于核心资金的填“是”。
field-fund-approved-by-en = 批准机构
hint-fund-approved-by-en = 批准其预算的机构。
field-fund-target-usd = 指标（美元）
hint-fund-target-usd = 计划指标，以美元计，例如 109m（1.09 亿）。
field-fund-target-alt-usd = 另一指标（美元）
hint-fund-target-alt-usd = 文件中出现两个数字时的另一个，以美元计。
field-fund-requirement-2020-usd = 2020 年所需资源（美元）
hint-fund-requirement-2020-usd = 2020 年预算要求的数额，以美元计。
field-fund-description-en = 英文说明
hint-fund-description-en = 基金用途，用英文填写。
field-fund-description-zh = 中文说明
hint-fund-description-zh = 基金用途，用中文填写。
field-fund-source = 出处
hint-fund-source = 出自哪份文件的哪一段，例如 HSP/EB.2020/12，第 7 段。
field-fund-note = 备注
hint-fund-note = 阅读这条记录的人应当知道的情况。

# 专用程度
field-earmarking-code = 代码
hint-earmarking-code = 专用程度代码，例如 SOFT。
field-earmarking-name-en = 英文名称
hint-earmarking-name-en = 英文名称。
field-earmarking-name-zh = 中文名称
hint-earmarking-name-zh = 中文名称，界面为中文时显示。
field-earmarking-core = 核心
hint-earmarking-core = 属于核心资金的填“是”。
field-earmarking-description-en = 英文说明
hint-earmarking-description-en = 这类资金限定用途的程度，用英文填写。
field-earmarking-source = 出处
hint-earmarking-source = 出自哪份文件的哪一段，例如 HSP/EB.2020/12，第 7 段。

# 捐助方类型
field-donor-type-code = 代码
hint-donor-type-code = 类型代码，例如 GOV-MS。
field-donor-type-name-en = 英文名称
hint-donor-type-name-en = 英文名称。
field-donor-type-name-zh = 中文名称
hint-donor-type-name-zh = 中文名称，界面为中文时显示。
field-donor-type-category = 类别
hint-donor-type-category = 伙伴类别，填代码或名称，例如 PC1。
field-donor-type-role = 角色
hint-donor-type-role = 对人居署而言的角色，例如 donor（捐助方）、partner（伙伴）或 investor（投资方）。
field-donor-type-source = 出处
hint-donor-type-source = 出自哪份文件的哪一段，例如 HSP/EB.2020/12，第 7 段。

# 国家和地区
field-country-code = 代码
hint-country-code = ISO 3166 三字母代码，例如 NOR。
field-country-iso2 = 两字母代码
hint-country-iso2 = ISO 3166 两字母代码，例如 NO。
field-country-m49 = M49 代码
hint-country-m49 = 联合国 M49 三位数字代码，例如 578。
field-country-name-en = 英文名称
hint-country-name-en = 英文名称。
field-country-name-fr = 法文名称
hint-country-name-fr = 法文名称。
field-country-name-es = 西班牙文名称
hint-country-name-es = 西班牙文名称。
field-country-name-zh = 中文名称
hint-country-name-zh = 中文名称，界面为中文时显示。
field-country-name-ru = 俄文名称
hint-country-name-ru = 俄文名称。
field-country-name-ar = 阿拉伯文名称
hint-country-name-ar = 阿拉伯文名称。
field-country-region = 区域
hint-country-region = 所属方案区域，填代码或名称，例如 AF。
field-country-member-state = 会员国
hint-country-member-state = 联合国会员国填“是”。
field-country-currency = 货币
hint-country-currency = 当地使用的货币代码，例如 NOK。
field-country-note = 备注
hint-country-note = 阅读这条记录的人应当知道的情况。

# 区域
field-region-code = 代码
hint-region-code = 区域代码，例如 AF。
field-region-name-en = 英文名称
hint-region-name-en = 英文名称。
field-region-name-zh = 中文名称
hint-region-name-zh = 中文名称，界面为中文时显示。
field-region-kind = 种类
hint-region-kind = 例如 programme_region（方案区域）、subregion（次区域）或 office（办事处）。
field-region-parent = 上级区域
hint-region-parent = 所属的更大区域。
field-region-source = 出处
hint-region-source = 出自哪份文件的哪一段，例如 HSP/EB.2020/12，第 7 段。
field-region-note = 备注
hint-region-note = 阅读这条记录的人应当知道的情况。

# 货币
field-currency-code = 代码
hint-currency-code = ISO 4217 三字母代码，例如 EUR。
field-currency-numeric = 数字代码
hint-currency-numeric = ISO 4217 三位数字代码，例如 978。
field-currency-minor-units = 小数位数
hint-currency-minor-units = 金额的小数位数：欧元为 2，日元为 0。
field-currency-name-en = 英文名称
hint-currency-name-en = 英文名称。
field-currency-name-fr = 法文名称
hint-currency-name-fr = 法文名称。
field-currency-name-es = 西班牙文名称
hint-currency-name-es = 西班牙文名称。
field-currency-name-zh = 中文名称
hint-currency-name-zh = 中文名称，界面为中文时显示。
field-currency-name-ru = 俄文名称
hint-currency-name-ru = 俄文名称。
field-currency-name-ar = 阿拉伯文名称
hint-currency-name-ar = 阿拉伯文名称。

# 次级方案
field-subprogramme-code = 代码
hint-subprogramme-code = 次级方案代码，例如 SP1。
field-subprogramme-name-en = 英文名称
hint-subprogramme-name-en = 英文名称。
field-subprogramme-name-zh = 中文名称
hint-subprogramme-name-zh = 中文名称，界面为中文时显示。
field-subprogramme-objective-en = 英文目标
hint-subprogramme-objective-en = 次级方案要实现的目标，用英文填写。
field-subprogramme-objective-zh = 中文目标
hint-subprogramme-objective-zh = 次级方案要实现的目标，用中文填写。
field-subprogramme-source = 出处
hint-subprogramme-source = 出自哪份文件的哪一段，例如 HSP/EB.2020/12，第 7 段。

# 指标
field-indicator-code = 代码
hint-indicator-code = 指标代码，例如 IND-INC-TOTAL。
field-indicator-name-en = 英文名称
hint-indicator-name-en = 英文名称。
field-indicator-name-zh = 中文名称
hint-indicator-name-zh = 中文名称，界面为中文时显示。
field-indicator-area = 领域
hint-indicator-area = 指标所属领域，例如 income（收入）或 donors（捐助方）。
field-indicator-kind = 种类
hint-indicator-kind = 计算方式：总和、计数、比率等。
field-indicator-unit = 单位
hint-indicator-unit = 计量单位，例如 USD million（百万美元）或 per cent（百分比）。
field-indicator-comparator = 比较方式
hint-indicator-comparator = 实际值与目标值如何比较，例如 >=。
field-indicator-target-value = 目标值
hint-indicator-target-value = 应达到的数值，以所列单位计。
field-indicator-target-value-alt = 另一目标值
hint-indicator-target-value-alt = 文件中出现两个数值时的另一个。
field-indicator-target-text = 文字目标
hint-indicator-target-text = 无法用数字表示的目标。
field-indicator-due-year = 完成年份
hint-indicator-due-year = 应达到目标的年份，例如 2023。
field-indicator-period-start = 期间起
hint-indicator-period-start = 计入的第一天：2020-01-01。
field-indicator-period-end = 期间止
hint-indicator-period-end = 计入的最后一天：2023-12-31。
field-indicator-baseline-value = 基线值
hint-indicator-baseline-value = 起始数值，以所列单位计。
field-indicator-baseline-date = 基线日期
hint-indicator-baseline-date = 基线所属的日、月或年，例如 2019 或 2019-12。
field-indicator-computation-en = 计算方法
hint-indicator-computation-en = 如何由记录计算得出，用英文填写。
field-indicator-definition-basis = 定义依据
hint-indicator-definition-basis = 由文件定义还是拟议定义。
field-indicator-note = 备注
hint-indicator-note = 阅读这条记录的人应当知道的情况。
field-indicator-source = 出处
hint-indicator-source = 出自哪份文件的哪一段，例如 HSP/EB.2020/12，第 7 段。

# 观测值
field-observation-code = 代码
hint-observation-code = 指标代码、@ 和时间，例如 IND-F1@2020-12。
field-observation-indicator = 指标
hint-observation-indicator = 所观测的指标，填代码或名称。
field-observation-observed = 观测时间
hint-observation-observed = 数值所属的日、月或年：2021-08-31、2020-12 或 2020。
field-observation-value = 数值
hint-observation-value = 公布的数值，以所列单位计。
field-observation-unit = 单位
hint-observation-unit = 计量单位，例如 USD million（百万美元）或 per cent（百分比）。
field-observation-source = 出处
hint-observation-source = 出自哪份文件的哪一段，例如 HSP/EB.2020/12，第 7 段。
field-observation-note = 备注
hint-observation-note = 阅读这条记录的人应当知道的情况。

# 核心预算
field-core-budget-code = 代码
hint-core-budget-code = 含年份的简短代码，例如 CB-2021。
field-core-budget-year = 年度
hint-core-budget-year = 预算年度，例如 2021。
field-core-budget-approved-usd = 核定额（美元）
hint-core-budget-approved-usd = 执行局核定的数额，以美元计，例如 10m（1000 万）。
field-core-budget-received-usd = 已收款（美元）
hint-core-budget-received-usd = 公布的已收数额，以美元计。
field-core-budget-received-as-of = 已收款截至
hint-core-budget-received-as-of = 公布数字的截止日期，例如 2021-08-31。
field-core-budget-expected-usd = 预计款（美元）
hint-core-budget-expected-usd = 另外预计而尚未计入的数额，以美元计。
field-core-budget-expected-kind = 预计款来源
hint-core-budget-expected-kind = 预计款的性质及到账时间。
field-core-budget-source = 出处
hint-core-budget-source = 出自哪份文件的哪一段，例如 HSP/EB.2020/12，第 7 段。
field-core-budget-note = 备注
hint-core-budget-note = 阅读这条记录的人应当知道的情况。

# 计划
field-plan-code = 代码
hint-plan-code = 含年份的简短代码，例如 PLAN-2020-2023。
field-plan-name-en = 英文名称
hint-plan-name-en = 英文名称。
field-plan-name-zh = 中文名称
hint-plan-name-zh = 中文名称，界面为中文时显示。
field-plan-starts = 开始日
hint-plan-starts = 计划的第一天：2020-01-01。
field-plan-ends = 结束日
hint-plan-ends = 计划的最后一天：2023-12-31。
field-plan-source = 出处
hint-plan-source = 出自哪份文件的哪一段，例如 HSP/EB.2020/12，第 7 段。

# 计划指标
field-plan-target-code = 代码
hint-plan-target-code = 计划代码加基金代码，例如 PLAN-2020-2023-FNE。
field-plan-target-plan = 计划
hint-plan-target-plan = 所属计划，填代码或名称。
field-plan-target-fund = 基金
hint-plan-target-fund = 针对的基金，填代码或名称，例如 FNE。
field-plan-target-target-usd = 指标（美元）
hint-plan-target-target-usd = 整个计划期的指标，以美元计，例如 109m（1.09 亿）。
field-plan-target-source = 出处
hint-plan-target-source = 出自哪份文件的哪一段，例如 HSP/EB.2020/12，第 7 段。
field-plan-target-note = 备注
hint-plan-target-note = 阅读这条记录的人应当知道的情况。

# 设置
field-setting-code = 设置项
hint-setting-code = 设置项的名称。
field-setting-value = 值
hint-setting-value = 设定的值；可填内容见备注。
field-setting-note = 说明
hint-setting-note = 设置项的作用和可取的值。

# 选项、是否，以及捐助方在某年的状态。
choice-yes = 是
choice-no = 否
choice-open = 公开
choice-internal = 内部
choice-confidential = 机密
choice-prospect = 潜在
choice-contacted = 已接触
choice-dialogue = 对话中
choice-negotiation = 谈判中
choice-giving = 捐款中
choice-dormant = 休眠
choice-closed = 已结束
choice-lead = 牵头
choice-deputy = 副手
choice-planned = 计划中
choice-active = 进行中
choice-done = 已完成
choice-dropped = 已放弃
choice-cash = 现金
choice-in-kind = 实物
choice-agreement = 协定
choice-strategy = 战略
choice-brief = 简报
choice-letter = 信函
choice-minutes = 会议记录
choice-report = 报告
choice-review = 审查
choice-due-diligence = 尽职调查
choice-communication = 宣传材料
choice-other = 其他
choice-assessed = 分摊
choice-voluntary = 自愿
choice-charge = 收费
choice-en = 英文
choice-fr = 法文
choice-es = 西班牙文
choice-zh = 中文
choice-ru = 俄文
choice-ar = 阿拉伯文
choice-new = 新增
choice-returning = 恢复
choice-continuing = 持续
choice-lapsed = 中断

# 列表的计算列。
column-this-year = { $year } 年（美元）
column-last-year = { $before } 年（美元）
column-two-years = { $before } 和 { $year } 年（美元）
column-total = 合计（美元）
column-focal-point = 协调人
column-status = { $year } 年状态
column-engagements = 合作行动
column-leads = 牵头
column-deputies = 副手
column-partners = 伙伴
column-donors = 捐助方
column-done = 已完成

# 历史记录：对记录做了什么，操作由何而来。
op-add = 新增
op-edit = 编辑
op-delete = 删除
op-restore = 恢复

origin-form = 表单
origin-bulk = 批量编辑
origin-import = 导入
origin-command = 命令行
origin-undo = 撤销
origin-redo = 重做
origin-made = 随文件建立
