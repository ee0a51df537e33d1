/* demo_roster.c - an invented roster. Names are put together from lists; no phone exists. */
#include "app/demo.h"

#include "lib/base/base.h"

struct estate {
    const char *name;
    int stairs, floors, per_floor;
    int64_t area_dm2; /* of the first flat on a floor; the others are a little different */
};
/* 150 x 16 + 104 x 16 + 83 x 15 = 5,309 */
static const struct estate estates[] = {
    {"柳荫里小区", 150, 4, 4, 6250},
    {"桂花苑", 104, 8, 2, 8940},
    {"南塘新村", 83, 5, 3, 5420},
};

static uint32_t next(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static void put_name(struct buf *out, uint32_t *seed)
{
    static const char *const first[] = {"林", "周", "沈", "顾", "陆", "钱", "许", "秦", "何", "吕",
        "施", "曹", "严", "华", "金", "魏", "陶", "姜", "戚", "谢", "邹", "喻", "柏", "水", "窦",
        "章"};
    static const char *const given[] = {"玉", "建", "秀", "国", "明", "慧", "文", "志", "美", "春",
        "海", "云", "德", "月", "永", "兰", "家", "雪", "宝", "庆", "晓", "林", "桂", "芳", "平",
        "荣"};
    buf_puts(out, first[next(seed) % COUNT(first)]);
    buf_puts(out, given[next(seed) % COUNT(given)]);
    if (next(seed) % 4) {
        buf_puts(out, given[next(seed) % COUNT(given)]);
    }
}

static void put_stair(
    struct buf *out, const struct estate *e, int stair, uint32_t *seed, int *phone)
{
    for (int floor = 1; floor <= e->floors; floor++) {
        for (int col = 1; col <= e->per_floor; col++) {
            int64_t dm2 = e->area_dm2 + (col - 1) * 783 + stair % 3 * 121;
            buf_printf(out, "%s,%d号楼,%d0%d,%lld.%02lld,", e->name, stair, floor, col,
                (long long)(dm2 / 100), (long long)(dm2 % 100));
            put_name(out, seed);
            if (++*phone % 11 == 2) { /* some neighbours have no mobile */
                buf_puts(out, ",\r\n");
            } else {
                buf_printf(out, ",1990000%04d\r\n", *phone);
            }
        }
    }
}

void demo_roster(struct buf *csv)
{
    uint32_t seed = 20261123;
    int phone = 0;
    buf_puts(csv, "\xEF\xBB\xBF小区,楼号,室号,建筑面积,户主,手机\r\n");
    for (size_t i = 0; i < COUNT(estates); i++) {
        for (int stair = 1; stair <= estates[i].stairs; stair++) {
            put_stair(csv, &estates[i], stair, &seed, &phone);
        }
    }
}
