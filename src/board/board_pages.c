/* board_pages.c - on paper and on the wall: sheets in large type, photos of what hangs, the roll of
 * stairs, the boards. */
#include <inttypes.h>
#include <string.h>

#include "lib/base/app.h"
#include "lib/paper/paper.h"
#include "lib/web/file.h"
#include "src/board/board_room.h"
#include "src/bodies/bodies.h"
#include "src/bodies/duties.h"
#include "src/notices/notices_pages.h"
#include "src/places/places.h"
#include "src/rolls/rolls.h"

enum { SHEETS_AT_ONCE = 24 }; /* drawing them all would keep others waiting */

struct posted_form {
    int64_t place, day;
    const char *spot;
};
struct down_form {
    const char *why;
};
static const struct field posted_fields[] = {
    FIELD(struct posted_form, FIELD_FOUND, place, .label = N_("贴在哪栋楼或哪个小区"),
        .help = N_("不填就是公告写的地方。"), .finder = &places_finder),
    FIELD(struct posted_form, FIELD_TEXT, spot, .max = 30, .label = N_("哪个位置"),
        .help = N_("比如：门厅公告栏。")),
    FIELD(
        struct posted_form, FIELD_DAY, day, .label = N_("哪天贴的"), .help = N_("不填就是今天。")),
    FIELD_UPLOAD("photo", .max = FILE_PHOTO_MAX, .label = N_("贴好的照片"),
        .help = N_("拍到整张纸和旁边的墙。位置信息会去掉。"), .required = true),
    {0},
};
static const struct form posted_form = {"board.posted", sizeof(struct posted_form), posted_fields};
static const struct field down_fields[] = {
    FIELD(struct down_form, FIELD_TEXT, why, .max = 60, .label = N_("为什么揭下")),
    {0},
};
static const struct form down_form = {"board.down", sizeof(struct down_form), down_fields};
struct sheet_page {
    const struct bulletin *v;
    size_t n;
    const char *const *stairs; /* one for each sheet; NULL: the notice's own place */
    const char *says, *next, *phone;
};
struct wall_page {
    struct bulletin n;
    enum notice_state state;
    struct posteds posted;
    struct picture *photos;
    size_t n_photos;
    struct roll_cover cover; /* of the stairs' roll */
    int64_t roll;
    bool edits, sees_roll;
};
struct board_page {
    struct place p;
    struct hungs all;
    size_t missing, up, remove;
    bool edits;
};

/* Printing --------------------------------------------------------------------------------------
 */
static struct html qr_of(struct ctx *c, const struct bulletin *n)
{
    return (struct html){
        qr_svg(c->arena, notices_link(c, n), say(c, WORDS(N_("二维码：公告 {0}"), INT(n->no))))};
}

static const char *typed_address(struct ctx *c, const struct bulletin *n)
{
    const char *link = notices_link(c, n), *host = strstr(link, "://");
    return host ? host + 3 : link;
}

#include "board.html.h"

static void print_sheets(struct ctx *c, struct sheet_page *p, const char *back)
{
    struct area a;
    if (!places_area(c, c->area_id, &a)) {
        return;
    }
    p->phone = a.phone;
    page_begin(c, &(struct page){.title = T(c, N_("打印公告")),
                      .back = back,
                      .focus = true,
                      .body_class = "paper-l",
                      .no_index = true});
    sheets_html(c, p);
    page_end(c);
}

/* One for each stair of its place, a batch at a time. */
static bool each_stair(struct ctx *c, const struct bulletin *n, struct sheet_page *p)
{
    struct ids stairs = {0};
    struct building b;
    int64_t asked = req_query_int(c, "from", 0);
    if (!places_under(c, n->place_id, "", &stairs)) {
        return false;
    }
    size_t from = asked > 0 && asked < (int64_t)stairs.n ? (size_t)asked : 0;
    size_t to = from + SHEETS_AT_ONCE < stairs.n ? from + SHEETS_AT_ONCE : stairs.n;
    struct bulletin *v = arena_alloc(c->arena, (to - from + 1) * sizeof(*v));
    const char **names = arena_alloc(c->arena, (to - from + 1) * sizeof(*names));
    for (size_t i = from; i < to; i++) {
        if (!places_building(c, stairs.v[i], &b)) {
            return false;
        }
        v[p->n] = *n;
        names[p->n++] = arena_printf(c->arena, "%s %s", b.compound, b.name);
    }
    p->v = v;
    p->stairs = names;
    p->says = say(c, WORDS(N_("第 {0} 到 {1} 张，共 {2} 张 A4，一栋一张。"), INT((int64_t)from + 1),
                         INT((int64_t)to), INT((int64_t)stairs.n)));
    p->next =
        to < stairs.n ? area_path(c, "notices/%" PRId64 "/print?each=1&from=%zu", n->id, to) : NULL;
    return true;
}

