import type { Attributes } from '@opentelemetry/api';
import type { CollectionResult, Histogram } from '@opentelemetry/sdk-metrics';
import type { Query } from './query.js';

/** Everything that was counted up to a moment. */
export interface Snapshot {
  readonly second: number;
  readonly metrics: ReadonlyMap<string, readonly Series[]>;
}

interface Series {
  readonly attributes: Attributes;
  readonly value: number | Histogram;
}

/** A line of a panel: a value for each snapshot, from the first that has a window before it. */
export interface Line {
  readonly legend: string;
  readonly color?: string;
  /** How often it happened in the whole run. */
  readonly total: number;
  readonly points: readonly { readonly second: number; readonly value: number }[];
}

export function snapshotOf(second: number, { resourceMetrics }: CollectionResult): Snapshot {
  const metrics = resourceMetrics.scopeMetrics.flatMap((scope) => scope.metrics);
  const series = metrics.map(
    ({ descriptor, dataPoints }) =>
      [
        descriptor.name,
        dataPoints.map(({ attributes, value }) => ({
          attributes,
          value: value as number | Histogram,
        })),
      ] as const,
  );
  return { second, metrics: new Map(series) };
}

/** What Prometheus would answer, over a window of so many seconds. */
export function evaluate(
  query: Query,
  snapshots: readonly Snapshot[],
  windowSeconds: number,
): readonly Line[] {
  return groupsOf(query, snapshots).map((group) => ({
    legend: `${query.legend ?? ''}${group}`,
    ...(query.color !== undefined && { color: query.color }),
    total: sum(seriesOf(query, group, snapshots.at(-1))),
    points: snapshots.map((now) => {
      const since = now.second - windowSeconds;
      const before = snapshots.findLast(({ second }) => second <= since);
      return { second: now.second, value: valueOf(query, group, now, before) };
    }),
  }));
}

/** The values of the attributes that make a line, or one group without any. */
function groupsOf(query: Query, snapshots: readonly Snapshot[]): readonly string[] {
  if (query.by === undefined) return [''];
  const all = snapshots.at(-1)?.metrics.get(query.metric) ?? [];
  const matching = all.filter(({ attributes }) => matches(query, attributes));
  return [...new Set(matching.map(({ attributes }) => groupOf(query, attributes)))];
}

function groupOf({ by = [] }: Query, attributes: Attributes): string {
  return by.map((name) => String(attributes[name])).join(' ');
}

function seriesOf(query: Query, group: string, snapshot?: Snapshot): readonly Series[] {
  return (snapshot?.metrics.get(query.metric) ?? []).filter(
    ({ attributes }) => matches(query, attributes) && groupOf(query, attributes) === group,
  );
}

function valueOf(query: Query, group: string, now: Snapshot, before?: Snapshot): number {
  const [to, from] = [seriesOf(query, group, now), seriesOf(query, group, before)];
  if (query.show instanceof Object) return quantile(query.show.quantile, to, from);
  const events = sum(to) - sum(from);
  return query.show === 'count' ? events : events / Math.max(now.second - (before?.second ?? 0), 1);
}

function matches({ where = {} }: Query, attributes: Attributes): boolean {
  return Object.entries(where).every(([name, wanted]) => {
    const value = attributes[name];
    return typeof wanted === 'string' ? value === wanted : (value !== undefined) === wanted;
  });
}

function sum(series: readonly Series[]): number {
  return series.reduce(
    (total, { value }) => total + (typeof value === 'number' ? value : value.count),
    0,
  );
}

/** As `histogram_quantile()`: linear within the bucket. */
function quantile(share: number, to: readonly Series[], from: readonly Series[]): number {
  const [after, before] = [to, from].map(bucketsOf);
  const bounds = histogramsOf(to)[0]?.buckets.boundaries ?? [];
  const counts = (after ?? []).map((count, at) => count - (before?.[at] ?? 0));
  const wanted = share * counts.reduce((total, count) => total + count, 0);
  if (wanted === 0) return Number.NaN;
  let below = 0;
  for (const [at, count] of counts.entries()) {
    const lower = bounds[at - 1] ?? 0;
    if (below + count >= wanted && count > 0) {
      const upper = bounds[at] ?? lower;
      return lower + (upper - lower) * ((wanted - below) / count);
    }
    below += count;
  }
  return bounds.at(-1) ?? Number.NaN;
}

function histogramsOf(series: readonly Series[]): readonly Histogram[] {
  return series.flatMap(({ value }) => (typeof value === 'number' ? [] : [value]));
}

function bucketsOf(series: readonly Series[]): readonly number[] {
  const all = histogramsOf(series).map(({ buckets }) => buckets.counts);
  return all.reduce<number[]>(
    (sums, counts) => counts.map((count, at) => count + (sums[at] ?? 0)),
    [],
  );
}
