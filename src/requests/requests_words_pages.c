/* requests_words_pages.c - the committee's keyword table: which word tells which kind. */
#include "lib/db/list.h"
#include "lib/web/page.h"
#include "lib/web/parts.h"
#include "src/requests/requests_room.h"

struct word_form {
    const char *word;
    int64_t kind;
};
static const struct field word_fields[] = {
    FIELD(struct word_form, FIELD_TEXT, word, .min = 1, .max = 12, .label = N_("词"),
        .help = N_("居民常用的说法，越具体越准。"), .required = true),
    FIELD(struct word_form, FIELD_CHOICE, kind, .choices = requests_kinds, .label = N_("归到"),
        .required = true),
    {0},
};
const struct form requests_word_form = {"requests.word", sizeof(struct word_form), word_fields};

struct unword_form {
    const char *drop;
};
static const struct field unword_fields[] = {
    FIELD(struct unword_form, FIELD_TEXT, drop, .min = 1, .max = 12, .label = N_("去掉一个词"),
        .required = true),
    {0},
};
const struct form requests_unword_form = {
    "requests.unword", sizeof(struct unword_form), unword_fields};

struct words_page {
    struct keywords all; /* in the order of kinds */
};

#include "requests_words.html.h"

static bool fill_words(struct ctx *c, struct list_view *v)
{
    struct keywords all = {0};
    if (!requests_keywords(c, &all)) {
        return false;
    }
    for (size_t i = 0; i < all.n; i++) {
        const struct keyword *k = &all.v[i];
        list_push(c->arena, &v->rows,
            ((struct list_row){
                .id = (int64_t)i + 1, .v = {value_text(k->word), value_int(k->kind)}}));
    }
    v->rows.count = (int64_t)v->rows.n;
    return true;
}

void requests_show_words(struct ctx *c)
{
    struct words_page p = {0};
    if (list_serve(c, &requests_words_list, AUDIENCE_STAFF, fill_words) ||
        !requests_keywords(c, &p.all)) {
        return;
    }
    page_begin(c, &(struct page){.title = T(c, N_("关键词")), .tab = "desk", .no_index = true});
    words_html(c, &p);
    page_end(c);
}

void requests_do_word(struct ctx *c)
{
    const struct word_form *f = c->req->form;
    if (requests_put_keyword(c, f->word, f->kind)) {
        redirect(c, area_path(c, "words"));
    }
}

void requests_do_unword(struct ctx *c)
{
    const struct unword_form *f = c->req->form;
    if (requests_drop_keyword(c, f->drop)) {
        redirect(c, area_path(c, "words"));
    }
}
