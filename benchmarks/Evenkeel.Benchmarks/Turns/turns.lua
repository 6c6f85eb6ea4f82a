-- Two contenders in turns of 20 ms, or as turns_of() says: whatever else the machine does meets both. A script includes this, makes requests in init(), and asks turn() whose it is.
-- wrk runs done() in a state of its own, which reads these of the thread that sent.
sent_1, sent_2, nanos_1, nanos_2 = 0, 0, 0, 0
local ffi = require("ffi")
ffi.cdef("typedef struct { long s; long ns; } keel_time; int clock_gettime(int clock, keel_time *time);")
local time = ffi.new("keel_time")
local monotonic, slice = 1, 20e6
-- There and back, so that whatever changes steadily favours neither.
local turns = { 1, 2, 2, 1 }
local place, began, calls = 1, nil, 0
local sender

local function now()
  ffi.C.clock_gettime(monotonic, time)
  return tonumber(time.s) * 1e9 + tonumber(time.ns)
end

local function switch()
  local at = now()
  began = began or at
  if at - began < slice then return end
  if turns[place] == 1 then sent_1, nanos_1 = sent_1 + calls, nanos_1 + at - began
  else sent_2, nanos_2 = sent_2 + calls, nanos_2 + at - began end
  began, calls, place = at, 0, place % #turns + 1
end

function turns_of(ms)
  slice = ms * 1e6
end

function setup(thread)
  sender = thread
end

-- 1 or 2, and how many requests it has made in this turn.
function turn()
  if calls % 16 == 0 then switch() end
  calls = calls + 1
  return turns[place], calls
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format("measured requests=%d micros=%d bytes=%d p50=%d p99=%d refused=%d broken=%d first=%d firstMicros=%d second=%d secondMicros=%d\n",
    summary.requests, summary.duration, summary.bytes, latency:percentile(50), latency:percentile(99),
    errors.status, errors.connect + errors.read + errors.write + errors.timeout,
    sender:get("sent_1"), sender:get("nanos_1") / 1000, sender:get("sent_2"), sender:get("nanos_2") / 1000))
end
