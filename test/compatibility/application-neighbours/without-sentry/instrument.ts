// In the place of `src/instrument.ts` on versions of NestJS that Sentry does not support yet.

export const REPORTERS: string[] = [];

export function report(_error: unknown, _extra: Record<string, unknown>): void {}

export async function reported(): Promise<string[]> {
  return [];
}
