import { loadConfig } from '../core/accounts/load-config.js';
import type { AuthInput, AuthOptions } from '../core/config/auth-options.js';
import type { HttpOptions } from '../core/config/http-options.js';
import type { PolicyOptions } from '../core/config/options.js';
import { processVariables, type Variables } from '../core/config/read-env.js';
import { createRuntime, type Runtime } from '../core/create-runtime.js';
import { IamKeys } from '../core/keys/iam-keys.js';
import type { KeyPair, NewTwilioKey } from '../core/keys/key-options.js';
import type { SubaccountAccess } from '../core/keys/subaccounts/first-key.js';
import type { Clock } from '../core/primitives/clock.js';
import { withoutUndefined } from '../core/primitives/without-undefined.js';
import { builtInFactories, methodsOf } from '../core/strategies/strategy-factories.js';

/** What an administrator is started with. */
interface Administrator {
  readonly accountSid: string;
  readonly auth: AuthInput;
  readonly environment?: string;
  readonly http?: HttpOptions;
  readonly apiBaseUrl?: string;
  readonly policy?: PolicyOptions;
}

/** The only variables that are read: the credential of an application is never an administrator's. */
const VARIABLES =
  /^(?:NODE_ENV|NODE_TLS_REJECT_UNAUTHORIZED|TWILIO_CA_BUNDLE|https?_proxy|no_proxy)$/i;

/** The connection of an administrator, whom the policy judges as it judges an application. */
export async function startAdministrator(options: Administrator, clock: Clock): Promise<Runtime> {
  const factories = builtInFactories();
  const variables = ownVariables(processVariables());
  const config = await loadConfig(options, { methods: methodsOf(factories), variables, clock });
  return createRuntime(config, { clock, emit: () => {}, factories });
}

function ownVariables(variables: Variables): Variables {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => VARIABLES.test(name)));
}

/** What the work of an administrator needs of its connection. */
export function portsOf(runtime: Runtime, options: Administrator, clock: Clock) {
  const { rest, accountSid } = runtime.accounts.get().snapshot;
  return {
    clock,
    isEmulated: options.apiBaseUrl !== undefined,
    ownKeySid: 'keySid' in rest ? rest.keySid : undefined,
    accepts: acceptsKey(runtime, accountSid),
    acceptsSecret: (clientId: string, clientSecret: string) =>
      isAuthenticated(runtime, accountSid, { method: 'oauth', clientId, clientSecret }),
    acceptsToken: async (authToken: string) => {
      const other = await startWithToken(options, clock, { accountSid, authToken });
      return other.credentials
        .verify()
        .then(({ authenticated }) => authenticated)
        .finally(() => other.close(0));
    },
    openSubaccount: async (subaccountSid: string, authToken: string): Promise<SubaccountAccess> => {
      const other = await startWithToken(options, clock, { accountSid: subaccountSid, authToken });
      return {
        keys: new IamKeys(other.clients.get()),
        accepts: acceptsKey(other, subaccountSid),
        close: () => other.close(1_000),
      };
    },
    close: () => runtime.close(1_000),
  };
}

function acceptsKey(runtime: Runtime, accountSid: string) {
  return ({ keySid, keySecret }: KeyPair, keyType: NewTwilioKey['keyType']) =>
    isAuthenticated(runtime, accountSid, { method: 'api-key', keySid, keySecret, keyType });
}

async function isAuthenticated(
  { credentials }: Runtime,
  accountSid: string,
  auth: AuthOptions,
): Promise<boolean> {
  return (await credentials.verify({ accountSid, auth })).authenticated;
}

interface WithToken {
  readonly accountSid: string;
  readonly authToken: string;
}

const DAY_MS = 86_400_000;

/**
 * A connection that authenticates with an Auth Token, in production too: a new token is tried before
 * it is delivered, and a subaccount has no other credential yet. It serves for nothing else.
 */
function startWithToken(
  { environment, http, apiBaseUrl }: Administrator,
  clock: Clock,
  { accountSid, authToken }: WithToken,
): Promise<Runtime> {
  const until = new Date(clock.wallMs() + DAY_MS).toISOString().slice(0, 10);
  const reason = 'an administrator rotates the Auth Token, or gives a subaccount its first key';
  const policy = { exceptions: [{ rule: 'auth-token', until, reason }] };
  const auth = { method: 'auth-token', authToken } as const;
  const given = withoutUndefined({ environment, http, apiBaseUrl });
  return startAdministrator({ accountSid, auth, policy, ...given }, clock);
}
