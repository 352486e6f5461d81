import type { Twilio } from 'twilio';

/** The SDK's client class. */
export type SdkClient = Twilio;

/** The part of the SDK's constructor that we call. */
export type SdkConstructor = new (
  username: string,
  password: string,
  options: Readonly<Record<string, unknown>>,
) => SdkClient;

/**
 * Loads the SDK's client, and only that: the package's front door also loads its JWT and TwiML
 * libraries, which nothing here needs. As a CommonJS module its class is the default of the
 * default in ESM (test/contract pins the path).
 */
export async function loadSdk(): Promise<SdkConstructor> {
  const module: unknown = await import('twilio/lib/rest/Twilio.js');
  return unwrap(module) as SdkConstructor;
}

function unwrap(module: unknown): unknown {
  const isWrapper = typeof module === 'object' && module !== null && 'default' in module;
  return isWrapper ? unwrap(module.default) : module;
}
