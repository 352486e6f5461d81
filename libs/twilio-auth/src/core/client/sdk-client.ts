import type { Twilio } from 'twilio';
import type { Account } from '../accounts/account.js';
import { loadPeer } from '../config/load-peer.js';
import type { SdkHttpClient, SdkResponse } from '../transport/calls/sdk-contract.js';
import {
  authStrategyOf,
  type WireAuthStrategy,
  type WireCredential,
} from '../transport/calls/wire-credential.js';

/** The SDK's client class. */
export type SdkClient = Twilio;

/** The part of the SDK's constructor that we call. */
type SdkConstructor = new (
  username: string,
  password: string,
  options: Readonly<Record<string, unknown>>,
) => SdkClient;

/** What SDK clients are made with. */
export interface SdkClientDeps {
  readonly Sdk: SdkConstructor;
  /** A new one for each client, since it keeps that client's last request and response. */
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
export function createSdkClient(
  { accountSid, region = '', edge = '' }: Pick<Account, 'accountSid' | 'region' | 'edge'>,
  credential: WireCredential,
  { Sdk, httpClient, userAgentExtensions }: SdkClientDeps,
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

/** Shared by all clients, of which there may be thousands. */
const NO_ENVIRONMENT = Object.freeze({});

type SdkProvider = Parameters<SdkClient['setCredentialProvider']>[0];

/** The SDK asks it for a strategy on every request; if it threw, `list()` would hang. */
class CredentialProvider {
  readonly #strategy: WireAuthStrategy;

  constructor(credential: WireCredential) {
    this.#strategy = authStrategyOf(credential);
  }

  getAuthType(): string {
    return this.#strategy.getAuthType();
  }

  toAuthStrategy(): WireAuthStrategy {
    return this.#strategy;
  }
}

/**
 * Loads the SDK's client alone: the package's entry point also loads its JWT and TwiML libraries,
 * which nothing here needs. The module is CommonJS, so that in ESM its class is the default of
 * the default (test/contract pins the path).
 */
export async function loadSdk(): Promise<SdkConstructor> {
  const module: unknown = await loadPeer('twilio', () => import('twilio/lib/rest/Twilio.js'));
  return unwrap(module) as SdkConstructor;
}

/** The class of the errors that the SDK makes of answers. */
export async function loadRestException(): Promise<new (response: SdkResponse) => Error> {
  const module: unknown = await import('twilio/lib/base/RestException.js');
  return unwrap(module) as new (response: SdkResponse) => Error;
}

function unwrap(module: unknown): unknown {
  const isWrapper = typeof module === 'object' && module !== null && 'default' in module;
  return isWrapper ? unwrap(module.default) : module;
}
