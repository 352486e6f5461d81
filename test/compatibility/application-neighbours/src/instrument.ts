import * as Sentry from '@sentry/nestjs';

/** What Sentry would have got. */
const envelopes: string[] = [];

// Before anything else is loaded, as Sentry's documents say.
Sentry.init({
  dsn: 'http://public@127.0.0.1:9/1',
  tracesSampleRate: 1,
  transport: () => ({
    send: async (envelope) => {
      envelopes.push(JSON.stringify(envelope));
      return {};
    },
    flush: async () => true,
  }),
});

/** The modules that report errors, for the versions on the page. */
export const REPORTERS = ['@sentry/nestjs'];

export function report(error: unknown, extra: Record<string, unknown>): void {
  Sentry.captureException(error, { extra });
}

/** All that was reported so far. */
export async function reported(): Promise<string[]> {
  await Sentry.flush(2000);
  return envelopes;
}
