import { parseEnv } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Readme } from './readme.js';
import { Starter } from './starter.js';

const readme = new Readme('nestjs-twilio-auth');
const SID = /^\{"sid":"SM[0-9a-f]{32}"\}$/;

/** Routes with which a request reaches the providers of the README. */
const TRY_CONTROLLER = `
import { Controller, Post } from '@nestjs/common';
import { Reminders } from './reminders.module.js';
import { Softphone } from './softphone.js';

@Controller('try')
export class TryController {
  constructor(private readonly reminders: Reminders, private readonly softphone: Softphone) {}

  @Post('reminder')
  async remind() {
    return { sid: await this.reminders.remind('+15551234567') };
  }

  @Post('token')
  token() {
    return this.softphone.tokenFor({ id: 'ann' });
  }
}
`;

/** Declares the tests that follow the README in what one version of the Nest CLI makes. */
export function followReadme(version: string, kind: string): void {
  describe(`the README, followed in a new application of the Nest CLI ${version} (${kind})`, () => {
    let app: Starter;
    beforeAll(async () => {
      app = await Starter.create(version);
    });
    afterAll(() => app?.stopAll());

    const post = async (path: string): Promise<string> =>
      (await app.run(`curl -sS -X POST localhost:3000${path}`)).stdout;

    it('installs', async () => {
      for (const start of ['npm install nestjs-twilio-auth', 'npm install --save-dev']) {
        const { ok, output } = await app.run(readme.command(start));
        expect({ ok, output }).toMatchObject({ ok: true });
        // The dependencies of NestJS 12 ask for Node 22. Ours, and those of NestJS 11, do not.
        if (version === '11') expect(output).not.toContain('EBADENGINE');
      }
    });

    it('sends a first message', async () => {
      await app.write('src/app.module.ts', readme.file('src/app.module.ts'));
      expect(await app.run(readme.command('npx twilio-auth-emulator env'))).toMatchObject({
        ok: true,
      });
      await app.start(readme.command('npx twilio-auth-emulator'), 'listens on');
      await app.start(readme.command('npm start'), 'successfully started');
      const message = readme.command('curl -X POST localhost:3000/messages');
      expect((await app.run(message)).stdout).toMatch(SID);
      await app.stop();
    });

    it('examines the configuration with the doctor', async () => {
      const { ok, stdout } = await app.run(readme.command('npx nestjs-twilio-auth doctor'));
      expect({ ok, stdout }).toEqual({ ok: true, stdout: expect.stringContaining('works here') });
    });

    it('starts with a named account, access tokens, webhooks and a health check', async () => {
      const files = ['reminders.module', 'softphone', 'webhooks.controller', 'health'].map(
        (name) => `src/${name}.ts`,
      );
      for (const path of files) await app.write(path, readme.file(path));
      expect(await app.run('npm install @nestjs/terminus')).toMatchObject({ ok: true });
      await app.write('src/try.controller.ts', TRY_CONTROLLER);
      const options = readme.code('forRootAsync({').replace(/;$/, '');
      await app.edit(
        'src/app.module.ts',
        ['import { ConfigModule }', 'import { ConfigModule, ConfigService }'],
        ['TwilioAuthModule.forRoot()', `${options}, HealthModule, RemindersModule`],
        [
          'controllers: [MessagesController]',
          'controllers: [MessagesController, TryController, WebhooksController],\nproviders: [Softphone]',
        ],
        [
          "from 'nestjs-twilio-auth';",
          `from 'nestjs-twilio-auth';
         import { HealthModule } from './health.js';
         import { RemindersModule } from './reminders.module.js';
         import { Softphone } from './softphone.js';
         import { TryController } from './try.controller.js';
         import { WebhooksController } from './webhooks.controller.js';`,
        ],
      );
      const created = 'const app = await NestFactory.create(AppModule);';
      await app.edit('src/main.ts', [created, readme.code('rawBody: true')]);
      const { stdout } = await app.run('npx twilio-auth-emulator env --method api-key');
      const { TWILIO_ACCOUNT_SID, TWILIO_API_KEY, TWILIO_API_SECRET } = parseEnv(stdout);
      await app.append(
        '.env',
        `BILLING_ACCOUNT_SID=${TWILIO_ACCOUNT_SID}
BILLING_API_KEY=${TWILIO_API_KEY}
BILLING_API_SECRET=${TWILIO_API_SECRET}
`,
      );
      await app.start(readme.command('npm start'), 'successfully started');
    });

    it('sends with the client of the named account', async () => {
      expect(await post('/try/reminder')).toMatch(SID);
    });

    it('issues an access token', async () => {
      const { token } = JSON.parse(await post('/try/token')) as { token: string };
      const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString();
      expect(JSON.parse(payload)).toMatchObject({
        grants: { identity: 'ann', voice: { incoming: { allow: true } } },
      });
    });

    it('reports its health', async () => {
      const { stdout } = await app.run('curl -sS localhost:3000/health');
      expect(JSON.parse(stdout)).toMatchObject({
        status: 'ok',
        info: { twilio: { status: 'up' } },
      });
    });

    it('keeps the permissions that its calls needed in a file', async () => {
      for (const option of ['--write', '--check']) {
        const command = readme.command(`npx nestjs-twilio-auth permissions ${option}`);
        expect(await app.run(command)).toMatchObject({ ok: true });
      }
      const { stdout } = await app.run('cat twilio-permissions.json');
      expect(stdout).toContain('/twilio/messaging/messages/create');
    });

    it('answers a webhook that the emulator signed with TwiML', async () => {
      const { stdout } = await app.run(
        readme.command('curl -X POST localhost:4010/__emulator/webhooks/inbound-message'),
      );
      expect(JSON.parse(stdout)).toMatchObject({
        status: 200,
        body: expect.stringContaining('<Message>You said: Hello</Message>'),
      });
    });

    it('refuses a webhook that is not signed', async () => {
      const { stdout } = await app.run(
        readme.command('curl -i -X POST localhost:3000/webhooks/sms'),
      );
      expect(stdout).toMatch(/^HTTP\/1\.1 403 /);
      expect(stdout).toContain('TWILIO_AUTH_WEBHOOK_REJECTED');
      await app.stop();
    });

    it('passes the test of its own', async () => {
      await app.write('src/greeter.spec.ts', readme.file('src/greeter.spec.ts'));
      expect(await app.run('npm test')).toMatchObject({ ok: true });
    });
  });
}
