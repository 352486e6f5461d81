import type { Account } from '../accounts/account.js';
import type { SdkHttpClient } from '../transport/transport.js';
import { WireAuthStrategy, type WireCredential } from '../transport/wire-credential.js';
import type { SdkClient, SdkConstructor } from './sdk.js';

/** What makes SDK clients. */
export interface ClientFactoryDeps {
  readonly Sdk: SdkConstructor;
  /** A new one for each client: what it remembers is per client. */
  readonly httpClient: () => SdkHttpClient;
  readonly userAgent?: string | undefined;
}

/**
 * An SDK client that cannot authenticate with anything but this credential.
 *
 * The empty user name and password keep the SDK from falling back to TWILIO_ACCOUNT_SID and
 * TWILIO_AUTH_TOKEN of the environment, and empty region, edge and log level from reading
 * theirs. `setCredentialProvider` blanks the account SID, so that comes last
 * (test/contract/sdk-*.spec.ts pin each of these).
 */
export function createClient(
  { accountSid, region = '', edge = '' }: Pick<Account, 'accountSid' | 'region' | 'edge'>,
  credential: WireCredential,
  { Sdk, httpClient, userAgent }: ClientFactoryDeps,
): SdkClient {
  const client = new Sdk('', '', {
    accountSid,
    region,
    edge,
    logLevel: '',
    env: {},
    httpClient: httpClient(),
    userAgentExtensions: ['nestjs-twilio-auth', ...(userAgent === undefined ? [] : [userAgent])],
  });
  client.setCredentialProvider(toProvider(credential));
  client.setAccountSid(accountSid);
  return client;
}

/** The SDK asks for a strategy on every request; a throw in there would make `list()` hang. */
function toProvider(credential: WireCredential): Parameters<SdkClient['setCredentialProvider']>[0] {
  const strategy = new WireAuthStrategy(credential);
  return {
    getAuthType: () => strategy.getAuthType(),
    toAuthStrategy: () => strategy,
  } as unknown as Parameters<SdkClient['setCredentialProvider']>[0];
}
