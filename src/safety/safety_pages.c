#include <sys/stat.h>
#include <sys/statvfs.h>

#include "lib/log/log.h"
#include "lib/web/page.h"
#include "lib/web/parts.h"
#include "src/bodies/duties.h"
#include "src/places/places.h"
#include "src/safety/safety.h"

struct safety_page {
    struct safety_lines lines;
    const char *area;
};

#include "safety.html.h"

/* What the disk says; nothing of it is a secret. */
static void look(struct ctx *c, struct safety *s)
{
    struct stat key;
    struct statvfs disk;
    if (stat(str_or(c->app->key_file, ""), &key) == 0) {
        s->key_mode = (int)(key.st_mode & 0777);
    }
    if (statvfs(c->app->files_dir, &disk) == 0) {
        s->free_mib = (int64_t)disk.f_bavail * (int64_t)disk.f_frsize / (1024 * 1024);
    }
    s->own_machine = page_only_here(c);
}

static bool judge(struct ctx *c, struct safety_lines *out)
{
    struct safety s;
    if (!safety_load(c, &s)) {
        return false;
    }
    look(c, &s);
    *out = safety_judge(&s);
    return true;
}

static bool fill(struct ctx *c, struct list_view *v)
{
    struct safety_lines all;
    if (!judge(c, &all)) {
        return false;
    }
    for (size_t i = 0; i < all.n; i++) {
        const struct safety_line *l = &all.v[i];
        struct list_row row = {.id = (int64_t)i + 1,
            .v = {value_text(T(c, l->what)), value_int(l->state), value_text(say(c, l->says)),
                value_text(l->act ? T(c, l->act) : "")}};
        list_push(c->arena, &v->rows, row);
    }
    v->rows.count = (int64_t)all.n;
    return true;
}

static void show(struct ctx *c)
{
    struct safety_page p = {0};
    struct area a;
    if (list_serve(c, &safety_list, AUDIENCE_STAFF, fill) || !judge(c, &p.lines) ||
        !places_area(c, c->area_id, &a)) {
        return;
    }
    p.area = a.name;
    page_begin(c, &(struct page){.title = T(c, N_("安全自查")), .tab = "desk", .no_index = true});
    safety_html(c, &p);
    page_end(c);
}

static const struct route routes[] = {
    {"GET", "/a/:area/safety", show, DUTY_SAFETY, .list = &safety_list, .title = N_("安全自查")},
    {0},
};
static const struct list *const lists[] = {&safety_list, NULL};

const struct module safety_module = {.name = "safety", .tier = 4, .routes = routes, .lists = lists};
