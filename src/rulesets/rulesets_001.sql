-- tier 6: how something is decided, by law, from day to day.

-- reference: one version of one rule. town_id 0: it came with the program. Never edited: valid_to is
-- set when the next one begins.
CREATE TABLE ruleset (
    id BIGINT NOT NULL PRIMARY KEY,
    town_id BIGINT NOT NULL DEFAULT 0,
    law BIGINT NOT NULL CHECK (law BETWEEN 1 AND 3),
    decides BIGINT NOT NULL CHECK (decides BETWEEN 1 AND 15),
    version BIGINT NOT NULL,
    source TEXT NOT NULL,
    article TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    by_area BIGINT NOT NULL CHECK (by_area IN (0, 1)),
    part_from BIGINT NOT NULL CHECK (part_from BETWEEN 0 AND 3),
    part_how BIGINT NOT NULL CHECK (part_how IN (1, 2)),
    part_num BIGINT NOT NULL CHECK (part_num >= 0),
    part_den BIGINT NOT NULL CHECK (part_den >= part_num AND part_den > 0),
    agree_from BIGINT NOT NULL CHECK (agree_from BETWEEN 0 AND 3),
    agree_how BIGINT NOT NULL CHECK (agree_how IN (1, 2)),
    agree_num BIGINT NOT NULL CHECK (agree_num >= 0),
    agree_den BIGINT NOT NULL CHECK (agree_den >= agree_num AND agree_den > 0),
    notice_days BIGINT NOT NULL,
    objection_days BIGINT NOT NULL,
    publish_days BIGINT NOT NULL,
    shown_days BIGINT NOT NULL,
    proxies BIGINT NOT NULL,
    precedence BIGINT NOT NULL CHECK (precedence BETWEEN 1 AND 3),
    silence BIGINT NOT NULL CHECK (silence BETWEEN 1 AND 2),
    follows BIGINT NOT NULL CHECK (follows IN (0, 1)),
    made_at BIGINT NOT NULL DEFAULT 0,
    made_by BIGINT
);
CREATE UNIQUE INDEX ruleset_version ON ruleset (town_id, law, decides, version);

-- What came with the program. id = law * 1000 + decides * 10 + version: 3042 is the nation's second rule
-- about choosing a property company. Sources, articles and notes are msgids: rulesets_texts.c.

-- nation: Civil Code, since 2021-01-01: who takes part two thirds, more than half of them
INSERT INTO ruleset (id, town_id, law, decides, version, source, article, note, valid_from, valid_to,
    by_area, part_from, part_how, part_num, part_den, agree_from, agree_how, agree_num, agree_den,
    notice_days, objection_days, publish_days, shown_days, proxies, precedence, silence, follows)
SELECT 3002 + d.what * 10, 0, 3, d.what, 2, '《民法典》', d.article,
    '公告提前 15 天：《物业管理条例》第十四条。名册异议 5 天、结果几天内公布、公布几天，国家没有统一的规定，这里是本系统的默认。没有表态的能不能随多数，要看管理规约或者议事规则，有争议，默认不算。',
    '2021-01-01', NULL, 1, 1, 2, 2, 3, 2, 1, 1, 2, 15, 5, 3, 30, -1, 1, 1, 1
FROM (
    SELECT 1 AS what, '第二百七十八条第一款第（一）项' AS article UNION ALL
    SELECT 2, '第二百七十八条第一款第（二）项' UNION ALL
    SELECT 3, '第二百七十八条第一款第（三）项' UNION ALL
    SELECT 4, '第二百七十八条第一款第（四）项' UNION ALL
    SELECT 5, '第二百七十八条第一款第（五）项' UNION ALL
    SELECT 9, '第二百七十八条第一款第（九）项') d;

-- nation: the three that need three quarters of them
INSERT INTO ruleset (id, town_id, law, decides, version, source, article, note, valid_from, valid_to,
    by_area, part_from, part_how, part_num, part_den, agree_from, agree_how, agree_num, agree_den,
    notice_days, objection_days, publish_days, shown_days, proxies, precedence, silence, follows)
