/* html_test.c - nothing typed becomes markup; sentences of time, area and money. */
#include <string.h>

#include "tests/check.h"

static struct req page;

static void begin(struct ctx *c)
{
    buf_release(&page.body);
    page = (struct req){.method = "GET", .path = "/"};
    c->req = &page;
}

static bool printed(const char *want)
{
    return strcmp(page.body.v ? page.body.v : "", want) == 0;
}

static void escapes(struct ctx *c)
{
    static const struct {
        const char *typed, *shown;
    } cases[] = {
        {"", ""},
        {"咪咪", "咪咪"},
        {"<b>", "&lt;b&gt;"},
        {"\"><script>alert(1)</script>", "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"},
        {"' onfocus='x()", "&#39; onfocus=&#39;x()"},
        {"&lt;", "&amp;lt;"},
        {"&#x3c;img src=x&#x3e;", "&amp;#x3c;img src=x&amp;#x3e;"},
        {"</textarea><svg/onload=x>", "&lt;/textarea&gt;&lt;svg/onload=x&gt;"},
        {"{{ 7*7 }} ${7*7} %s %n", "{{ 7*7 }} ${7*7} %s %n"},
        {"]]>", "]]&gt;"},
        {"<!--", "&lt;!--"},
        {"a & b < c > d", "a &amp; b &lt; c &gt; d"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        begin(c);
        put_text(c, cases[i].typed);
        CHECK(cases[i].typed, printed(cases[i].shown));
    }
}

/* Whatever the bytes: none of the five leaves as itself, and nothing else is changed. */
static void escapes_any_bytes(struct ctx *c)
{
    static const char some[] = "<>&\"'ab=/ ;\n";
    for (int run = 0; run < 500; run++) {
        char text[33];
        size_t want = 0;
        new_random(c, text, sizeof(text));
        for (size_t i = 0; i < 32; i++) {
            unsigned char r = (unsigned char)text[i];
            text[i] = r & 1 ? some[r % (sizeof(some) - 1)] : (char)(r | 1);
            want += text[i] == '<' || text[i] == '>'    ? 4
                    : text[i] == '&' || text[i] == '\'' ? 5
                    : text[i] == '"'                    ? 6
                                                        : 1;
        }
        text[32] = '\0';
        begin(c);
        put_text(c, text);
        if (page.body.n != want || strpbrk(page.body.v, "<>\"'")) {
            CHECK(text, false);
        }
    }
    CHECK("500 random texts", true);
}

static void prints_by_type(struct ctx *c)
{
    begin(c);
    struct words w = WORDS("{0}<", TEXT("<i>"));
    PUT(c, INT64_MIN);
    PUT(c, true);
    PUT(c, (size_t)3);
    PUT(c, "<");
    PUT(c, (struct html){"<br>"});
    PUT(c, w);
    PUT(c, value_text("&"));
    PUT(c, value_int(-7));
    PUT(c, (struct value){0});
    PUT(c, (const char *)NULL);
    CHECK("each its own way", printed("-922337203685477580813&lt;<br>&lt;i&gt;&lt;&amp;-7"));
}

static void takes_back_what_was_drawn(struct ctx *c)
{
    begin(c);
    struct html none = html_since(c, 0);
    CHECK("nothing", strcmp(none.v, "") == 0);
    PUT(c, "a");
    size_t mark = page.body.n;
    PUT(c, "<b");
    struct html h = html_since(c, mark);
    CHECK("what came after the mark", strcmp(h.v, "&lt;b") == 0 && printed("a"));
    PUT(c, h);
    CHECK("put once", printed("a&lt;b"));
}

static void says_times(struct ctx *c)
{
    const int64_t minute = 60000, hour = 60 * minute, day = 24 * hour;
    const struct {
        const char *want;
        int64_t offset;
    } ago[] = {{"刚刚", 0}, {"刚刚", -30000}, {"5 分钟前", -5 * minute},
        {"59 分钟前", minute - hour}, {"3 小时前", -3 * hour - minute}, {"2 天前", -2 * day - hour},
        {"11月13日（周五）", -10 * day}, {"11月24日 10:00", day}},
      left[] = {{"还有 2 天", 2 * day + hour}, {"还有 40 分钟", 40 * minute},
          {"还有 1 小时", hour + 25 * minute}, {"已超 3 小时", -3 * hour - minute},
          {"已超 1 天", -day}, {"就在现在", 0}};
    for (size_t i = 0; i < COUNT(ago); i++) {
        CHECK(ago[i].want, str_same(say_ago(c, c->now + ago[i].offset), ago[i].want));
    }
    for (size_t i = 0; i < COUNT(left); i++) {
        CHECK(left[i].want, str_same(say_left(c, c->now + left[i].offset), left[i].want));
    }
    CHECK("no time, no words", str_same(say_ago(c, 0), "") && str_same(say_left(c, 0), "") &&
                                   str_same(say_time(c, 0), "") && str_same(say_day(c, 0), ""));
    int64_t past = c->now - 3 * 366 * MS_PER_DAY;
    const char *year = arena_printf(c->arena, "%d年", civil_of(past).year);
    CHECK("a day of another year names it", strncmp(say_day(c, past), year, strlen(year)) == 0);
    CHECK("on paper each day does, once", str_same(say_dated(c, past), say_day(c, past)) &&
                                              strstr(say_dated(c, c->now), "年") &&
                                              !strstr(say_day(c, c->now), "年"));
    CHECK(
        "in a sentence too", strncmp(say(c, WORDS("{0} 起", DAY(past))), year, strlen(year)) == 0);
    CHECK("one of this year does not", !strstr(say_time(c, c->now), "年"));
    CHECK("areas", str_same(say_area(c, 184000), "1,840.00"));
    CHECK("money", str_same(say_money(c, -231650), "-2,316.50"));
    CHECK("no words", str_same(say(c, (struct words){0}), "") && str_same(T(c, NULL), ""));
}

const struct test html_tests[] = {
    {"escapes", escapes, .pure = true},
    {"escapes any bytes", escapes_any_bytes, .pure = true},
    {"prints by type", prints_by_type, .pure = true},
    {"takes back what was drawn", takes_back_what_was_drawn, .pure = true},
    {"says times", says_times, .pure = true},
    {0},
};
