/* design_pages.c - /design: every piece pages are set from, drawn by the product's own parts, so
 * that what is wrong with the look is seen here first. /design/paper/KIND is the same for paper.
 * The people, phones and sums are made up. */
#include "app/design_samples.h"

extern const struct module design_module;

/* Forms: declared as rooms do, filled in. */
struct sample {
    const char *what, *code;
    int64_t place, vote;
    bool tell;
};
static const struct choice places[] = {
    {1, "b3", "3号楼", NULL, NULL, NULL},
    {2, "b5", "5号楼", NULL, NULL, NULL},
    {0},
};
static const struct choice stances[] = {
    {1, "yes", N_("同意"), NULL, NULL, NULL},
    {2, "no", N_("反对"), NULL, NULL, NULL},
    {3, "abstain", N_("弃权"), N_("算参与，不算同意"), NULL, NULL},
    {0},
};
static const struct field sample_fields[] = {
    FIELD(struct sample, FIELD_LINES, what, .label = N_("发生了什么事？"),
        .help = N_("什么时候、影响到谁。不用写名字。"), .required = true, .min = 5, .max = 500),
    FIELD(struct sample, FIELD_CODE, code, .label = N_("验证码"), .min = 6, .max = 6,
        .autocomplete = "one-time-code"),
    FIELD(struct sample, FIELD_ID, place, .label = N_("哪一栋"), .choices = places),
    FIELD(struct sample, FIELD_CHOICE, vote, .label = N_("这一票"), .choices = stances),
    FIELD_UPLOAD("photo", .label = N_("照片"),
        .help = N_("可以不拍。最多 3 张，不会留下拍摄位置。"), .max = 10 << 20),
    FIELD(struct sample, FIELD_FLAG, tell, .label = N_("有进展时发短信给我")),
    {0},
};
static const struct form sample_form = {"design", sizeof(struct sample), sample_fields};

struct acting {
    int64_t channel, happened;
    const char *evidence;
};
static const struct choice channels[] = {
    {CHANNEL_PHONE, "phone", N_("电话"), NULL, NULL, NULL},
    {CHANNEL_PAPER, "paper", N_("纸条"), NULL, NULL, NULL},
    {CHANNEL_VISIT, "visit", N_("上门"), NULL, NULL, NULL},
    {CHANNEL_GROUP, "group", N_("群里"), NULL, NULL, NULL},
    {0},
};
static const struct field acting_fields[] = {
    FIELD(struct acting, FIELD_CHOICE, channel, .label = N_("从哪里来"), .choices = channels),
    FIELD(struct acting, FIELD_TIME, happened, .label = N_("什么时候说的")),
    FIELD(struct acting, FIELD_TEXT, evidence, .label = N_("凭据"),
        .help = N_("来电记录、纸条行号，或在场的人")),
    {0},
};
static const struct form acting_form = {"design.acting", sizeof(struct acting), acting_fields};

#include "design.html.h"

/* Pages -----------------------------------------------------------------------------------------
 */
static void show_design(struct ctx *c)
{
    const struct page page = {.title = T(c, "设计样张"),
        .wide = true,
        .description = T(c, "屋檐的设计样张：全部部件"),
        .at = T(c, "设计样张")};
    static const struct sample typed = {"门厅的灯坏了，晚上看不清台阶", "381904", 1, 1, true};
    form_fill(c, &sample_form, &typed);
    page_begin(c, &page);
    design_head_tpl(c);
    cols_open(c);
    colours_tpl(c);
    controls_tpl(c);
    rows_tpl(c);
    forms_tpl(c);
    acting_tpl(c);
    ballots_tpl(c);
    desk_tpl(c);
    cols_close(c);
    page_end(c);
}

static void show_poster(struct ctx *c)
{
    const struct poster poster = {.title = T(c, "有事，扫一扫"),
        .line = T(c, "3号楼的事，在这里说，在这里看办到哪一步"),
        .address = "127.0.0.1:8080/q/ly3",
        .phone = "021-5550-0139",
        .small = T(c, "不上网，打电话或交纸条一样办"),
        .qr = design_qr(c)};
    put_raw(c, poster_html(c, &poster));
}

static void show_paper(struct ctx *c)
{
    const char *kind = req_text(c, "kind");
    for (size_t i = 0; i < COUNT(papers); i++) {
        if (!str_same(kind, papers[i].key)) {
            continue;
        }
        page_begin(c, &(struct page){.title = T(c, papers[i].name),
                          .back = "/design",
                          .focus = true,
                          .body_class = papers[i].css});
        if (str_starts(kind, "sheet")) {
            sheet_tpl(c);
        } else if (str_starts(kind, "slip")) {
            slip_sheet_tpl(c);
        } else if (str_starts(kind, "card")) {
            card_tpl(c);
        } else {
            show_poster(c);
        }
        print_tpl(c);
        page_end(c);
        return;
    }
    not_found(c);
}

static const struct route routes[] = {
    {.method = "GET",
        .path = "/design",
        .handle = show_design,
        .duty = DUTY_PUBLIC,
        .title = N_("设计样张")},
    {.method = "GET",
        .path = "/design/paper/:kind",
        .handle = show_paper,
        .duty = DUTY_PUBLIC,
        .title = N_("设计样张：纸上")},
    {0},
};

const struct module design_module = {.name = "design", .tier = 4, .routes = routes};