SELECT 3002 + d.what * 10, 0, 3, d.what, 2, '《民法典》', d.article,
    '公告提前 15 天：《物业管理条例》第十四条。名册异议 5 天、结果几天内公布、公布几天，国家没有统一的规定，这里是本系统的默认。',
    '2021-01-01', NULL, 1, 1, 2, 2, 3, 2, 2, 3, 4, 15, 5, 3, 30, -1, 1, 1, 0
FROM (
    SELECT 6 AS what, '第二百七十八条第一款第（六）项' AS article UNION ALL
    SELECT 7, '第二百七十八条第一款第（七）项' UNION ALL
    SELECT 8, '第二百七十八条第一款第（八）项') d;

-- nation: dead since 2021-01-01: more than half of everybody
INSERT INTO ruleset (id, town_id, law, decides, version, source, article, note, valid_from, valid_to,
    by_area, part_from, part_how, part_num, part_den, agree_from, agree_how, agree_num, agree_den,
    notice_days, objection_days, publish_days, shown_days, proxies, precedence, silence, follows)
SELECT 3001 + d.what * 10, 0, 3, d.what, 1, '《物权法》《物业管理条例》', d.article,
    '已经失效，只用来重算当年的决定。过半数、三分之二都从全体业主算起。',
    '2007-10-01', '2021-01-01', 1, 1, 1, 1, 2, 1, 1, 1, 2, 15, 5, 3, 30, -1, 1, 1, 1
FROM (
    SELECT 1 AS what, '第七十六条第一款第（一）项；条例第十二条' AS article UNION ALL
    SELECT 2, '第七十六条第一款第（二）项；条例第十二条' UNION ALL
    SELECT 3, '第七十六条第一款第（三）项；条例第十二条' UNION ALL
    SELECT 4, '第七十六条第一款第（四）项；条例第十二条' UNION ALL
    SELECT 9, '第七十六条第一款第（七）项；条例第十二条') d;

-- nation: dead: two thirds of everybody
INSERT INTO ruleset (id, town_id, law, decides, version, source, article, note, valid_from, valid_to,
    by_area, part_from, part_how, part_num, part_den, agree_from, agree_how, agree_num, agree_den,
    notice_days, objection_days, publish_days, shown_days, proxies, precedence, silence, follows)
SELECT 3001 + d.what * 10, 0, 3, d.what, 1, '《物权法》《物业管理条例》', d.article,
    d.note,
    '2007-10-01', '2021-01-01', 1, 1, 1, 1, 2, 1, 2, 2, 3, 15, 5, 3, 30, -1, 1, 1, 0
FROM (
    SELECT 5 AS what, '第七十六条第一款第（五）项；条例第十二条' AS article, '已经失效，只用来重算当年的决定。那时使用和筹集维修资金是同一项，都从全体业主算起。' AS note UNION ALL
    SELECT 6, '第七十六条第一款第（五）项；条例第十二条', '已经失效，只用来重算当年的决定。过半数、三分之二都从全体业主算起。' UNION ALL
    SELECT 7, '第七十六条第一款第（六）项；条例第十二条', '已经失效，只用来重算当年的决定。过半数、三分之二都从全体业主算起。') d;

-- Shanghai: the nation's shares
INSERT INTO ruleset (id, town_id, law, decides, version, source, article, note, valid_from, valid_to,
    by_area, part_from, part_how, part_num, part_den, agree_from, agree_how, agree_num, agree_den,
    notice_days, objection_days, publish_days, shown_days, proxies, precedence, silence, follows)
SELECT 1001 + d.what * 10, 0, 1, d.what, 1, '《上海市住宅物业管理规定》', '第十八条',
    '份额和《民法典》相同。委托要有书面的委托书，按写明的意见投票。只关系到一部分业主的共有部分，只由这些业主表决（第六十九条）。施行日没有核对，从《民法典》施行日算起；名册异议和公布的天数没有见到上海的规定，是本系统的默认。',
    '2021-01-01', NULL, 1, 1, 2, 2, 3, 2, 1, 1, 2, 15, 5, 3, 30, -1, 1, 1, 1
FROM (SELECT 1 AS what UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 9) d;

-- Shanghai: three quarters
INSERT INTO ruleset (id, town_id, law, decides, version, source, article, note, valid_from, valid_to,
    by_area, part_from, part_how, part_num, part_den, agree_from, agree_how, agree_num, agree_den,
    notice_days, objection_days, publish_days, shown_days, proxies, precedence, silence, follows)
