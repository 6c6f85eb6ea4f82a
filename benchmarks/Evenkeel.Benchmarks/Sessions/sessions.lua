-- wrk … URL -- PATH FILE OTHER FILE   GETs URL/PATH and URL/OTHER in turn, each with the cookies of its file, a line for each session
dofile(debug.getinfo(1, "S").source:match("^@(.*/)") .. "../Turns/turns.lua")
local requests, next = { {}, {} }, { 0, 0 }

function init(args)
  for each = 1, 2 do
    for cookie in io.lines(args[2 * each]) do
      table.insert(requests[each], wrk.format("GET", "/" .. args[2 * each - 1], { Host = wrk.headers["Host"], Cookie = cookie }))
    end
  end
end

function request()
  local contender = turn()
  next[contender] = next[contender] % #requests[contender] + 1
  return requests[contender][next[contender]]
end
