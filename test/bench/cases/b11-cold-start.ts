import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { BenchCase } from '../bench-case.js';
import { compareStarts } from '../boot/compare-starts.js';

const fileOf = (name: string): string =>
  fileURLToPath(new URL(`../boot/${name}.js`, import.meta.url));
const [ours, theirs] = [fileOf('handler-ours'), fileOf('handler-nestjs-twilio')];

export const coldStart: BenchCase = {
  id: 'B11',
  title: 'Cold start of a serverless function',
  async run() {
    const server = fork(fileURLToPath(new URL('../transport/api-server.js', import.meta.url)));
    const [port] = (await once(server, 'message')) as [number];
    const origin = `http://127.0.0.1:${port}`;
    const folder = await mkdtemp(join(tmpdir(), 'cold-start-'));
    const [ourBundle, theirBundle] = [join(folder, 'ours.cjs'), join(folder, 'theirs.cjs')];
    const unused = join(folder, 'unused.cjs');
    await writeFile(unused, 'module.exports = {};');
    // The SDK's own HTTP client is never used with our module, only loaded.
    await bundle(ours, ourBundle, { axios: unused });
    await bundle(theirs, theirBundle);
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
        ours: [ourBundle, origin],
        theirs: [theirBundle, origin],
        atMost: 1,
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
