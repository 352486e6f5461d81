import { credentialKindOf } from '../capabilities/credential-kind.js';
import { TWILIO_CODES } from '../errors/error-codes.js';
import { isTwilioAuthError } from '../errors/is-twilio-auth-error.js';
import type { VerifiedPermissions } from '../permissions/compare-permissions.js';
import { isAboutPermission, missingPermissionIn } from '../permissions/missing-permission.js';
import { isObject } from '../primitives/is-object.js';
import { withoutUndefined } from '../primitives/without-undefined.js';
import type { ProbeRequest } from '../strategies/strategy.js';
import type { LiveAccount } from './live-account.js';
import type { SdkClient } from './sdk-client.js';

/** The result of trying a credential. */
export interface Verification {
  /** Whether Twilio accepted it. It did so even if a permission is missing. */
  readonly authenticated: boolean;
  /** `active`, `suspended` or `closed`, where this credential may see it. */
  readonly accountStatus?: string;
  /** The permission that the read lacked; the read itself where Twilio does not name one. */
  readonly missingPermission?: string;
  /** HTTP status of an answer that is an error. */
  readonly status?: number;
  /** Twilio's error code, or ours. */
  readonly code?: number | string;
  /** What a restricted key was granted, where it may read that: see `VerifiedPermissions`. */
  readonly permissions?: VerifiedPermissions;
  /** For people. */
  readonly message: string;
}

/** A number that test credentials may look up without a charge. */
const MAGIC_NUMBER = '+15005550006';

/**
 * Tries a credential with the cheapest read that its kind may make. Rejects only if Twilio does
 * not say whether it accepts the credential.
 */
export async function verifyAccount(
  account: LiveAccount,
  client: SdkClient,
): Promise<Verification> {
  const probe = account.strategy.probe?.();
  if (probe !== undefined) return tryProbe(client, probe);
  const kind = credentialKindOf(account.snapshot.rest);
  if (kind === 'test') return attempt('GET /v2/PhoneNumbers', () => lookUp(client));
  if (kind === 'standard-key' || kind === 'restricted-key') return readMessages(client);
  const result = await attempt('GET /Accounts', () => readAccount(client));
  // A key of unknown type may be a standard one, which Twilio rejects on this resource alone.
  const isUnknown = kind === 'undeclared-key' || kind === 'custom';
  const isPerhapsStandard = isUnknown && result.code === TWILIO_CODES.unauthenticated;
  return isPerhapsStandard ? readMessages(client) : result;
}

function tryProbe(client: SdkClient, { url }: ProbeRequest): Promise<Verification> {
  return attempt(`GET ${URL.canParse(url) ? new URL(url).pathname : url}`, async () => {
    const { statusCode, body } = await client.request({ method: 'get', uri: url });
    if (statusCode < 400) return undefined;
    const { code, message } = isObject(body) ? body : {};
    throw Object.assign(new Error(), { status: statusCode, code, message });
  });
}

function readMessages(client: SdkClient): Promise<Verification> {
  return attempt('GET /Messages', async () => {
    await client.messages.list({ pageSize: 1, limit: 1 });
    return undefined;
  });
}

async function readAccount(client: SdkClient): Promise<string | undefined> {
  const { status } = await client.api.v2010.accounts(client.accountSid).fetch();
  return status;
}

async function lookUp(client: SdkClient): Promise<undefined> {
  await client.lookups.v2.phoneNumbers(MAGIC_NUMBER).fetch();
  return undefined;
}

async function attempt(
  read: string,
  request: () => Promise<string | undefined>,
): Promise<Verification> {
  try {
    const accountStatus = await request();
    const message = `The credential was accepted (${read}).`;
    return withoutUndefined({ authenticated: true, message, accountStatus });
  } catch (error) {
    return refused(read, error);
  }
}

function refused(read: string, error: unknown): Verification {
  if (isTwilioAuthError(error)) {
    // Any other code of ours says nothing about what Twilio thinks of the credential.
    if (error.code !== 'TWILIO_AUTH_OAUTH_TOKEN_REFUSED') throw error;
    return { authenticated: false, code: error.code, message: error.message };
  }
  const { status, code, message } = error as { status?: number; code?: number; message?: string };
  if (typeof status !== 'number') throw error;
  const answer = withoutUndefined({ status, code });
  const isRefusal = isAboutPermission(status);
  const missing = isRefusal ? missingPermissionIn(message) : undefined;
  if (code === TWILIO_CODES.permissionMissing || missing !== undefined) {
    const permission = missing ?? `the permission for ${read}`;
    const note = `The credential is valid, but lacks ${permission}.`;
    return { authenticated: true, missingPermission: missing ?? read, message: note, ...answer };
  }
  if (!isRefusal) throw error;
  const details = [`${status}`, code && `code ${code}`, message && `"${message}"`].filter(Boolean);
  const note = `Twilio refused the credential (${read}: ${details.join(', ')}).`;
  return { authenticated: false, message: note, ...answer };
}
