/* demo_hotline.c - who answers day and night, and three calls of today: one answered at once, one
 * sent on, one still open. */
#include "app/demo.h"

#include "src/hotline/hotline.h"

static bool on_call(struct ctx *c, const struct cast *k)
{
    static const struct slot week[] = {
        {.what = ROTA_ON_CALL, .weekday = EVERY_DAY, .from = 480, .to = 1200},
        {.what = ROTA_ON_CALL, .weekday = EVERY_DAY, .from = 1200, .to = 480},
    };
    const int64_t who[] = {k->operator_, k->staff};
    if (!demo_begin(c, 0, HAND_SYSTEM, CHANNEL_SYSTEM)) {
        return demo_end(c);
    }
    for (size_t i = 0; i < COUNT(week); i++) {
        struct slot s = week[i];
        s.place_id = c->area_id;
        s.person_id = who[i];
        s.phone = "021-5550-0139";
        (void)rota_add(c, &s);
    }
    return demo_end(c);
}

bool demo_hotline(struct ctx *c, const struct cast *k)
{
    static const struct call calls[] = {
        {.end = CALL_TOLD,
            .name = "一位居民",
            .words = "问居委会周末开不开门",
            .how = "周六上午九点到十一点有人"},
        {.end = CALL_SENT_ON,
            .words = "小区门口两辆车碰了，司机在吵",
            .how = "请对方打 122，保安到场维持"},
        {.end = CALL_OPEN, .words = "有人说地下车库有焦味，没说清几号楼，说完就挂了"},
    };
    int64_t now = c->now;
    bool ok = on_call(c, k);
    for (size_t i = 0; ok && i <= COUNT(calls); i++) {
        c->now = now - (int64_t)(COUNT(calls) + 1 - i) * INT64_C(1500000);
        c->who = (struct who){.account_id = 1, .person_id = k->operator_, .staff = true};
        if (demo_begin(c, k->operator_, HAND_SELF, CHANNEL_PHONE)) {
            struct call call = i ? calls[i - 1] : (struct call){0};
            (void)(i ? hotline_write(c, &call) : hotline_take(c, ""));
        }
        ok = demo_end(c);
    }
    c->now = now;
    c->who = (struct who){0};
    return ok;
}
