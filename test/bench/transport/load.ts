/** What one round of calls cost. */
export interface Load {
  readonly callsPerSecond: number;
  /** Processor time of this process, in microseconds. */
  readonly cpuPerCall: number;
}

/** Makes this many calls, this many at a time. */
export async function load(
  call: () => Promise<unknown>,
  calls: number,
  concurrency: number,
): Promise<Load> {
  let left = calls;
  const caller = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await call();
    }
  };
  const cpu = process.cpuUsage();
  const startedMs = performance.now();
  await Promise.all(Array.from({ length: concurrency }, caller));
  const tookMs = performance.now() - startedMs;
  const { user, system } = process.cpuUsage(cpu);
  return { callsPerSecond: (calls * 1000) / tookMs, cpuPerCall: (user + system) / calls };
}
