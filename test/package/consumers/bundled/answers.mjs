// node answers.mjs FILE [COMMAND]: starts the application beside an emulator, and prints what it answers.
import { spawn } from 'node:child_process';
import { TwilioEmulator } from 'twilio-auth-emulator';

const emulator = await TwilioEmulator.start();
const { PATH } = process.env;
const env = { PATH, NODE_ENV: 'development', ...emulator.env('oauth') };
const [file, command = process.execPath] = process.argv.slice(2);
const child = spawn(command, [file], { env, stdio: ['ignore', 'pipe', 'inherit'] });
const url = await listening();
const signedUrl = `${url}/webhooks/sms`;

console.log(
  JSON.stringify({
    message: await ask('/messages', {
      type: 'application/json',
      body: JSON.stringify({ from: emulator.account.phoneNumber, to: '+15551234567', body: 'hi' }),
    }),
    accessToken: await ask('/voice-token', {}),
    webhook: await emulator.webhooks.inboundMessage({
      from: '+15551234567',
      body: 'hello',
      url: signedUrl,
    }),
    forged: await ask('/webhooks/sms', {
      type: 'application/x-www-form-urlencoded',
      headers: { 'x-twilio-signature': 'A'.repeat(27) + '=' },
      body: 'Body=hello',
    }),
    health: await ask('/health'),
  }),
);
child.kill();
await emulator.stop();

function listening() {
  return new Promise((resolve, reject) => {
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      output += text;
      const [found] = /http:\S+/.exec(output) ?? [];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', () => reject(new Error(`It did not start:\n${output}`)));
  });
}

async function ask(path, post) {
  const { type, headers = {}, body } = post ?? {};
  const response = await fetch(url + path, {
    method: post === undefined ? 'GET' : 'POST',
    headers: { ...(type && { 'content-type': type }), ...headers },
    body,
  });
  return { status: response.status, body: await response.json() };
}
