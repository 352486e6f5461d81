import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/**
 * Requests per second by the processor time of the server: what a saturated server answers when
 * it has its processor to itself, whatever else the machine does meanwhile.
 */
export async function perSecond(
  server: ChildProcess,
  send: () => Promise<number>,
): Promise<number> {
  const started = await processorTime(server);
  const requests = await send();
  return requests / (((await processorTime(server)) - started) / 1_000_000);
}

async function processorTime(server: ChildProcess): Promise<number> {
  server.send({});
  const [microseconds] = (await once(server, 'message')) as [number];
  return microseconds;
}

export function medianOf(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[values.length >> 1] ?? 0;
}
