-- vote.lua - POST /a/bench/requests/ID/join: 64 voters, each +1 of theirs new, a fresh act key each.
local d = dofile(os.getenv("EAVES_BENCH_DIR") .. "/voters.lua")
local i = tonumber(os.getenv("EAVES_BENCH_FROM") or "0")
local nonce = string.format("%08x", os.time() % 0x7fffffff)
local bad, first = 0, nil

request = function()
  local v = d.voters[i % #d.voters + 1]
  local id = d.first + math.floor(i / #d.voters) % d.n
  i = i + 1
  local body = string.format("csrf=%s&act=%s%024x", v[2], nonce, i)
  return wrk.format("POST", string.format("/a/bench/requests/%d/join", id),
    {["Cookie"] = "eaves=" .. v[1], ["Content-Type"] = "application/x-www-form-urlencoded"}, body)
end

response = function(status)
  if status ~= 303 then
    bad = bad + 1
    if bad == 1 then io.stderr:write("vote.lua: status ", status, "\n") end
  end
end