SELECT 1001 + d.what * 10, 0, 1, d.what, 1, '《上海市住宅物业管理规定》', '第十八条',
    '份额和《民法典》相同。委托要有书面的委托书，按写明的意见投票。只关系到一部分业主的共有部分，只由这些业主表决（第六十九条）。施行日没有核对，从《民法典》施行日算起；名册异议和公布的天数没有见到上海的规定，是本系统的默认。',
    '2021-01-01', NULL, 1, 1, 2, 2, 3, 2, 2, 3, 4, 15, 5, 3, 30, -1, 1, 1, 0
FROM (SELECT 6 AS what UNION ALL SELECT 7 UNION ALL SELECT 8) d;

-- Sichuan: silence of who signed for the slip abstains
INSERT INTO ruleset (id, town_id, law, decides, version, source, article, note, valid_from, valid_to,
    by_area, part_from, part_how, part_num, part_den, agree_from, agree_how, agree_num, agree_den,
    notice_days, objection_days, publish_days, shown_days, proxies, precedence, silence, follows)
SELECT 2001 + d.what * 10, 0, 2, d.what, 1, '《四川省物业管理条例》', '第二十条',
    '份额和《民法典》相同。签收了表决票或者登录了却没有表态的，算参与并弃权。委托要有书面的委托书（成都的条例第三十二条）；3 天内公布、公布 30 天是成都和达州的规定。施行日没有核对；名册异议的天数是本系统的默认。',
    '2022-05-01', NULL, 1, 1, 2, 2, 3, 2, 1, 1, 2, 15, 5, 3, 30, -1, 1, 2, 0
FROM (SELECT 1 AS what UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 9) d;

-- Sichuan: three quarters
INSERT INTO ruleset (id, town_id, law, decides, version, source, article, note, valid_from, valid_to,
    by_area, part_from, part_how, part_num, part_den, agree_from, agree_how, agree_num, agree_den,
    notice_days, objection_days, publish_days, shown_days, proxies, precedence, silence, follows)
SELECT 2001 + d.what * 10, 0, 2, d.what, 1, '《四川省物业管理条例》', '第二十条',
    '份额和《民法典》相同。签收了表决票或者登录了却没有表态的，算参与并弃权。委托要有书面的委托书（成都的条例第三十二条）；3 天内公布、公布 30 天是成都和达州的规定。施行日没有核对；名册异议的天数是本系统的默认。',
    '2022-05-01', NULL, 1, 1, 2, 2, 3, 2, 2, 3, 4, 15, 5, 3, 30, -1, 1, 2, 0
FROM (SELECT 6 AS what UNION ALL SELECT 7 UNION ALL SELECT 8) d;

-- both: dead since 2026-01-01
INSERT INTO ruleset (id, town_id, law, decides, version, source, article, note, valid_from, valid_to,
    by_area, part_from, part_how, part_num, part_den, agree_from, agree_how, agree_num, agree_den,
    notice_days, objection_days, publish_days, shown_days, proxies, precedence, silence, follows)
SELECT 3001 + d.what * 10, 0, 3, d.what, 1, '《城市居民委员会组织法》（1989 年）', '第九条',
    '已经失效，只用来重算当年的决定。全体十八周岁以上居民、户的代表或者居民小组的代表过半数出席，到会的过半数同意。',
    '1990-01-01', '2026-01-01', 0, 1, 1, 1, 2, 2, 1, 1, 2, 0, 0, 3, 15, 0, 1, 1, 0
FROM (SELECT 11 AS what UNION ALL SELECT 12) d;

-- the single ones
INSERT INTO ruleset (id, town_id, law, decides, version, source, article, note, valid_from, valid_to,
    by_area, part_from, part_how, part_num, part_den, agree_from, agree_how, agree_num, agree_den,
    notice_days, objection_days, publish_days, shown_days, proxies, precedence, silence, follows)
VALUES
-- nation: a home made a shop: everybody whose interest it touches
(3102, 0, 3, 10, 2, '《民法典》', '第二百七十九条',
    '有利害关系的业主每一位都要同意，没有表态不算同意。谁有利害关系，由名册写明。名册异议和公布的天数是本系统的默认。',
    '2021-01-01', NULL, 0, 0, 1, 0, 1, 1, 2, 1, 1, 15, 5, 3, 30, -1, 1, 1, 0),
