import { describe, expect, it } from 'vitest';
import { KEY_SID, load, VARIABLES } from '#test/support/configuration.js';
import { FakeClock } from '../../testing/fake-clock.js';
import { createGate } from '../policy/create-gate.js';
import { idleStrategy } from '../report/describe-account.js';
import { createReport, type TwilioAuthReport } from '../report/report.js';
import { bootLines } from './boot-lines.js';

const reportOn = async (environment: string): Promise<TwilioAuthReport> => {
  const config = await load({}, { NODE_ENV: environment, ...VARIABLES['api-key'] });
  const ports = { clock: new FakeClock(), emit: () => {}, testingModule: false };
  const gate = createGate(config, ports);
  const reported = config.accounts.map(({ account }) => ({
    account,
    strategy: idleStrategy(account),
  }));
  return createReport(reported, gate, config.enabled);
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
