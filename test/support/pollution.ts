import { SCHEMAS } from '../../libs/twilio-auth/src/core/config/schema/schemas.js';
import { formsOf, VARIABLE_NAMES } from '../../libs/twilio-auth/src/core/config/env-variables.js';

/** Options without a schema: units, fields of an exception, of a route and of a call. */
const OTHER_OPTIONS = names(`
  auth method accessTokens clientValidation webhook signingKeys policy http oauth tenantCache
  rule account until reason isGlobal strategies inject useFactory useClass useExisting imports
  identity grants notBefore voice video incomingAllow webhookBaseUrl resolve`);

/** Fields of results that are not in every result. */
const OTHER_RESULTS = names(`
  valid exception explanation found missing ttlMs unknownSid failure reported hint retryable
  retryAfterMs alternatives authReported violations routes rawBody renewal form hash keys
  hashedBody kind by basic keyId algorithm url tenant choose rawBody body method originalUrl protocol host
  stream raw httpVersionMajor account baseUrl verify username password x-twilio-signature
  x-twilio-webhooks-signature-settings authorization content-type AccountSid account_sid`);

function names(text: string): string[] {
  return text.trim().split(/\s+/);
}

/** Every name to pollute: options, variables, and the fields of these results. */
export function pollutions(results: Readonly<Record<string, string>>): string[] {
  const schemas = Object.values(SCHEMAS).flatMap((Schema) => Object.keys(new Schema()));
  const variables = VARIABLE_NAMES.flatMap(formsOf);
  const shown = Object.values(results).flatMap((text) => text.match(/\b[a-z]\w+(?=: )/g) ?? []);
  return [...new Set([...schemas, ...variables, ...OTHER_OPTIONS, ...OTHER_RESULTS, ...shown])];
}

/** Runs the work while `Object.prototype` has this field, as after a careless merge of JSON. */
export async function withPollution<T>(
  name: string,
  value: unknown,
  work: () => Promise<T>,
): Promise<T> {
  const prototype = Object.prototype as Record<string, unknown>;
  if (name in prototype) throw new Error(`Object.prototype has ${name} already`);
  prototype[name] = value;
  try {
    return await work();
  } finally {
    delete prototype[name];
  }
}
