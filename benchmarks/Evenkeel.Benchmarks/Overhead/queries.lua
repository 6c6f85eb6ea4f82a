-- wrk … URL -- PATH OTHER MS   GETs URL/PATH/ID and URL/OTHER/ID in turns of so many milliseconds, of the rows that the server made at its start
dofile(debug.getinfo(1, "S").source:match("^@(.*/)") .. "../Turns/turns.lua")
local known_rows = 1000
local requests = { {}, {} }

function init(args)
  turns_of(tonumber(args[3]))
  for each = 1, 2 do
    for row = 0, known_rows - 1 do requests[each][row] = wrk.format("GET", string.format("%s/00000000-0000-7000-8000-%012x", args[each], row)) end
  end
end

function request()
  local contender, call = turn()
  return requests[contender][call * 7 % known_rows]
end
