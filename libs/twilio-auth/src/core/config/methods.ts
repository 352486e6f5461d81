import type { TwilioAuthMethods } from './auth-options.js';
import type { VariableName } from './env-variables.js';

/** What the library knows about one way to authenticate. */
interface Method<Field extends string> {
  /** As a sentence names it. */
  readonly label: string;
  /** The fields of `auth`, and the variable of each that the environment may give. */
  readonly fields: Readonly<Record<Field, VariableName | undefined>>;
  /** The field that holds the secret. */
  readonly secret: Field;
  /** The public half of the credential; `accountSid` where the account itself is all there is. */
  readonly identifier: Field | 'accountSid';
  /** The variable with the SID of the account. */
  readonly accountSid: VariableName;
}

type Fields<M extends keyof TwilioAuthMethods> = keyof TwilioAuthMethods[M] & string;

/**
 * Every built-in way to authenticate, strongest first: a credential of the environment is chosen
 * in this order. Identifier and secret are required, all other fields optional.
 */
export const METHODS = {
  oauth: {
    label: 'an OAuth app',
    fields: {
      clientId: 'TWILIO_OAUTH_CLIENT_ID',
      clientSecret: 'TWILIO_OAUTH_CLIENT_SECRET',
      scope: undefined,
      permissions: undefined,
    },
    secret: 'clientSecret',
    identifier: 'clientId',
    accountSid: 'TWILIO_ACCOUNT_SID',
  },
  'api-key': {
    label: 'an API key',
    fields: {
      keySid: 'TWILIO_API_KEY',
      keySecret: 'TWILIO_API_SECRET',
      keyType: 'TWILIO_API_KEY_TYPE',
      permissions: 'TWILIO_API_KEY_PERMISSIONS',
    },
    secret: 'keySecret',
    identifier: 'keySid',
    accountSid: 'TWILIO_ACCOUNT_SID',
  },
  'auth-token': {
    label: 'an Auth Token',
    fields: { authToken: 'TWILIO_AUTH_TOKEN' },
    secret: 'authToken',
    identifier: 'accountSid',
    accountSid: 'TWILIO_ACCOUNT_SID',
  },
  test: {
    label: 'test credentials',
    fields: { authToken: 'TWILIO_TEST_AUTH_TOKEN' },
    secret: 'authToken',
    identifier: 'accountSid',
    accountSid: 'TWILIO_TEST_ACCOUNT_SID',
  },
} as const satisfies {
  readonly [M in 'oauth' | 'api-key' | 'auth-token' | 'test']: Method<Fields<M>>;
};

/** A method that every application has, without a strategy of its own. */
export type BuiltInMethod = keyof typeof METHODS;

/** The built-in methods, strongest first. */
export const BUILT_IN_METHODS = Object.keys(METHODS) as readonly BuiltInMethod[];

/** Whether the method is built in, rather than served by a strategy of the application. */
export function isBuiltIn(method: string): method is BuiltInMethod {
  return Object.hasOwn(METHODS, method);
}

/** What the table says about a method, in a form that fits all of them. */
export function methodOf(method: BuiltInMethod): Method<string> {
  return METHODS[method];
}
