import { describe, expect, it } from 'vitest';
import { bootLines } from './boot-lines.js';
import { examineEnvironment } from '../../cli/doctor/examine-environment.js';
import { FakeClock } from '../../testing/fake-clock.js';
import type { TwilioAuthReport } from '../report/report.js';
import { KEY_SID, VARIABLES } from '#test/support/configuration.js';

const reportOn = (environment: string): Promise<TwilioAuthReport> => {
  const variables = { NODE_ENV: environment, ...VARIABLES['api-key'] };
  return examineEnvironment(variables, { clock: new FakeClock() });
};

describe('the line of an account at boot', () => {
  it('names the credential by its public identifier, and the environment', async () => {
    const [here] = bootLines(await reportOn('development'));
    expect(here).toMatchObject({ level: 'log', params: { account: 'default', method: 'api-key' } });
    expect(here?.message).toContain(`default: api-key ${KEY_SID} (`);
    expect(here?.message).toContain('environment development;');
    const [plain] = bootLines(await reportOn('production'));
    expect(plain?.message).toContain('environment production;');
    const [there] = bootLines(await reportOn('staging'));
    expect(there?.message).toContain('environment staging, which counts as production;');
  });

  it('names only the method of a custom credential', async () => {
    const report = await reportOn('development');
    const accounts = report.accounts.map((account) => {
      const { identifier: _public, ...rest } = account;
      return { ...rest, method: 'vault' };
    });
    expect(bootLines({ ...report, accounts })[0]?.message).toContain('default: vault (');
  });
});
