import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { BenchCase } from '../bench-case.js';
import { compareStarts } from '../boot/compare-starts.js';

const sdk = createRequire(import.meta.url);
const fileOf = (name: string): string =>
  fileURLToPath(new URL(`../boot/${name}.js`, import.meta.url));
const [ours, theirs] = [fileOf('handler-ours'), fileOf('handler-nestjs-twilio')];

export const coldStart: BenchCase = {
  id: 'B11',
  title: 'Cold start of a serverless function',
  async run() {
    const server = fork(fileURLToPath(new URL('../transport/api-server.js', import.meta.url)));
    const [port] = (await once(server, 'message')) as [number];
    // A name, as Twilio has one, and no address: Node spends some milliseconds on the first name.
    const origin = `http://localhost:${port}`;
    const folder = await mkdtemp(join(tmpdir(), 'cold-start-'));
    const unused = join(folder, 'unused.cjs');
    await writeFile(unused, 'module.exports = {};');
    const file = (name: string): string => join(folder, `${name}.cjs`);
    // The SDK's own HTTP client is never used with our module, only loaded.
    await bundle(ours, file('ours'), { axios: unused, 'https-proxy-agent': unused });
    await bundle(theirs, file('theirs'));
    await bundle(theirs, file('same-sdk'), { twilio: dirname(sdk.resolve('twilio/package.json')) });
    const until = 'from the start of the process to the answer to its first call';
    const rows = [
      await compareStarts({
        what: until,
        ours: [ours, origin],
        theirs: [theirs, origin],
        atMost: 1,
      }),
      await compareStarts({
        what: `${until}, one file of esbuild`,
        ours: [file('ours'), origin],
        theirs: [file('theirs'), origin],
        atMost: 1,
        also: {
          name: 'nestjs-twilio with our version of the SDK',
          start: [file('same-sdk'), origin],
        },
      }),
    ];
    await rm(folder, { recursive: true });
    server.disconnect();
    return rows;
  },
};

/** As docs/bundling.md says it. */
async function bundle(
  entry: string,
  outfile: string,
  alias: Readonly<Record<string, string>> = {},
): Promise<void> {
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    external: ['@nestjs/microservices', '@nestjs/websockets', '@nestjs/platform-express'],
    logLevel: 'error',
    // The packages as they are published, not the sources that the compiler options lead to.
    tsconfigRaw: '{}',
    alias,
  });
}
