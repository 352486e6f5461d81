import { identifierOf, type Account } from '../accounts/account.js';
import type { LiveAccount } from '../client/live-account.js';
import type { Environment } from '../config/environment.js';
import { withoutUndefined } from '../primitives/without-undefined.js';
import type { StrategyDescription } from '../strategies/strategy.js';

/** What an account looks like from outside. Made for people, logs and health; never a secret. */
export interface AccountDescription extends StrategyDescription {
  /** `default` or the configured name. */
  readonly account: string;
  readonly accountSid: string;
  /** Why this method is in force, in one sentence. */
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

/** Describes an account as it stands now. */
export function describeAccount(live: LiveAccount, environment: Environment): AccountDescription {
  return describeSnapshot(live.snapshot, live.strategy.describe(), environment);
}

/** Describes an account whose strategy says this about itself. */
export function describeSnapshot(
  { name, accountSid, webhook, accessTokens, region, edge, origin }: Account,
  strategy: StrategyDescription,
  environment: Environment,
): AccountDescription {
  const baseUrl = withoutUserInfo(webhook.baseUrl);
  return {
    account: name,
    accountSid,
    ...strategy,
    because: origin.because,
    source: origin.source,
    environment,
    ...(region === undefined ? {} : { region }),
    ...(edge === undefined ? {} : { edge }),
    webhook: {
      verify: webhook.verify,
      keys: webhook.keys.map((key) => key.name),
      ...(baseUrl === undefined ? {} : { baseUrl }),
    },
    ...(accessTokens === undefined ? {} : { accessTokenKeySid: accessTokens.keySid }),
  };
}

/** What the strategy of an account would say before it has done anything. */
export function idleStrategy(account: Account): StrategyDescription {
  const { method } = account.rest;
  return { method, ...withoutUndefined({ identifier: identifierOf(account) }) };
}

function withoutUserInfo(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}
