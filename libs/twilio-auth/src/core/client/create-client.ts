import type { Account } from '../accounts/account.js';
import type { SdkHttpClient } from '../transport/sdk-contract.js';
import { WireAuthStrategy, type WireCredential } from '../transport/wire-credential.js';
import type { SdkClient, SdkConstructor } from './sdk.js';

/** What makes SDK clients. */
export interface ClientFactoryDeps {
  readonly Sdk: SdkConstructor;
  /** A new one for each client: what it remembers is per client. */
  readonly httpClient: () => SdkHttpClient;
  /** What the clients call themselves, after the SDK's own name. */
  readonly userAgentExtensions: readonly string[];
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
  { Sdk, httpClient, userAgentExtensions }: ClientFactoryDeps,
): SdkClient {
  const client = new Sdk('', '', {
    accountSid,
    region,
    edge,
    logLevel: '',
    env: NO_ENVIRONMENT,
    httpClient: httpClient(),
    userAgentExtensions,
  });
  client.setCredentialProvider(new CredentialProvider(credential) as unknown as SdkProvider);
  client.setAccountSid(accountSid);
  return client;
}

/** Shared by all clients: there may be thousands. */
const NO_ENVIRONMENT = Object.freeze({});

type SdkProvider = Parameters<SdkClient['setCredentialProvider']>[0];

/** The SDK asks for a strategy on every request; a throw in there would make `list()` hang. */
class CredentialProvider {
  readonly #strategy: WireAuthStrategy;

  constructor(credential: WireCredential) {
    this.#strategy = new WireAuthStrategy(credential);
  }

  getAuthType(): string {
    return this.#strategy.getAuthType();
  }

  toAuthStrategy(): WireAuthStrategy {
    return this.#strategy;
  }
}