static void show_print(struct ctx *c)
{
    struct bulletin n;
    struct sheet_page p = {0};
    if (!notices_see(c, &n)) {
        return;
    }
    p.v = &n;
    p.n = 1;
    p.says = T(c, N_("一张 A4，大字。"));
    if (req_query_int(c, "each", 0)) {
        p.n = 0;
        if (!each_stair(c, &n, &p)) {
            return;
        }
    }
    print_sheets(c, &p, area_path(c, "notices/%" PRId64, n.id));
}

/* All that should hang on a board and has no photo yet. */
static void show_board_print(struct ctx *c)
{
    struct place place;
    struct hungs all = {0};
    struct bulletins out = {0};
    if (!places_by_id(c, req_id(c, "id"), &place) ||
        !board_of(c, place.id, notices_audience(c, place.id), &all)) {
        return;
    }
    for (size_t i = 0; i < all.n && out.n < SHEETS_AT_ONCE; i++) {
        if (all.v[i].hang == HANG_MISSING) {
            list_push(c->arena, &out, all.v[i].notice);
        }
    }
    struct sheet_page p = {.v = out.v,
        .n = out.n,
        .says = say(c, WORDS(N_("{0}要贴的 {1} 张。"), TEXT(place.name), INT((int64_t)out.n)))};
    print_sheets(c, &p, area_path(c, "places/%" PRId64 "/board", place.id));
}

/* The wall --------------------------------------------------------------------------------------
 */
static void load_photos(struct ctx *c, struct wall_page *p)
{
    p->photos = arena_alloc(c->arena, (p->posted.n + 1) * sizeof(*p->photos));
    for (const struct posted *w = p->posted.v; w < p->posted.v + p->posted.n; w++) {
        if (w->file_id) {
            const char *where =
                str_empty(w->spot) ? w->place : arena_printf(c->arena, "%s %s", w->place, w->spot);
            p->photos[p->n_photos++] =
                notices_picture(c, p->n.id, w->file_id, where, say_time(c, w->posted_at));
        }
    }
}

static bool load_wall(struct ctx *c, struct wall_page *p)
{
    struct roll_covers all = {0};
    if (!notices_see(c, &p->n) || !board_posted(c, p->n.id, &p->posted)) {
        return false;
    }
    p->state = notices_state(&p->n, day_text(c->arena, c->now));
    p->edits = c->app->may(c, DUTY_NOTICES, p->n.place_id);
    p->roll = board_roll(c, p->n.id);
    if (p->roll && !rolls_coverage(c, p->roll, &all)) {
        return false;
    }
    p->cover = rolls_total(&all);
    p->sees_roll = c->app->may(c, DUTY_INBOX, 0);
    load_photos(c, p);
    return !c->err.kind;
}

static void show_wall(struct ctx *c)
{
    struct wall_page p = {0};
    if (!load_wall(c, &p)) {
        return;
    }
    page_begin(c, &(struct page){.title = say(c, WORDS(N_("贴在墙上的：{0}"), TEXT(p.n.title))),
                      .back = area_path(c, "notices/%" PRId64, p.n.id),
                      .back_label = T(c, N_("公告"))});
    wall_html(c, &p);
    page_end(c);
}

static void do_posted(struct ctx *c)
{
    const struct posted_form *f = c->req->form;
    struct bulletin n;
    if (!notices_see(c, &n)) {
        return;
    }
    struct posted p = {.place_id = f->place ? f->place : n.place_id,
        .spot = f->spot,
        .posted_at = f->day ? f->day + 12 * 3600000 : c->now};
    if (p.posted_at > c->now + MS_PER_DAY / 2) {
        refuse(&c->err, "day", SAY(N_("这一天还没有到。")));
    } else if (!places_within(c, p.place_id, n.place_id) &&
               !places_within(c, n.place_id, p.place_id)) {
        (void)(c->err.kind || refuse(&c->err, "place", SAY(N_("这条公告不是给那里的。"))));
    } else if (!c->app->may(c, DUTY_NOTICES, p.place_id)) {
        refuse(&c->err, "place", SAY(N_("那里不归您管，请选自己管的地方。")));
    } else if (file_keep(c, "photo", 0, "posted", n.id, n.audience, &p.file_id) &&
               board_post(c, &n, &p)) {
        redirect(c, area_path(c, "notices/%" PRId64 "/wall", n.id));
    }
}

static int64_t place_of_posted(struct ctx *c)
{
    struct posted p;
    if (!board_posted_one(c, req_id(c, "id"), &p)) {
        return c->err.kind == ERR_ABSENT && (err_take(&c->err), not_found(c));
    }
    return p.place_id;
}

/* The board it hung on. */
static void show_posted_board(struct ctx *c);

static void do_down(struct ctx *c)
{
    const struct down_form *f = c->req->form;
    struct posted p;
    if (board_posted_one(c, req_id(c, "id"), &p) && board_down(c, p.id, f->why)) {
        redirect(c, area_path(c, "notices/%" PRId64 "/wall", p.notice_id));
    }
}

