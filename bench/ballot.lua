-- ballot.lua - POST /a/bench/ballots/ID/vote: 64 at once, each the first vote of another signed-in owner.
local d = dofile(os.getenv("EAVES_BENCH_DIR") .. "/owners.lua")
local i = tonumber(os.getenv("EAVES_BENCH_FROM") or "0")
local nonce = string.format("%08x", os.time() % 0x7fffffff)
local bad = 0

request = function()
  local at = i % #d.owners + 1
  local o = d.owners[at]
  i = i + 1
  local body = string.format("csrf=%s&act=%s%024x&voter=%d&sure=1&i1=yes&i2=no", o[2], nonce, i, at)
  return wrk.format("POST", string.format("/a/bench/ballots/%s/vote", d.ballot),
    {["Cookie"] = "eaves=" .. o[1], ["Content-Type"] = "application/x-www-form-urlencoded"}, body)
end

response = function(status)
  if status ~= 303 then
    bad = bad + 1
    if bad == 1 then io.stderr:write("ballot.lua: status ", status, "\n") end
  end
end

done = function(_, _, _)
  if bad > 0 then io.stderr:write("ballot.lua: refused ", bad, "\n") end
end
