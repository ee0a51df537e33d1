/* territory_show.h - what both page files of this room say alike. */
#ifndef EAVES_TERRITORY_SHOW_H
#define EAVES_TERRITORY_SHOW_H

#include "lib/web/web.h"
#include "src/territory/territory.h"

/* "柳荫里小区 1–18号楼、20号楼": stairs in the order of the plan, runs of numbers drawn together.
 */
const char *territory_span(struct ctx *c, const struct stairs *all, size_t from, size_t to);
/* A place of this area that a page of the territory may be about; else 404. */
bool territory_of_route(struct ctx *c, struct place *out);
const char *territory_path(struct ctx *c, int64_t id, const char *rest); /* rest "" or "/split" */

/* Forms ---------------------------------------------------------------------------------------- */
struct act_form { /* of every act; each form has its fields of it */
    int64_t day, kind, parent, into, from, compound, size, area, first, second_home, stays;
    const char *name, *second, *reason, *stairs;
    bool release;
};

#define DAY_FIELDS \
    FIELD(struct act_form, FIELD_DAY, day, .label = N_("从哪天起"), .required = true, \
        .help = N_("这一天起是新的，前一天还是旧的。")), \
        FIELD(struct act_form, FIELD_TEXT, reason, .max = 200, .label = N_("更正的原因"), \
            .help = N_("只有从过去的一天算起才要写。"))
#define NAME_FIELD(text) \
    FIELD(struct act_form, FIELD_TEXT, name, .max = 30, .label = (text), .required = true, \
        .autocomplete = "off")
#define STAIRS_FIELD \
    FIELD(struct act_form, FIELD_TEXT, stairs, .max = 6000, .label = N_("勾选的楼组"), \
        .help = N_("接口用：编号，空格隔开。页面上用勾选。"))
#define FORM(form_name, what) \
    static const struct form form_name = { \
        "territory." what, sizeof(struct act_form), form_name##_fields}

extern const struct act_form territory_nothing;
struct change territory_change(struct ctx *c, int64_t place_id); /* of the form that was sent */
/* Standing coverings from one kind to another, save one; `outs`: and to be in none of a kind. */
const struct choice *territory_choices(
    struct ctx *c, enum place_kind lo, enum place_kind hi, int64_t but, bool outs);

/* clang-format off */
#define ACT_GET(path_, show_, title_) {"GET", path_, show_, DUTY_PLACES, .title = title_}
#define ACT_POST(path_, do_, form_, show_, title_) \
    {"POST", path_, do_, DUTY_PLACES, HANDS_SELF, form_, show_, .title = title_, \
        .body_max = INT64_C(128) * 1024}
/* clang-format on */
#endif
