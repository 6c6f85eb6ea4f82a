-- wrk … URL -- PATH USER KEYS   PUTs a draft of about 1 KB to URL/PATH/k… of USER, one key after the other, each time as what follows the revision before: every key was saved once already.
-- There are many more keys than connections, so that a save has been answered long before its key has its next turn.
-- wrk asks for one request that it does not send.
local calls, keys, path, headers, body = -1, 0, nil, nil, nil

function init(args)
  path, keys = "/" .. args[1] .. "/k", tonumber(args[3])
  headers = { ["X-User"] = args[2], ["Content-Type"] = "application/json", ["If-Match"] = "" }
  local fields = {}
  for field = 1, 20 do fields[field] = string.format('"field%02d":"%s"', field, string.rep("x", 36)) end
  body = '{"by":"tab1","form":"v1","values":{' .. table.concat(fields, ",") .. "}}"
end

function request()
  local key, revision = calls % keys, math.floor(calls / keys) + 1
  calls = calls + 1
  headers["If-Match"] = '"' .. revision .. '"'
  return wrk.format("PUT", path .. key, headers, body)
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format("measured requests=%d micros=%d bytes=%d p50=%d p99=%d refused=%d broken=%d\n",
    summary.requests, summary.duration, summary.bytes, latency:percentile(50), latency:percentile(99),
    errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
