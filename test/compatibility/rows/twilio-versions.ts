import { dependenciesOn, installProbe, runProbe } from '../probe.js';
import type { Kit, Row } from '../row.js';
import { NPM_FLAGS, step } from '../step.js';

const group = 'Twilio SDK';

async function onTwilio(kit: Kit, version: string) {
  const app = await kit.shared('probe-11', () =>
    installProbe(kit, 'commonjs', dependenciesOn('11')),
  );
  await step(app, `npm install --no-save ${NPM_FLAGS} twilio@${version}`);
  await step(app, 'npx tsc');
  return runProbe(app);
}

export const TWILIO_VERSIONS: readonly Row[] = [
  { id: 'twilio-5.8', group, what: 'twilio 5.8.0', run: (kit) => onTwilio(kit, '5.8.0') },
  { id: 'twilio-5', group, what: 'newest twilio 5', run: (kit) => onTwilio(kit, '5') },
  { id: 'twilio-6', group, what: 'newest twilio 6', run: (kit) => onTwilio(kit, '6') },
];
