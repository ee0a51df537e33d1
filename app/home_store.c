/* home_store.c - open matters counted over the rooms that hold them. */
#include "app/home.h"
#include "lib/db/db.h"

static bool read_counts(struct rows *r, struct open_counts *out)
{
    while (rows_next(r)) {
        list_push(r->c->arena, out, (struct open_count){row_int(r, 0), row_int(r, 1)});
    }
    return rows_end(r);
}

bool home_open_by_place(struct ctx *c, enum audience most, struct open_counts *out)
{
    struct rows r = db_query(c,
        "SELECT place_id, count(*) FROM matter"
        " WHERE area_id = ?1 AND closed_at IS NULL AND audience <= ?2"
        " GROUP BY place_id ORDER BY place_id",
        V(c->area_id), V((int)most));
    return read_counts(&r, out);
}

int64_t home_open_of(const struct open_counts *counts, int64_t id)
{
    for (size_t i = 0; i < counts->n; i++) {
        if (counts->v[i].id == id) {
            return counts->v[i].n;
        }
    }
    return 0;
}
