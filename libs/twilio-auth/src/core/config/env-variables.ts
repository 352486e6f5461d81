import { own } from '../primitives/own.js';

/** Under which other names a variable may be given. */
interface Forms {
  /** A second name for the same value. */
  readonly alias?: string;
  /** The value may be in a file that `NAME_FILE` names instead. */
  readonly file?: boolean;
}

/**
 * Every variable that the module reads. The reference in docs/environment-variables.md is made
 * from this table and its comments.
 */
const VARIABLES = {
  /**
   * The environment. `development`, `dev`, `local`, `test` and `ci` are not production; any other
   * name is, and so is an unset variable. Option: `environment`.
   */
  NODE_ENV: {},
  /**
   * `false`: everything can be injected, and every call rejects with `TWILIO_AUTH_DISABLED`.
   * Option: `enabled`.
   */
  TWILIO_AUTH_ENABLED: {},
  /**
   * `warn` or `refuse`: the credentials are tried before the application listens. Option:
   * `verifyAtBoot`.
   */
  TWILIO_AUTH_VERIFY_AT_BOOT: {},
  /**
   * `true`: tests may call the real Twilio, in the environment `test`. Option:
   * `policy.allowLiveInTest`.
   */
  TWILIO_AUTH_ALLOW_LIVE_IN_TEST: {},
  /**
   * `oauth`, `api-key`, `auth-token` or `test`. Unset: in the environment `test`, test credentials
   * if they are complete; everywhere else the strongest fully configured credential, in the order
   * OAuth, API key, Auth Token. A half-configured credential is an error unless this variable
   * names another method. Option: `auth`.
   */
  TWILIO_AUTH_METHOD: {},
  /**
   * Path of a JSON file with the whole credential, which is read again when it changes: the option
   * `auth` with `accountSid` beside its `method`, or `{ accountSid, apiKeySid, apiKeySecret }` as AWS
   * Secrets Manager stores it. No other variable may give a part of the credential. Option: `auth`.
   */
  TWILIO_CREDENTIALS_FILE: {},
  /** SID of the account, `AC…`. Option: `accountSid`. */
  TWILIO_ACCOUNT_SID: {},
  /** Client ID of the OAuth app, `OQ…`. Option: `auth.clientId`. */
  TWILIO_OAUTH_CLIENT_ID: { file: true },
  /** Client secret of the OAuth app. Option: `auth.clientSecret`. */
  TWILIO_OAUTH_CLIENT_SECRET: { file: true },
  /** SID of the API key, `SK…`. Option: `auth.keySid`. */
  TWILIO_API_KEY: { alias: 'TWILIO_API_KEY_SID', file: true },
  /** Secret of the API key. Option: `auth.keySecret`. */
  TWILIO_API_SECRET: { alias: 'TWILIO_API_KEY_SECRET', file: true },
  /**
   * `main`, `standard` or `restricted`. When it is set, requests that this type of key cannot make
   * are refused before they are sent. Option: `auth.keyType`.
   */
  TWILIO_API_KEY_TYPE: {},
  /**
   * The permissions of a restricted key, separated by commas. When it is set, calls outside them are
   * refused before they are sent, where it is certain which permission they need. The file is
   * `twilio-permissions.json` as the command `permissions --write` writes it; it is read at the
   * start. Option: `auth.permissions`.
   */
  TWILIO_API_KEY_PERMISSIONS: { file: true },
  /**
   * The Auth Token of the account. Together with another credential, it only verifies webhooks;
   * alone it authenticates calls too, which production refuses. Options: `auth.authToken`,
   * `webhook.signingKeys`.
   */
  TWILIO_AUTH_TOKEN: { file: true },
  /** SID of the test account, `AC…`. Option: `accountSid`, with the method `test`. */
  TWILIO_TEST_ACCOUNT_SID: {},
  /** Auth Token of the test account. Option: `auth.authToken`, with the method `test`. */
  TWILIO_TEST_AUTH_TOKEN: { file: true },
  /**
   * SID of the API key that signs access tokens, `SK…`. Unset: the API key of the account, unless
   * it is declared `restricted`. Option: `accessTokens.keySid`.
   */
  TWILIO_ACCESS_TOKEN_KEY: {},
  /** Secret of the API key that signs access tokens. Option: `accessTokens.keySecret`. */
  TWILIO_ACCESS_TOKEN_SECRET: { file: true },
  /**
   * Keys that verify webhooks, separated by commas, newest first, at most five. Unset:
   * `TWILIO_AUTH_TOKEN`. Option: `webhook.signingKeys`.
   */
  TWILIO_WEBHOOK_SIGNING_KEYS: { file: true },
  /**
   * SharedKeys of Twilio, separated by commas: `keyId:secret` signs with SHA-256,
   * `hmac-sha1:keyId:secret` with SHA-1. The file is a JSON list of `{ keyId, secret, algorithm }`.
   * Option: `webhook.signingKeys`.
   */
  TWILIO_WEBHOOK_SHARED_KEYS: { file: true },
  /** User name of the Basic credentials that Twilio must send as well. Option: `webhook.basic.username`. */
  TWILIO_WEBHOOK_BASIC_USERNAME: {},
  /** Their password. Option: `webhook.basic.password`. */
  TWILIO_WEBHOOK_BASIC_PASSWORD: { file: true },
  /**
   * The public origin that Twilio calls, with a path prefix if a proxy strips one:
   * `https://api.example.com`. Option: `webhook.baseUrl`.
   */
  TWILIO_WEBHOOK_BASE_URL: {},
  /** Twilio region, such as `ie1`. Every region but `us1` needs its edge. Option: `region`. */
  TWILIO_REGION: {},
  /** Twilio edge location, such as `dublin`. Option: `edge`. */
  TWILIO_EDGE: {},
  /**
   * Address of an emulator that gets every request for `*.twilio.com`. Refused in production.
   * Option: `apiBaseUrl`.
   */
  TWILIO_API_BASE_URL: {},
  /**
   * Path of a PEM file with certificate authorities to trust instead of Node's own, as the SDK
   * reads it. Option: `http.ca`.
   */
  TWILIO_CA_BUNDLE: {},
  /**
   * `0` makes Node accept any certificate, for every connection of the process. Production refuses
   * to start with it.
   */
  NODE_TLS_REJECT_UNAUTHORIZED: {},
  /** URL of the proxy for requests. Option: `http.proxy`. */
  HTTPS_PROXY: { alias: 'https_proxy' },
  /** URL of the proxy where `HTTPS_PROXY` is unset. Option: `http.proxy`. */
  HTTP_PROXY: { alias: 'http_proxy' },
  /** Hosts that are reached without a proxy, separated by commas. */
  NO_PROXY: { alias: 'no_proxy' },
} as const satisfies Readonly<Record<string, Forms>>;

/** Name of a variable that the module reads. */
export type VariableName = keyof typeof VARIABLES;

/** The names of all variables, without their other forms. */
export const VARIABLE_NAMES = Object.keys(VARIABLES) as readonly VariableName[];

/** Every name under which a variable may be set: its own, its alias, and a file for each. */
export function formsOf(name: VariableName): readonly string[] {
  const { alias, file }: Forms = own<Forms>(VARIABLES[name]);
  const names = alias === undefined ? [name] : [name, alias];
  return file === true ? names.flatMap((form) => [form, `${form}_FILE`]) : names;
}
