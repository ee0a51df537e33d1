-- page.lua - GET with the cookie of a signed-in voter; counts every answer that is not 200.
wrk.headers["Cookie"] = "eaves=" .. (os.getenv("EAVES_BENCH_COOKIE") or "")
done = function(summary)
  io.write(string.format("failures %d\n", summary.errors.status + summary.errors.read
    + summary.errors.write + summary.errors.timeout + summary.errors.connect))
end
