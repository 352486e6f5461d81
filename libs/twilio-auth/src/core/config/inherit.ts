import { isObject } from '../primitives/is-object.js';
import type { AccountOptions } from './options.js';

/**
 * A named account or tenant with what it may share with the default account: the location, and
 * how webhooks reach this application. Never a secret: a credential of one account must not
 * turn up in another.
 */
export function inherit(options: AccountOptions, parent: Partial<AccountOptions>): AccountOptions {
  // Validation says what is wrong with anything else.
  if (!isObject(options)) return options;
  const located = options.region !== undefined || options.edge !== undefined;
  const webhook = {
    ...(parent.webhook?.baseUrl === undefined ? {} : { baseUrl: parent.webhook.baseUrl }),
    ...(parent.webhook?.verify === undefined ? {} : { verify: parent.webhook.verify }),
    ...options.webhook,
  };
  return {
    ...(located || parent.region === undefined ? {} : { region: parent.region }),
    ...(located || parent.edge === undefined ? {} : { edge: parent.edge }),
    ...options,
    ...(Object.keys(webhook).length === 0 ? {} : { webhook }),
  };
}
