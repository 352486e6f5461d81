import { identifierOf, type Account } from '../accounts/account.js';
import type { Environment } from '../config/environment.js';
import { withoutUndefined } from '../primitives/without-undefined.js';
import type { StrategyDescription } from '../strategies/strategy.js';

/** An account without its secrets, for people and logs. */
export interface AccountDescription extends StrategyDescription {
  /** `default` or the configured name. */
  readonly account: string;
  readonly accountSid: string;
  /** Why this method is used, in one sentence. */
  readonly because: string;
  readonly source: 'options' | 'environment' | 'tenant';
  readonly environment: Environment;
  readonly region?: string;
  readonly edge?: string;
  readonly webhook: {
    readonly verify: boolean;
    /** Names of the keys in the ring. */
    readonly keys: readonly string[];
    /** Without user name and password. */
    readonly baseUrl?: string;
  };
  /** SID of the key that signs access tokens. */
  readonly accessTokenKeySid?: string;
}

/** Describes an account, with what its strategy says about itself. */
export function describeAccount(
  { name, accountSid, webhook, accessTokens, region, edge, origin }: Account,
  strategy: StrategyDescription,
  environment: Environment,
): AccountDescription {
  return {
    account: name,
    accountSid,
    ...strategy,
    because: origin.because,
    source: origin.source,
    environment,
    ...withoutUndefined({ region, edge, accessTokenKeySid: accessTokens?.keySid }),
    webhook: {
      verify: webhook.verify,
      keys: webhook.keys.map((key) => key.name),
      ...withoutUndefined({ baseUrl: withoutUserInfo(webhook.baseUrl) }),
    },
  };
}

/** What the strategy of an account says before its first call. */
export function idleStrategy(account: Account): StrategyDescription {
  const { method } = account.rest;
  return { method, ...withoutUndefined({ identifier: identifierOf(account) }) };
}

function withoutUserInfo(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}
