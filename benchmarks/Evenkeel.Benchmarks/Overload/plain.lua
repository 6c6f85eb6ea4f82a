-- wrk … URL   GETs URL/plain and URL/plain-uncounted in turn
dofile(debug.getinfo(1, "S").source:match("^@(.*/)") .. "../Turns/turns.lua")
local requests = {}

function init(args)
  for each, path in ipairs({ "/plain", "/plain-uncounted" }) do
    requests[each] = wrk.format("GET", path, { Host = wrk.headers["Host"] })
  end
end

function request()
  return requests[turn()]
end
