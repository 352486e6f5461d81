// node loaded-files.mjs ORIGIN [PACKAGE]: starts a small application, sends a message, and prints the files that
// were loaded for it, as JSON. With a package, that is imported as well.
import { Session } from 'node:inspector';

const [origin, extra] = process.argv.slice(2);
const loaded = new Set();
const session = new Session();
session.connect();
session.on('Debugger.scriptParsed', ({ params }) => loaded.add(params.url));
session.post('Debugger.enable');

await import('reflect-metadata');
const { NestFactory } = await import('@nestjs/core');
const { TwilioAuthModule, TwilioClient } = await import('nestjs-twilio-auth');
if (extra !== undefined) await import(extra);
const digits = '1'.repeat(32);
const module = TwilioAuthModule.forRoot({
  environment: 'test',
  apiBaseUrl: origin,
  accountSid: `AC${digits}`,
  auth: { method: 'api-key', keySid: `SK${digits}`, keySecret: 'opens-nothing' },
});
const app = await NestFactory.createApplicationContext(module, { logger: false });
await app
  .get(TwilioClient)
  .messages.create({ to: '+15558675310', from: '+15557122661', body: 'x' });
await app.close();
const files = [...loaded]
  .filter((url) => url.includes('/'))
  .map((url) => url.replace('file://', ''));
process.stdout.write(JSON.stringify(files));
