import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The other end of a bench: Twilio's two hosts on one loopback port, in a process of its own. */
export interface Loopback {
  readonly origin: string;
  /** PEM file of the only authority that vouches for it. */
  readonly caFile: string;
  /** Forgets how many tokens were granted; tokens live this long from now on. */
  reset(lifetimeSeconds?: number): Promise<void>;
  /** How many tokens were granted. */
  granted(): Promise<number>;
  end(): void;
}

export async function startLoopback(): Promise<Loopback> {
  const folder = mkdtempSync(join(tmpdir(), 'loopback-'));
  const [caFile, keyFile] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  makeCertificate(caFile, keyFile);
  const child = fork(fileURLToPath(new URL('loopback-twilio.js', import.meta.url)));
  const ask = async (message: object): Promise<number> => {
    child.send(message);
    const [answer] = (await once(child, 'message')) as [number];
    return answer;
  };
  const pem = (file: string): string => readFileSync(file, 'utf8');
  const port = await ask({ cert: pem(caFile), key: pem(keyFile) });
  return {
    origin: `https://127.0.0.1:${port}`,
    caFile,
    reset: async (lifetime = 3600) => {
      await ask({ lifetime });
    },
    granted: () => ask({}),
    end: () => {
      child.disconnect();
      rmSync(folder, { recursive: true });
    },
  };
}

function makeCertificate(cert: string, key: string): void {
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  // The SDK is led to the address; we keep Twilio's name as `Host`, and check that.
  const names = 'subjectAltName=IP:127.0.0.1,DNS:*.twilio.com';
  const owner = ['-subj', '/CN=loopback', '-addext', names, '-days', '2'];
  execFileSync('openssl', ['req', ...kind, ...owner, '-out', cert, '-keyout', key], {
    stdio: 'ignore',
  });
}
