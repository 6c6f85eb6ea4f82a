-- wrk … URL -- HEADER OTHER VALUE   GETs URL, with HEADER and with OTHER in turn
dofile(debug.getinfo(1, "S").source:match("^@(.*/)") .. "../Turns/turns.lua")
local requests = {}

function init(args)
  for each = 1, 2 do requests[each] = wrk.format("GET", nil, { Host = wrk.headers["Host"], [args[each]] = args[3] }) end
end

function request()
  return requests[turn()]
end
