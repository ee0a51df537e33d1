-- page.lua - GET with the cookie of a signed-in voter; counts every answer that is not 200.
-- EAVES_BENCH_FRESH=1: each request has an address of its own, so no answer is a remembered one.
wrk.headers["Cookie"] = "eaves=" .. (os.getenv("EAVES_BENCH_COOKIE") or "")
if os.getenv("EAVES_BENCH_FRESH") then
  local n = 0
  request = function()
    n = n + 1
    return wrk.format(nil, wrk.path .. (wrk.path:find("?", 1, true) and "&" or "?") .. "n=" .. n)
  end
end
done = function(summary)
  io.write(string.format("failures %d\n", summary.errors.status + summary.errors.read
    + summary.errors.write + summary.errors.timeout + summary.errors.connect))
end
