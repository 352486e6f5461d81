import type { Recorded, RecordingServer } from '#test/support/recording-server.js';
import type { SdkClient } from '#test/support/sdk-pair.js';
import type { DifferentialCase } from './differential-case.js';

/** Every request that one call sent, and what the caller got. */
export interface Observation {
  readonly requests: readonly Recorded[];
  readonly outcome: unknown;
}

export async function observe(
  { call, answers }: DifferentialCase,
  client: SdkClient,
  server: RecordingServer,
): Promise<Observation> {
  server.answer(...(answers ?? [{ status: 200, body: {} }]));
  const outcome = await outcomeOf(call, client);
  return { requests: server.requests.splice(0).map(comparable), outcome };
}

async function outcomeOf(call: DifferentialCase['call'], client: SdkClient): Promise<unknown> {
  try {
    return { returned: plain(await call(client)) };
  } catch (error) {
    const { constructor } = error as object;
    return { threw: constructor.name, message: (error as Error).message, ...(error as object) };
  }
}

const HOP_BY_HOP: ReadonlySet<string> = new Set(['connection', 'keep-alive']);

/**
 * The JSON of the result, without the time of the answer, the dates that the SDK sets to "now" for
 * absent fields, and headers of one connection.
 */
function plain(value: unknown): unknown {
  const text = JSON.stringify(value, function (this: Record<string, unknown>, name, item: unknown) {
    if (name === 'date' || HOP_BY_HOP.has(name) || isNow(item)) return undefined;
    // The `toJSON` of axios' headers would join several cookies.
    return name === 'headers' ? Object.fromEntries(Object.entries(this[name] as object)) : item;
  });
  return text === undefined ? undefined : (JSON.parse(text) as unknown);
}

function isNow(item: unknown): boolean {
  return typeof item === 'string' && Math.abs(Date.parse(item) - Date.now()) < 60_000;
}

/**
 * The request without headers that may differ: `accept-encoding` (axios also names `compress`,
 * which it cannot decode), and the user agent of axios where the SDK sets none.
 */
function comparable({ headers, ...request }: Recorded): Recorded {
  const { 'accept-encoding': _, connection: __, ...rest } = headers;
  if (headers['user-agent']?.startsWith('axios/')) delete rest['user-agent'];
  return { ...request, headers: rest };
}
