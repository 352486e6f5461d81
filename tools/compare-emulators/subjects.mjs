import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { TwilioEmulator } from '../../libs/twilio-emulator/dist/esm/index.js';

/** The newest version of `emulate` needs `module.registerHooks` of Node 22.15. */
const [major, minor] = process.versions.node.split('.').map(Number);
const EMULATE = major > 22 || (major === 22 && minor >= 15) ? 'emulate@0.12.2' : 'emulate@0.11.2';
const SPECS = '@twilio/cli-core@9.0.0';
const START_MS = 60_000;

/** Twilio's OpenAPI files, which Prism answers from and ours may. */
export function downloadSpecs(folder) {
  const options = { cwd: folder, encoding: 'utf8', stdio: 'pipe' };
  const tarball = execFileSync('npm', ['pack', SPECS, '--silent'], options).trim();
  execFileSync('tar', ['xzf', tarball], options);
  return join(folder, 'package/src/services/twilio-api');
}

/** Ours, with the specifications, and restricted to what the others are told too. */
export async function ours({ specs, smsUrl }) {
  const twilio = await TwilioEmulator.start({
    specs,
    seed: {
      accounts: [
        {
          apiKeys: [
            { type: 'standard' },
            { type: 'restricted', permissions: ['/twilio/messaging/messages/create'] },
          ],
          oauthApps: [{ accessTokenTtlSeconds: 60 }],
          testCredentials: {},
          phoneNumbers: [{ phoneNumber: '+15005550010', smsUrl }],
        },
      ],
    },
  });
  const { account, url } = twilio;
  const { standard, restricted } = account.apiKeys;
  const manifest = new URL('../../libs/twilio-emulator/package.json', import.meta.url);
  return {
    name: `twilio-auth-emulator ${JSON.parse(readFileSync(manifest, 'utf8')).version}`,
    url,
    oauthUrl: url,
    sid: account.sid,
    token: account.authToken,
    from: '+15005550010',
    key: [standard.sid, standard.secret],
    restricted: [restricted.sid, restricted.secret],
    test: [account.testCredentials.accountSid, account.testCredentials.authToken],
    conversations: ['/v1/Conversations', 'conversations'],
    app: [account.oauthApp.clientId, account.oauthApp.clientSecret],
    passTime: (ms) => twilio.clock.advance(ms),
    inbound: () => twilio.webhooks.inboundMessage({ from: '+15551234567', body: 'Hello' }),
    throttle: () => twilio.faults.inject({ kind: 'throttle', times: 1 }) && {},
    stop: () => twilio.stop(),
  };
}

/** `emulate` of Vercel, seeded as its README shows. */
export async function emulate({ folder, smsUrl }) {
  const bin = install(folder, EMULATE, 'emulate');
  const [sid, token] = [`AC${'0'.repeat(32)}`, 'twilio_test_auth_token'];
  const [from, key] = ['+15551230000', [`SK${'0'.repeat(32)}`, 'twilio_test_api_secret']];
  const seed = {
    twilio: {
      account: { sid, auth_token: token, friendly_name: 'Local' },
      api_keys: [{ sid: key[0], secret: key[1], friendly_name: 'Local' }],
      phone_numbers: [{ phone_number: from, friendly_name: 'Local', sms_url: smsUrl }],
    },
  };
  const file = join(folder, 'emulate.config.json');
  writeFileSync(file, JSON.stringify(seed));
  const port = await freePort();
  const args = ['start', '--service', 'twilio', '--port', String(port), '--seed', file];
  const { url, stop } = await started(bin, args, port);
  const authorization = `Basic ${btoa(`${sid}:${token}`)}`;
  return {
    name: EMULATE.replace('@', ' '),
    url,
    oauthUrl: url,
    sid,
    token,
    from,
    key,
    stop,
    conversations: ['/conversations/v1/Services', 'services'],
    inbound: () =>
      fetch(`${url}/_twilio/simulate/inbound-message`, {
        method: 'POST',
        headers: { authorization },
        body: new URLSearchParams({ From: '+15551234567', To: from, Body: 'Hello' }),
      }),
  };
}

/** Prism, one process for each of Twilio's files that are asked. */
export async function prism({ folder, specs }) {
  const bin = install(folder, '@stoplight/prism-cli@5', 'prism');
  const mock = async (file) => {
    const port = await freePort();
    return started(bin, ['mock', join(specs, file), '-p', String(port)], port);
  };
  const api = await mock('twilio_api_v2010.json');
  const oauth = await mock('twilio_oauth_v2.json');
  const conversations = await mock('twilio_conversations_v1.json');
  const version = execFileSync(process.execPath, [bin, '--version'], { encoding: 'utf8' }).trim();
  return {
    name: `Prism ${version}`,
    url: api.url,
    oauthUrl: oauth.url,
    conversationsUrl: conversations.url,
    conversations: ['/v1/Services', 'services'],
    sid: `AC${'0'.repeat(32)}`,
    token: '0'.repeat(32),
    from: '+15551230000',
    key: [`SK${'0'.repeat(32)}`, 'secret'],
    app: [`OQ${'0'.repeat(32)}`, 'secret'],
    throttle: () => ({ prefer: 'code=429' }),
    stop: () => Promise.all([api, oauth, conversations].map(({ stop }) => stop())),
  };
}

function install(folder, spec, bin) {
  const target = join(folder, bin);
  mkdirSync(target, { recursive: true });
  writeFileSync(join(target, 'package.json'), '{ "private": true }');
  const options = { cwd: target, stdio: 'pipe' };
  execFileSync('npm', ['install', '--silent', '--no-audit', '--no-fund', spec], options);
  return join(target, 'node_modules/.bin', bin);
}

/** Runs a server, and waits until it answers. */
async function started(bin, args, port) {
  const child = spawn(process.execPath, [bin, ...args], { stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const url = `http://127.0.0.1:${port}`;
  const end = Date.now() + START_MS;
  while (!(await answers(url))) {
    if (child.exitCode !== null || Date.now() > end) throw new Error(`${bin} does not start`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return { url, stop: () => (child.kill(), ended) };
}

function answers(url) {
  return fetch(url).then(
    () => true,
    () => false,
  );
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