-- nation: dead: the same, which nobody may follow in silence
(3081, 0, 3, 8, 1, '《物权法》《物业管理条例》', '第七十六条第一款第（七）项；条例第十二条',
    '已经失效，只用来重算当年的决定。那时没有单列，按其他重大事项算；这一点依据 2009 年的司法解释第七条，没有核对全文。',
    '2007-10-01', '2021-01-01', 1, 1, 1, 1, 2, 1, 1, 1, 2, 15, 5, 3, 30, -1, 1, 1, 0),
-- nation: dead: a home made a shop
(3101, 0, 3, 10, 1, '《物权法》', '第七十七条',
    '已经失效，只用来重算当年的决定。有利害关系的业主每一位都要同意，没有表态不算同意。',
    '2007-10-01', '2021-01-01', 0, 0, 1, 0, 1, 1, 2, 1, 1, 15, 5, 3, 30, -1, 1, 1, 0),
-- residents: since 2026-01-01
(3112, 0, 3, 11, 2, '《城市居民委员会组织法》（2025 年修订）', '第四章',
    '十八周岁以上居民或者户的代表过半数参加。紧急情况可以不提前 10 天。公布 15 天按居务公开的规定；条号没有核对，名册异议、几天内公布、不能委托是本系统的默认。',
    '2026-01-01', NULL, 0, 1, 1, 1, 2, 2, 1, 1, 2, 10, 5, 3, 15, 0, 1, 1, 0),
-- their representatives: since 2026-01-01
(3122, 0, 3, 12, 2, '《城市居民委员会组织法》（2025 年修订）', '第四章',
    '居民代表三分之二以上参加，到会的过半数同意。公布 15 天按居务公开的规定；条号没有核对，提前 3 天、几天内公布、不能委托是本系统的默认。',
    '2026-01-01', NULL, 0, 1, 2, 2, 3, 2, 1, 1, 2, 3, 0, 3, 15, 0, 1, 1, 0),
-- a committee's own decisions: more than half there, more than half of all agree
(1131, 0, 1, 13, 1, '《上海市住宅物业管理规定》', '第二十条、第二十六条、第二十八条',
    '过半数委员出席才能开会，全体委员过半数签字同意才算决定，不能委托，3 天内公布。公布 30 天是本系统的默认。',
    '2021-01-01', NULL, 0, 1, 1, 1, 2, 1, 1, 1, 2, 0, 0, 3, 30, 0, 1, 1, 0),
-- the same in Sichuan
(2131, 0, 2, 13, 1, '《四川省物业管理条例》', '条号没有核对',
    '3 天内公布，公布 30 天。多少人出席、多少人同意没有见到四川的数字，参照上海的规定；条号没有核对。',
    '2022-05-01', NULL, 0, 1, 1, 1, 2, 1, 1, 1, 2, 0, 0, 3, 30, 0, 1, 1, 0),
-- and where no law says it: our default
(3131, 0, 3, 13, 1, '法律没有专门规定', '用本系统的通常做法',
    '不是法律。多少人出席、多少人同意参照上海的规定，委员会自己的章程另有写明的，由街镇在这里改。',
    '2003-09-01', NULL, 0, 1, 1, 1, 2, 1, 1, 1, 2, 0, 0, 3, 30, 0, 1, 1, 0),
-- a stair's small things: our default
(3141, 0, 3, 14, 1, '法律没有专门规定', '用本系统的通常做法',
    '不是法律。楼组里的小事按户算：过半数的户参与，参与的过半数同意。改变共有部分、花维修资金、加装电梯不是小事，要按业主共同决定办。',
    '2000-01-01', NULL, 0, 1, 1, 1, 2, 2, 1, 1, 2, 3, 1, 1, 7, 0, 1, 1, 0),
-- asking what people think
(3151, 0, 3, 15, 1, '法律没有专门规定', '用本系统的通常做法',
    '不是表决。只知道大家怎么想，不能代替任何决定。',
    '2000-01-01', NULL, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 0, 3, 7, 0, 1, 1, 0);
