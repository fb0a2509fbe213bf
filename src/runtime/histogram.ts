/**
 * Histogram whose observations can be made in groups: answers that leave in one burst share one latency, and
 * cost one look-up together.
 */
export interface Histogram {
  observe(seconds: number, times?: number): void;
  /** Lines of the Prometheus text format (version 0.0.4) without HELP and TYPE. */
  render(name: string, labels: Readonly<Record<string, string>>): string;
}

/** @param bounds upper bounds in seconds, ascending; above the last is `+Inf` */
export function createHistogram(bounds: readonly number[]): Histogram {
  const counts = new Float64Array(bounds.length + 1);
  let sum = 0;
  return {
    observe(seconds, times = 1) {
      let bucket = 0;
      while (bucket < bounds.length && seconds > (bounds[bucket] ?? 0)) bucket += 1;
      counts[bucket] = (counts[bucket] ?? 0) + times;
      sum += seconds * times;
    },
    render(name, labels) {
      let total = 0;
      const buckets = [...counts].map((count, n) => {
        total += count;
        return `${name}_bucket${renderLabels({ ...labels, le: String(bounds[n] ?? '+Inf') })} ${total}`;
      });
      const end = renderLabels(labels);
      return [...buckets, `${name}_sum${end} ${sum}`, `${name}_count${end} ${total}`].join('\n');
    },
  };
}

function renderLabels(labels: Readonly<Record<string, string>>): string {
  const parts = Object.entries(labels).map(([name, value]) => `${name}="${escapeLabel(value)}"`);
  return parts.length === 0 ? '' : `{${parts.join(',')}}`;
}

function escapeLabel(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
