import { readFile } from 'node:fs/promises';
import { PrometheusSerializer } from '@opentelemetry/exporter-prometheus';
import { MeterProvider, type Histogram } from '@opentelemetry/sdk-metrics';
import { TwilioAuthEvents } from 'nestjs-twilio-auth';
import { TwilioTelemetry } from 'nestjs-twilio-auth/opentelemetry';
import { beforeAll, describe, expect, it } from 'vitest';
import { DASHBOARD, dashboardText } from '../../../tools/telemetry-picture/draw-sample.js';
import { PANELS } from '../../../tools/telemetry-picture/panels.js';
import { toPromQl } from '../../../tools/telemetry-picture/query.js';
import { InMemoryReader } from '../../../tools/telemetry-picture/sample-run.js';

interface Series {
  readonly name: string;
  readonly labels: ReadonlySet<string>;
}

/** One event of each kind that the dashboard shows, with every field. */
function emitAll({ emit }: TwilioAuthEvents): void {
  const [account, clientId, path] = ['default', 'OQ0', '/{Sid}'];
  const request = { account, method: 'POST', host: 'api.twilio.com', path };
  emit('api.called', { ...request, status: 429, twilioCode: 20429, tookMs: 120, attempts: 2 });
  emit('token.fetched', { account, clientId, lifetimeMs: 1, tookMs: 1, attempts: 1 });
  emit('token.failed', { account, clientId, code: 'any', reason: 'any', background: true });
  emit('token.rejected', { account, clientId, refreshed: true });
  emit('webhook.accepted', { account, key: 'key-1', method: 'POST', path });
  emit('webhook.rejected', { reason: 'bad-signature', method: 'POST', path });
  emit('credentials.rotated', { account, method: 'oauth', trigger: 'file' });
  emit('capability.refused', { account, rule: 'any', method: 'POST', path });
}

/** What Prometheus would scrape. */
async function exported(): Promise<readonly Series[]> {
  const reader = new InMemoryReader();
  const events = new TwilioAuthEvents();
  const telemetry = new TwilioTelemetry(events, {
    meterProvider: new MeterProvider({ readers: [reader] }),
  });
  emitAll(events);
  events.calls.permissions = () => [
    { account: 'default', permission: '/twilio/messaging/messages/list', calls: 1 },
  ];
  const { resourceMetrics } = await reader.collect();
  telemetry.onModuleDestroy();
  const text = new PrometheusSerializer().serialize(resourceMetrics);
  return [...text.matchAll(/^([a-z_]+)\{(.*)\} /gm)].map(([, name = '', labels = '']) => ({
    name,
    labels: new Set([...labels.matchAll(/([a-z_]+)="/g)].map(([, label]) => label ?? '')),
  }));
}

/** Names of series and labels in a query: `{__name__=~"a_bucket", b="c"}` and `sum by (le) (…)`. */
function partsOf(query: string): { names: RegExp[]; labels: string[] } {
  const selectors = [...query.matchAll(/([a-z_]+)(=~|=|!=)"([^"]*)"/g)];
  const names = selectors.filter(([, label]) => label === '__name__');
  const labels = selectors.flatMap(([, label = '']) => (label === '__name__' ? [] : [label]));
  const by = [...query.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, list = '']) => list.split(', '));
  return {
    names: names.map(([, , , name]) => new RegExp(`^${name}$`)),
    labels: [...labels, ...by],
  };
}

describe('The dashboard', () => {
  let series: readonly Series[];
  beforeAll(async () => {
    series = await exported();
  });

  const problemsOf = (query: string): readonly string[] => {
    const { names, labels } = partsOf(query);
    const found = series.filter(({ name }) => names.some((pattern) => pattern.test(name)));
    if (names.length === 0 || found.length === 0) return [`no series for ${query}`];
    return labels.filter((label) => !found.some((one) => one.labels.has(label)));
  };

  it.each(PANELS.flatMap(({ queries }) => queries.map((query) => toPromQl(query, '5m'))))(
    'asks for series and labels that exist: %s',
    (query) => expect(problemsOf(query)).toEqual([]),
  );

  it('would fail this test with a wrong name or label', () => {
    expect(problemsOf('rate({__name__="twilio_calls_total"}[5m])')).toHaveLength(1);
    expect(problemsOf('sum by (color) (rate({__name__="twilio_webhooks_total"}[5m]))')).toEqual([
      'color',
    ]);
  });

  it('finds durations with and without their unit in the name', () => {
    const query = toPromQl({ metric: 'twilio.api.call.duration', show: { quantile: 0.95 } }, '5m');
    const [pattern] = partsOf(query).names;
    expect('twilio_api_call_duration_bucket').toMatch(pattern!);
    expect('twilio_api_call_duration_seconds_bucket').toMatch(pattern!);
  });

  it('is what the tool makes of its panels', async () => {
    expect(await readFile(DASHBOARD, 'utf8')).toBe(await dashboardText());
  });

  it('has queries in the documents that exist, too', async () => {
    const page = await readFile('docs/opentelemetry.md', 'utf8');
    const names = [...page.matchAll(/\btwilio_[a-z_]+_(?:count|bucket|total)\b/g)].map(
      ([name]) => name,
    );
    expect(names.length).toBeGreaterThan(5);
    const written = new Set(series.map(({ name }) => name));
    expect(names.filter((name) => !written.has(name.replace('_seconds', '')))).toEqual([]);
  });
});

describe('A histogram of durations', () => {
  it('has buckets for times from milliseconds to half a minute', async () => {
    const reader = new InMemoryReader();
    const events = new TwilioAuthEvents();
    const provider = new MeterProvider({ readers: [reader] });
    const telemetry = new TwilioTelemetry(events, { meterProvider: provider });
    emitAll(events);
    const { resourceMetrics } = await reader.collect();
    telemetry.onModuleDestroy();
    const metrics = resourceMetrics.scopeMetrics.flatMap((scope) => scope.metrics);
    const calls = metrics.find(({ descriptor }) => descriptor.name === 'twilio.api.call.duration');
    const { buckets } = calls!.dataPoints[0]!.value as Histogram;
    expect([Math.min(...buckets.boundaries), Math.max(...buckets.boundaries)]).toEqual([0.005, 30]);
  });
});
