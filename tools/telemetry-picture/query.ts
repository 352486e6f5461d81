/** One line of a panel: what Grafana asks Prometheus, and what the picture computes. */
export interface Query {
  /** Name of an instrument of `TwilioTelemetry`. */
  readonly metric: string;
  /** Number of events, or of a histogram the time that this share of them stays below. */
  readonly show: 'per-second' | 'count' | { readonly quantile: number };
  /** Only series with this value of an attribute; with any value (`true`), or without one (`false`). */
  readonly where?: Readonly<Record<string, string | boolean>>;
  /** A line for each combination of values of these attributes. */
  readonly by?: readonly string[];
  /** What the line is called; with `by`, what stands before the values. */
  readonly legend?: string;
  /** A colour that means the same everywhere; of the palette unless given. */
  readonly color?: string;
}

export interface Panel {
  readonly title: string;
  readonly description: string;
  readonly unit: 'calls/s' | 's' | 'count' | 'webhooks/s';
  readonly queries: readonly Query[];
}

/** The instruments that are histograms, in seconds; the others are counters. */
const HISTOGRAM = /\.duration$/;

/**
 * As Prometheus names the series of an instrument. The Collector and the OTLP endpoint of Prometheus
 * add the unit of a histogram, `@opentelemetry/exporter-prometheus` does not: both match.
 */
function selector({ metric, show, where = {} }: Query): string {
  const name = metric.replaceAll('.', '_');
  const series = show instanceof Object ? 'bucket' : 'count';
  const matchers = [
    HISTOGRAM.test(metric)
      ? `__name__=~"${name}(_seconds)?_${series}"`
      : `__name__="${name}_total"`,
    ...Object.entries(where).map(([attribute, value]) => {
      const label = labelOf(attribute);
      if (typeof value === 'string') return `${label}="${value}"`;
      return value ? `${label}!=""` : `${label}=""`;
    }),
  ];
  return `{${matchers.join(', ')}}`;
}

/** An attribute as a label of Prometheus. */
export function labelOf(attribute: string): string {
  return attribute.replaceAll('.', '_');
}

/** The query in PromQL, over a window such as `$__rate_interval`. */
export function toPromQl(query: Query, window: string): string {
  const { show, by = [] } = query;
  const events = `${show === 'count' ? 'increase' : 'rate'}(${selector(query)}[${window}])`;
  const labels = [...(show instanceof Object ? ['le'] : []), ...by.map(labelOf)];
  const sum = labels.length === 0 ? `sum(${events})` : `sum by (${labels.join(', ')}) (${events})`;
  return show instanceof Object ? `histogram_quantile(${show.quantile}, ${sum})` : sum;
}
