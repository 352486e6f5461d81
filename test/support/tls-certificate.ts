import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A certificate for Twilio's hosts, signed by a test CA, in PEM format. */
export interface TestCertificate {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

const NAMES = [
  'DNS:*.twilio.com',
  'DNS:*.dublin.ie1.twilio.com',
  'DNS:*.sydney.au1.twilio.com',
  'DNS:*.sydney.us1.twilio.com',
  'DNS:*.ie1.twilio.com',
  'DNS:localhost',
  'IP:127.0.0.1',
];

const EC_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

/** Creates one with `openssl`, valid for a day. */
export function makeTestCertificate(names: readonly string[] = NAMES): TestCertificate {
  const folder = mkdtempSync(join(tmpdir(), 'twilio-tls-'));
  const file = (name: string): string => join(folder, name);
  const openssl = (...args: string[]): void => {
    execFileSync('openssl', args, { stdio: ['ignore', 'ignore', 'pipe'], cwd: folder });
  };
  try {
    writeFileSync(file('san.cnf'), `subjectAltName=${names.join(',')}\n`);
    openssl(
      'req',
      '-x509',
      ...EC_KEY,
      '-keyout',
      'ca.key',
      '-out',
      'ca.pem',
      '-days',
      '1',
      '-subj',
      '/CN=Test CA',
    );
    openssl('req', ...EC_KEY, '-keyout', 'key.pem', '-out', 'csr.pem', '-subj', '/CN=Test server');
    openssl(
      'x509',
      '-req',
      '-in',
      'csr.pem',
      '-CA',
      'ca.pem',
      '-CAkey',
      'ca.key',
      '-CAcreateserial',
      '-days',
      '1',
      '-extfile',
      'san.cnf',
      '-out',
      'cert.pem',
    );
    const read = (name: string): string => readFileSync(file(name), 'utf8');
    return { ca: read('ca.pem'), cert: read('cert.pem'), key: read('key.pem') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
