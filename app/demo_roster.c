/* demo_roster.c - invented rosters. Names are put together from lists; no phone exists. */
#include "app/demo.h"

#include <stdio.h>
#include <string.h>

#include "lib/base/base.h"

/* 150 x 16 + 104 x 16 + 83 x 15 = 5,309 */
static const struct estate estates[] = {
    {"柳荫里小区", 150, 2400, 4, 6250, 0},
    {"桂花苑", 104, 1664, 2, 8940, 0},
    {"南塘新村", 83, 1245, 3, 5420, 0},
};

static uint32_t next(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static void put_name(struct buf *out, uint32_t *seed, const char *last)
{
    static const char *const first[] = {"林", "周", "沈", "顾", "陆", "钱", "许", "秦", "何", "吕",
        "施", "曹", "严", "华", "金", "魏", "陶", "姜", "戚", "谢", "邹", "喻", "柏", "水", "窦",
        "章"};
    static const char *const given[] = {"玉", "建", "秀", "国", "明", "慧", "文", "志", "美", "春",
        "海", "云", "德", "月", "永", "兰", "家", "雪", "宝", "庆", "晓", "林", "桂", "芳", "平",
        "荣"};
    buf_puts(out, first[next(seed) % COUNT(first)]);
    buf_puts(out, given[next(seed) % COUNT(given)]);
    if (last) {
        buf_puts(out, last);
    } else if (next(seed) % 4) {
        buf_puts(out, given[next(seed) % COUNT(given)]);
    }
}

int64_t demo_part(int64_t all, int64_t n, int64_t of)
{
    return (n + 1) * all / of - n * all / of;
}

/* How many live with the householder of the n-th home: some alone, some with many. */
static int64_t neighbours_of(const struct inventing *i, int64_t n)
{
    static const int sways[] = {-1, 1, 1, -1, 0, 0};
    bool whole = n < i->homes - i->homes % (int64_t)COUNT(sways);
    return demo_part(i->more, n, i->homes) + (whole ? sways[n % (int64_t)COUNT(sways)] : 0);
}

/* Never the householder's name, nor that of another neighbour in the home. */
static void put_neighbour(struct buf *out, int64_t n, uint32_t *seed)
{
    static const char *const last[] = {"宁", "欣", "然", "博", "涵", "雨", "阳", "静"};
    put_name(out, seed, last[n % (int64_t)COUNT(last)]);
}

static void put_home(struct buf *out, const struct estate *e, int stair, int home)
{
    int floor = home / e->per_floor + 1, col = home % e->per_floor + 1;
    int64_t dm2 = e->area_dm2 + (col - 1) * 783 + stair % 3 * 121;
    buf_printf(out, "%s,%d号楼,%d0%d,%lld.%02lld,", e->name, stair, floor, col,
        (long long)(dm2 / 100), (long long)(dm2 % 100));
}

/* Most of the demo's area have a mobile, few of the other areas: there are 9,999 invented ones. */
static void put_phone(struct buf *out, struct inventing *i)
{
    bool has = i->few_phones ? i->done % 12 == 5 : (i->done + 1) % 11 != 2;
    i->phone += has || !i->few_phones;
    if (has) {
        buf_printf(out, ",1990000%04d\r\n", i->phone);
    } else {
        buf_puts(out, ",\r\n");
    }
}

static void put_stair(struct buf *out, const struct estate *e, int stair, struct inventing *i)
{
    int pair = (stair - 1) / 2 * 2 + 1 < e->stairs ? e->sway : 0;
    int homes = (int)demo_part(e->homes, stair - 1, e->stairs) + (stair % 2 ? pair : -pair);
    for (int home = 0; home < homes; home++, i->done++) {
        put_home(out, e, stair, home);
        put_name(out, &i->seed, NULL);
        put_phone(out, i);
        for (int64_t n = i->more ? neighbours_of(i, i->done) : 0; n > 0; n--) {
            put_home(out, e, stair, home);
            put_neighbour(out, n, &i->others);
            buf_puts(out, ",\r\n");
        }
    }
}

void demo_estate(struct buf *csv, const struct estate *e, struct inventing *i)
{
    for (int stair = 1; stair <= e->stairs; stair++) {
        put_stair(csv, e, stair, i);
    }
}

void demo_head(struct buf *csv)
{
    buf_puts(csv, "\xEF\xBB\xBF小区,楼号,室号,建筑面积,姓名,手机\r\n");
}

void demo_roster(struct buf *csv, int64_t neighbours)
{
    struct inventing i = {
        .seed = 20261123, .others = 5309, .homes = DEMO_HOMES, .more = neighbours};
    demo_head(csv);
    for (size_t n = 0; n < COUNT(estates); n++) {
        demo_estate(csv, &estates[n], &i);
    }
}

void demo_cut_roster(struct buf *csv, struct buf *later)
{
    const struct estate *last = &estates[COUNT(estates) - 1];
    char line[64];
    (void)snprintf(line, sizeof(line), "\n%s,%d号楼,", last->name, last->stairs - 3);
    size_t n = strlen(line), at = 0;
    while (at + n < csv->n && memcmp(csv->v + at, line, n) != 0) {
        at++;
    }
    must(at + n < csv->n);
    demo_head(later);
    buf_put(later, csv->v + at + 1, csv->n - at - 1);
    csv->n = at + 1;
}
