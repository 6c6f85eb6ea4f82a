-- wrk … URL -- HEADER VALUE   GETs URL with this header, always the same bytes
function init(args)
  wrk.headers[args[1]] = args[2]
  local bytes = wrk.format("GET")
  request = function() return bytes end
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format("measured requests=%d micros=%d bytes=%d p50=%d p99=%d refused=%d broken=%d\n",
    summary.requests, summary.duration, summary.bytes, latency:percentile(50), latency:percentile(99),
    errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
