-- wrk … URL -- PATH OTHER   GETs URL/PATH?shelf=… and URL/OTHER?shelf=… in turn
dofile(debug.getinfo(1, "S").source:match("^@(.*/)") .. "../Turns/turns.lua")
local shelves = 20
local requests = { {}, {} }

function init(args)
  for each = 1, 2 do
    for shelf = 1, shelves do requests[each][shelf] = wrk.format("GET", "/" .. args[each] .. "?shelf=" .. (shelf - 1)) end
  end
end

function request()
  local contender, call = turn()
  return requests[contender][call % shelves + 1]
end
