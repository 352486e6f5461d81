import { fork } from 'node:child_process';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { FaultCase, Kind, Outcome } from '../fault-case.js';
import { FakeTwilio } from '../world/fake-twilio.js';

/** The default of `shutdown.graceMs`, and what a process needs besides. */
const LONGEST_MS = 10_000 + 2_000;

/** SIGTERM while a request of the application waits for an API that never answers. */
const hungUpstream: FaultCase = {
  id: 'sigterm-hung',
  fault: 'SIGTERM while the API answers nothing',
  hasPeer: true,
  async run(kind: Kind): Promise<Outcome> {
    const twilio = await FakeTwilio.start();
    const arrived = new Promise<void>((resolve) => {
      twilio.apiFault = ({ process }) => {
        process();
        resolve();
        return true;
      };
    });
    const file = fileURLToPath(new URL('../world/shutdown-app.js', import.meta.url));
    const child = fork(file, [kind, twilio.origin]);
    const [url] = (await once(child, 'message')) as [string];
    const answer = textOf(url).catch(() => 'cut');
    await arrived;
    const startedMs = performance.now();
    child.kill('SIGTERM');
    await once(child, 'exit');
    const tookMs = performance.now() - startedMs;
    const failed = (await answer) === 'sent' ? 0 : 1;
    await twilio.close();
    const miss = tookMs > LONGEST_MS ? 'the process ended too late' : undefined;
    return {
      calls: 1,
      failed,
      unavoidable: 1,
      duplicates: twilio.duplicates,
      note: `ended after ${(tookMs / 1000).toFixed(1)} s`,
      ...(miss !== undefined && { miss }),
    };
  },
};

/** Without keep-alive: an idle connection of a client would delay the end of a web server too. */
async function textOf(url: string): Promise<string> {
  const [response] = (await once(get(url, { agent: false }), 'response')) as [IncomingMessage];
  return (await response.setEncoding('utf8').toArray()).join('');
}

export const SHUTDOWN_FAULTS: readonly FaultCase[] = [hungUpstream];
