import { describe, expect, it } from 'vitest';
import {
  configErrorOf,
  KEY_SID,
  load,
  OAUTH_OPTIONS,
  SECRET,
  VARIABLES,
} from '#test/support/configuration.js';
import type { LoadedConfig } from './load-config.js';

const namesOf = ({ accounts }: LoadedConfig) => accounts.map(({ account }) => account.name);

describe('without a default account', () => {
  const accounts = { billing: OAUTH_OPTIONS };

  it('named accounts are enough', async () => {
    expect(namesOf(await load({ accounts }))).toEqual(['billing']);
  });

  it('tenants are enough', async () => {
    await expect(load({ resolveAccount: async () => undefined })).resolves.toMatchObject({
      accounts: [],
    });
  });

  it('credentials in the environment still configure one', async () => {
    const variables = VARIABLES.oauth;
    expect(namesOf(await load({ accounts }, variables))).toEqual(['default', 'billing']);
  });

  it('its own secrets are an error and are not ignored', async () => {
    const accessTokens = { keySid: KEY_SID, keySecret: SECRET };
    const { message } = await configErrorOf({ accounts, accessTokens });
    expect(message).toMatch(/no Twilio credentials are set/);
  });

  it('named accounts still inherit the base URL of webhooks', async () => {
    const baseUrl = 'https://api.example.com';
    const byOption = await load({ accounts, webhook: { baseUrl } });
    const byVariable = await load({ accounts }, { TWILIO_WEBHOOK_BASE_URL: baseUrl });

    expect(byOption.accounts).toMatchObject([{ account: { webhook: { baseUrl } } }]);
    expect(byVariable.accounts).toMatchObject([{ account: { webhook: { baseUrl } } }]);
  });
});
