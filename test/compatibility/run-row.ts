import type { Kit, Proof, Row } from './row.js';

const MOST_MINUTES = 15;

export interface Result {
  readonly row: Row;
  /** The day of the run. */
  readonly date: string;
  readonly seconds: number;
  readonly proof?: Proof;
  /** The command that failed, and all that it printed. */
  readonly error?: string;
}

export async function runRow(row: Row, kit: Kit): Promise<Result> {
  const date = new Date().toISOString().slice(0, 10);
  const startedMs = performance.now();
  const seconds = () => Math.round((performance.now() - startedMs) / 1000);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const error = new Error(`no result within ${MOST_MINUTES} minutes`);
    timer = setTimeout(() => reject(error), MOST_MINUTES * 60_000);
  });
  try {
    const proof = await Promise.race([row.run(kit), late]);
    return { row, date, seconds: seconds(), proof };
  } catch (error) {
    return { row, date, seconds: seconds(), error: (error as Error).message };
  } finally {
    clearTimeout(timer);
  }
}

/** A kit whose installations are made when a row first asks for them, and kept. */
export function kitFor(packed: Kit['packed']): Kit {
  const installed = new Map<string, Promise<unknown>>();
  return {
    packed,
    shared: <T>(key: string, install: () => Promise<T>) => {
      const made = installed.get(key) ?? install();
      installed.set(key, made);
      return made as Promise<T>;
    },
  };
}
