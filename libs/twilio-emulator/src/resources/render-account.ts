import type { Account } from '../state/account.js';
import { rfc2822 } from '../state/dates.js';

const SUBRESOURCES = {
  balance: 'Balance',
  calls: 'Calls',
  incoming_phone_numbers: 'IncomingPhoneNumbers',
  keys: 'Keys',
  messages: 'Messages',
  signing_keys: 'SigningKeys',
  usage: 'Usage',
};

/** An account as the 2010 API shows it. */
export function renderAccount(account: Account): Record<string, unknown> {
  const base = `/2010-04-01/Accounts/${account.sid}`;
  return {
    auth_token: account.authTokens.get('us1')?.primary,
    date_created: rfc2822(account.createdAt),
    date_updated: rfc2822(account.updatedAt),
    friendly_name: account.friendlyName,
    owner_account_sid: account.ownerSid,
    sid: account.sid,
    status: account.status,
    subresource_uris: Object.fromEntries(
      Object.entries(SUBRESOURCES).map(([key, name]) => [key, `${base}/${name}.json`]),
    ),
    type: 'Full',
    uri: `${base}.json`,
  };
}