static void do_roll(struct ctx *c)
{
    struct bulletin n;
    if (notices_see(c, &n) && board_open_roll(c, &n)) {
        redirect(c, area_path(c, "notices/%" PRId64 "/wall", n.id));
    }
}

/* The board --------------------------------------------------------------------------------------
 */
static bool fill_board(struct ctx *c, struct list_view *v)
{
    struct place p;
    struct hungs all = {0};
    if (!places_by_id(c, req_id(c, "id"), &p) ||
        !board_of(c, p.id, notices_audience(c, p.id), &all)) {
        return false;
    }
    for (const struct hung *h = all.v; h < all.v + all.n; h++) {
        list_push(c->arena, &v->rows,
            ((struct list_row){.id = h->notice.id,
                .v = {value_int(h->notice.no), value_text(h->notice.title),
                    value_int((int)h->notice.kind), value_text(h->notice.valid_from),
                    str_empty(h->notice.valid_to) ? NONE : value_text(h->notice.valid_to),
                    value_int((int)h->hang), value_text(h->spot),
                    h->posted_at ? value_int(h->posted_at) : NONE}}));
    }
    v->rows.count = (int64_t)v->rows.n;
    return true;
}

static void show_board_of(struct ctx *c, int64_t place_id)
{
    struct board_page p = {0};
    if (!places_by_id(c, place_id, &p.p) ||
        !board_of(c, p.p.id, notices_audience(c, p.p.id), &p.all)) {
        return;
    }
    for (const struct hung *h = p.all.v; h < p.all.v + p.all.n; h++) {
        p.missing += h->hang == HANG_MISSING;
        p.up += h->hang == HANG_UP;
        p.remove += h->hang == HANG_REMOVE;
    }
    p.edits = c->app->may(c, DUTY_NOTICES, p.p.id);
    page_begin(c, &(struct page){.title = say(c, WORDS(N_("{0}公示栏"), TEXT(p.p.name))),
                      .back = area_path(c, "notices"),
                      .back_label = T(c, N_("公告"))});
    board_html(c, &p);
    page_end(c);
}

static void show_board(struct ctx *c)
{
    if (!list_serve(c, &board_list, AUDIENCE_PUBLIC, fill_board)) {
        show_board_of(c, req_id(c, "id"));
    }
}

static void show_posted_board(struct ctx *c)
{
    struct posted p;
    if (board_posted_one(c, req_id(c, "id"), &p)) {
        show_board_of(c, p.place_id);
    }
}

#define PUBLISHER .duty = DUTY_NOTICES, .hands = HANDS_SELF
static const struct route routes[] = {
    {"GET", "/a/:area/notices/:id/wall", show_wall, DUTY_PUBLIC,
        .title = N_("公告贴在哪里，哪些楼还没贴")},
    {"GET", "/a/:area/notices/:id/print", show_print, DUTY_PUBLIC, .title = N_("打印公告 A4")},
    {"POST", "/a/:area/notices/:id/posted", do_posted, PUBLISHER, .form = &posted_form,
        .show = show_wall, .title = N_("记下公告贴出来了，带照片")},
    {"POST", "/a/:area/posted/:id/down", do_down, PUBLISHER, .form = &down_form,
        .show = show_posted_board, .place_of = place_of_posted, .title = N_("记下公告揭下了")},
    {"POST", "/a/:area/notices/:id/roll", do_roll, PUBLISHER, .show = show_wall,
        .place_of = notices_place_of, .title = N_("开一份逐栋张贴的名册")},
    {"GET", "/a/:area/places/:id/board", show_board, DUTY_PUBLIC, .list = &board_list,
        .title = N_("公示栏：今天该贴什么、该揭什么")},
    {"GET", "/a/:area/places/:id/board/print", show_board_print, DUTY_PUBLIC,
        .title = N_("打印公示栏上要贴的")},
    {0},
};

/* Which stair has its sheet: ticked by leaders, on the screen or from a visit sheet. */
static const struct roll_mark marks[] = {
    {1, TICK_DONE, 0, N_("贴好了"), "贴好 贴了 已贴 贴好了 收到 ✅ ✔ √ 👌 👍 [OK]"},
    {2, TICK_REFUSED, 0, N_("贴不上"), "没地方 贴不上 ❌ ✖ ×"},
    {3, TICK_REFUSED, 1, N_("被揭掉了"), "被撕 被揭 撕了 揭了"},
    {0},
};
static const struct roll_kind rolls[] = {
    {
        .name = "board.posted",
        .title = N_("贴公告"),
        .subject = ROLL_BUILDINGS,
        .opens = DUTY_NOTICES,
        .ticks = DUTY_SEE_ROLL,
        .marks = marks,
    },
    {0},
};
static const struct list *const lists[] = {&board_list, NULL};

static const struct reaction on[] = {{"notices.taken", board_when_taken}, {0}};

const struct module board_module = {
    .name = "board", .tier = 7, .routes = routes, .lists = lists, .on = on, .rolls = rolls};
