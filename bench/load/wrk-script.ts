/** JSON's strings of plain ASCII are Lua's as well. */
export function renderWrkScript(requests: readonly string[]): string {
  return `
local requests = {${requests.map((text) => JSON.stringify(text)).join(',\n')}}
local at = 0
request = function()
  at = at % #requests + 1
  return requests[at]
end
done = function(summary, latency)
  local failed = summary.errors
  local errors = failed.connect + failed.read + failed.write + failed.status + failed.timeout
  io.write(string.format('{"answers":%d,"perSecond":%.1f,"p50Ms":%.4f,"p99Ms":%.4f,"maxMs":%.4f,"errors":%d}\\n',
    summary.requests, summary.requests / (summary.duration / 1e6),
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, latency.max / 1000, errors))
end
`;
}
