-- wrk … URL -- HEADER   POSTs a row of 1,024 characters to URL, with a fresh UUIDv7 in HEADER
-- Every request of every contender is made by the same steps, so that the generator costs each the same.
local ffi = require("ffi")
ffi.cdef("typedef struct { long s; long ns; } keel_time; int clock_gettime(int clock, keel_time *time);")
local time = ffi.new("keel_time")
local before, after

-- Seeded by the kernel: no two threads, connections or runs share an id.
local function seed()
  local file = assert(io.open("/dev/urandom", "rb"))
  local seed = 0
  for _, byte in ipairs({ file:read(6):byte(1, 6) }) do seed = seed * 256 + byte end
  file:close()
  math.randomseed(seed)
end

local function uuid7()
  ffi.C.clock_gettime(0, time)
  local ms = tonumber(time.s) * 1000 + math.floor(tonumber(time.ns) / 1000000)
  return string.format("%08x-%04x-7%03x-%04x-%04x%08x", math.floor(ms / 65536), ms % 65536,
    math.random(0, 0xfff), math.random(0x8000, 0xbfff), math.random(0, 0xffff), math.random(0, 0xffffffff))
end

function request()
  return before .. uuid7() .. after
end

function init(args)
  seed()
  local host = "\r\nHost: " .. wrk.headers["Host"]
  local body = '{"text":"' .. string.rep("x", 1024) .. '"}'
  before = "POST " .. wrk.path .. " HTTP/1.1" .. host .. "\r\nContent-Type: application/json\r\nContent-Length: " .. #body .. "\r\n" .. args[1] .. ": "
  after = "\r\n\r\n" .. body
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format("measured requests=%d micros=%d bytes=%d p50=%d p99=%d refused=%d broken=%d\n",
    summary.requests, summary.duration, summary.bytes, latency:percentile(50), latency:percentile(99),
    errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
