import type { LoadedAccount } from '../config/loaded-account.js';
import type { AccountSettings, AuthSettings } from '../config/settings.js';
import type {
  AccessTokenCredential,
  Account,
  RestCredential,
  WebhookCredential,
  WebhookKey,
} from './account.js';
import { CustomCredential } from './custom-credential.js';

const DEFAULT_TTL_SECONDS = 3600;

/** Splits the secrets of a validated account by what each may be used for. */
export function toAccount({ name, settings, source, provenance }: LoadedAccount): Account {
  const { accountSid, auth, clientValidation, region, edge } = settings;
  const accessTokens = toAccessTokens(settings);
  return Object.freeze({
    name,
    accountSid,
    rest: toRest(auth),
    webhook: toWebhook(settings),
    ...(accessTokens === undefined ? {} : { accessTokens }),
    ...(clientValidation === undefined
      ? {}
      : { clientValidation: { algorithm: 'RS256' as const, ...clientValidation } }),
    ...(region === undefined ? {} : { region }),
    ...(edge === undefined ? {} : { edge }),
    origin: {
      source,
      because: provenance.because,
      methodNamed: provenance.methodNamed,
      alternatives: provenance.alternatives,
      webhookKeysFromAuthToken:
        provenance.variables['webhook.signingKeys']?.startsWith('TWILIO_AUTH_TOKEN') ?? false,
    },
  });
}

function toRest(auth: AuthSettings): RestCredential {
  return auth.method === 'custom' ? new CustomCredential(auth.name, auth.options) : auth;
}

/** Without keys of its own, an account that authenticates by Auth Token verifies with it. */
function toWebhook({ webhook, auth }: AccountSettings): WebhookCredential {
  const { baseUrl, verify = true, signingKeys } = webhook ?? {};
  const keys: WebhookKey[] = (signingKeys ?? []).map((key) => ({ ...key, algorithm: 'hmac-sha1' }));
  if (signingKeys === undefined && auth.method === 'auth-token') {
    keys.push({ name: 'auth-token', secret: auth.authToken, algorithm: 'hmac-sha1' });
  }
  return { keys, verify, ...(baseUrl === undefined ? {} : { baseUrl }) };
}

/** Without a key of its own, an account signs with its API key, unless that is restricted. */
function toAccessTokens({
  accessTokens,
  auth,
  region,
}: AccountSettings): AccessTokenCredential | undefined {
  const located = region === undefined ? {} : { region };
  if (accessTokens !== undefined) {
    return { defaultTtlSeconds: DEFAULT_TTL_SECONDS, ...located, ...accessTokens };
  }
  if (auth.method !== 'api-key' || auth.keyType === 'restricted') return undefined;
  const { keySid, keySecret } = auth;
  return { keySid, keySecret, defaultTtlSeconds: DEFAULT_TTL_SECONDS, ...located };
}
