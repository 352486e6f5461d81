import type { Permission } from './permissions.js';

/** What a resource asks of its caller. */
export interface Access {
  /** What a restricted key or an OAuth app must hold; absent: neither can ever use it. */
  readonly permission?: Permission;
  /** Accounts and Keys resources: refused to standard keys. */
  readonly fullAccessOnly?: true;
  /** One of the four resources that work with test credentials. */
  readonly testCredentials?: true;
  /** A parent's credential may act here on a subaccount: the 2010 API. */
  readonly subaccounts?: true;
  /** The Account resource itself: a parent still sees a suspended subaccount there. */
  readonly accountResource?: true;
}
