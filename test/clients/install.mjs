import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const here = createRequire(import.meta.url);
const file = (name) => new URL(name, import.meta.url).pathname;
/** Twilio's library for Python and what it needs, from Debian; `python3` itself is there or not. */
const DEBIAN = ['twilio', 'jwt', 'requests', 'tz', 'urllib3', 'idna', 'certifi', 'chardet'].map(
  (name) => `python3-${name}`,
);

const run = (command, args, options = {}) =>
  execFileSync(command, args, { encoding: 'utf8', stdio: 'pipe', ...options });

/** Each client: its name, and how to run it. `prepare` throws where it cannot be run, with the reason. */
export const CLIENTS = [
  { name: 'curl', prepare: curl },
  { name: 'Python, Debian', prepare: pythonOfDebian },
  { name: 'Node 6', prepare: () => node(here.resolve('twilio/package.json')) },
  { name: 'Node 5', prepare: nodeFive },
  {
    name: 'twilio-cli',
    prepare: () =>
      fail('it has no option for another address, only HTTP_PROXY, for TLS with api.twilio.com'),
  },
  { name: 'Ruby', prepare: () => missing('ruby') },
  { name: 'PHP', prepare: () => missing('php') },
];

function curl() {
  const [, version] = /^curl (\S+)/.exec(found('curl', ['--version'])) ?? [];
  return { version, command: [process.execPath, file('curl-client.mjs')], variables: {} };
}

function pythonOfDebian(folder) {
  found('/usr/bin/python3', ['--version']);
  found('apt-get', ['--version']);
  const target = join(folder, 'debian');
  mkdirSync(target, { recursive: true });
  run('apt-get', ['download', ...DEBIAN], { cwd: target });
  for (const name of DEBIAN) run('sh', ['-c', `dpkg-deb -x ${name}_*.deb .`], { cwd: target });
  const variables = { PYTHONPATH: join(target, 'usr/lib/python3/dist-packages') };
  const env = { ...process.env, ...variables };
  const version = run('/usr/bin/python3', ['-c', 'import twilio; print(twilio.__version__)'], {
    env,
  });
  return {
    version: version.trim(),
    command: ['/usr/bin/python3', file('python_client.py')],
    variables,
  };
}

function nodeFive(folder) {
  const target = join(folder, 'node5');
  mkdirSync(target, { recursive: true });
  writeFileSync(join(target, 'package.json'), '{ "private": true }');
  run('npm', ['install', '--silent', '--no-audit', '--no-fund', 'twilio@5'], { cwd: target });
  return node(join(target, 'node_modules/twilio/package.json'));
}

function node(manifest) {
  const { version } = JSON.parse(readFileSync(manifest, 'utf8'));
  const command = [process.execPath, file('node-client.mjs'), manifest];
  return { version, command, variables: {} };
}

function missing(command) {
  found(command, ['--version']);
  return fail(`its library is not installed by this script`);
}

function found(command, args) {
  try {
    return run(command, args);
  } catch (error) {
    return fail(error.code === 'ENOENT' ? `${command} is not installed` : error.message);
  }
}

function fail(reason) {
  throw new Error(reason);
}
