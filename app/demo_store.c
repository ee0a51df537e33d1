/* demo_store.c - what the demo keeps about itself, in the settings. */
#include "app/demo.h"

#include "lib/db/db.h"

static const struct persona known[] = {
    {.key = "resident",
        .label = N_("居民，3号楼"),
        .does = N_("反映一件事，收编号，确认解决了没有"),
        .path = ""},
    {.key = "helper",
        .label = N_("代办人，替楼上的老邻居办"),
        .does = N_("替不用手机的老人反映和确认"),
        .path = ""},
    {.key = "leader",
        .label = N_("楼组长，3号楼"),
        .does = N_("看门户表，打电话，代办登记"),
        .path = ""},
    {.key = "staff",
        .label = N_("居委会工作人员"),
        .does = N_("受理、分派、代办登记、打印、录纸条"),
        .staff = true,
        .path = "/inbox"},
    {.key = "secretary",
        .label = N_("居民区书记"),
        .does = N_("全部权限：留痕、导入、任职"),
        .staff = true,
        .path = "/inbox"},
    {.key = "operator",
        .label = N_("热线接线员"),
        .does = N_("接电话，边听边录，读给对方听"),
        .staff = true,
        .path = "/desk/new"},
    {.key = "property",
        .label = N_("物业经理"),
        .does = N_("看分派来的事，派工、报价，带照片答复"),
        .path = "/work"},
    {.key = "cleaner",
        .label = N_("保洁"),
        .does = N_("在手机上一处一处点：好的、不好、没去看；不好的报修"),
        .path = "/checks"},
    {.key = "owners",
        .label = N_("业委会主任"),
        .does = N_("看等业委会答复的事"),
        .path = "/inbox"},
    {.key = "town",
        .label = N_("街镇工作人员"),
        .does = N_("一页看全镇：各居民区的数、超时的事，点开看是哪几件"),
        .staff = true,
        .path = "/overview",
        .area = "town"},
};

bool demo_exists(struct ctx *c)
{
    return db_int(c, "SELECT count(*) FROM setting WHERE name = ?1", V("demo")) > 0;
}

const char *demo_area_code(struct ctx *c)
{
    return str_or(db_text(c, "SELECT value FROM setting WHERE name = ?1", V("demo")), "");
}

static bool put(struct ctx *c, const char *name, const char *value)
{
    db_exec(c,
        "INSERT INTO setting (name, value) VALUES (?1, ?2)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        V(name), V(value));
    return !c->err.kind;
}

bool demo_mark(struct ctx *c, const char *area_code)
{
    return put(c, "demo", area_code);
}

bool demo_put_persona(struct ctx *c, const char *key, int64_t account_id)
{
    return put(c, arena_printf(c->arena, "demo.%s", key),
        arena_printf(c->arena, "%lld", (long long)account_id));
}

bool demo_personas(struct ctx *c, struct personas *out)
{
    for (size_t i = 0; i < COUNT(known); i++) {
        struct persona p = known[i];
        const char *id = db_text(c, "SELECT value FROM setting WHERE name = ?1",
            V(arena_printf(c->arena, "demo.%s", p.key)));
        if (id && parse_int(id, &p.account_id)) {
            list_push(c->arena, out, p);
        }
    }
    return !c->err.kind;
}
