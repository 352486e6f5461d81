import { DEFAULT_ACCOUNT } from '../accounts/account-names.js';
import type { Account } from '../accounts/account.js';
import type { Environment } from '../config/environment.js';

/** How serious a broken rule is. `none`: the rule does not apply there. */
type Severity = 'error' | 'warning' | 'info' | 'none';

/** A route that Twilio calls, found at boot by its `@TwilioWebhook()` decorator. */
export interface WebhookRoute {
  /** Controller and handler, for the message. */
  readonly handler: string;
  /** The account it names, if it names one. */
  readonly account?: string;
  readonly baseUrl?: string;
  /** The whole public URL. */
  readonly url?: string;
  readonly verify: boolean;
  /** Its account is a tenant, or known only with the request. */
  readonly accountVaries?: boolean;
}

/** What rules check besides the account. */
export interface PolicyFacts {
  readonly environment: Environment;
  readonly apiBaseUrl?: string;
  /** TWILIO_AUTH_TOKEN is set. */
  readonly ambientAuthToken: boolean;
  /** The routes that Twilio calls; `undefined` until the application has them. */
  readonly routes?: readonly WebhookRoute[];
  /** Whether raw bodies are kept; `undefined` where it is not known. */
  readonly rawBody?: boolean;
  /** `TwilioAuthTestingModule` stands in for `TwilioAuthModule`. */
  readonly testingModule?: boolean;
  /** NODE_TLS_REJECT_UNAUTHORIZED=0 is set. */
  readonly tlsVerificationOff?: boolean;
  /** Whether a call would reach the real Twilio from a test, which nobody has allowed. */
  readonly isLiveInTest?: () => boolean;
  /** Whether keys of accounts that are not configured can be found at run time. */
  readonly resolvesWebhookKeys?: boolean;
  /**
   * The permissions that every call of an account so far needs; `undefined` where some need more
   * than a restricted key can have. Known to reports only.
   */
  readonly neededPermissions?: (accountName: string) => readonly string[] | undefined;
}

interface Rule {
  readonly id: string;
  /** What it forbids, for the table in the docs. */
  readonly title: string;
  readonly production: Severity;
  readonly elsewhere: Severity;
  readonly remedy: string;
}

/** A rule about one account. It returns one message for each way in which it is broken. */
export interface AccountRule extends Rule {
  readonly scope: 'account';
  readonly check: (account: Account, facts: PolicyFacts) => readonly string[];
}

/** A rule about what all accounts share. It is checked once. */
export interface ModuleRule extends Rule {
  readonly scope: 'module';
  readonly check: (facts: PolicyFacts) => readonly string[];
}

/** A rule about calls: checked before each of them, it never keeps an application from starting. */
export interface CallRule extends Rule {
  readonly scope: 'call';
  readonly check: AccountRule['check'];
}

/** One rule of the policy: the gate, the doctor and the docs all use it. */
export type PolicyRule = AccountRule | ModuleRule | CallRule;

/** How serious the rule is in this environment. */
export function severityIn(
  { production, elsewhere }: Rule,
  { environment }: Pick<PolicyFacts, 'environment'>,
): Severity {
  return environment.isProduction ? production : elsewhere;
}

/** The routes whose webhooks are for this account. */
export function routesOf(
  account: Account,
  { routes = [] }: Pick<PolicyFacts, 'routes'>,
): readonly WebhookRoute[] {
  return routes.filter(({ account: named = DEFAULT_ACCOUNT, accountVaries, verify }) =>
    // Nobody knows whose unverified requests such a route accepts, so they count for the default one.
    accountVaries === true && verify
      ? false
      : named === account.name || named === account.accountSid,
  );
}
