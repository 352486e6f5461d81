const MODULE = `import { Module } from '@nestjs/common';
import { TwilioAuthModule } from 'nestjs-twilio-auth';

@Module({ imports: [TwilioAuthModule.forRoot()] })
export class AppModule {}
`;

const SENDER = `import { Injectable } from '@nestjs/common';
import { TwilioClient } from 'nestjs-twilio-auth';

@Injectable()
export class Greeter {
  constructor(private readonly twilio: TwilioClient) {}

  greet(to: string) {
    const from = FROM;
    return this.twilio.messages.create({ to, from, body: 'Hello' });
  }
}
`;

const ISSUER = `import { Injectable } from '@nestjs/common';
import { TwilioAccessTokens } from 'nestjs-twilio-auth';

@Injectable()
export class VoiceTokens {
  constructor(private readonly tokens: TwilioAccessTokens) {}

  forUser(identity: string) {
    return this.tokens.issue({
      identity,
      ttlSeconds: 900,
      grants: { voice: { incomingAllow: true } },
    });
  }
}
`;

const sender = (from: string): string => SENDER.replace('FROM', from);

/**
 * Code to paste into the application. Everything about authentication comes from the
 * environment, so that the module is always the same (a test of the docs compiles all of them).
 */
export const SNIPPETS = {
  prototype: `${MODULE}\n${sender("'+15557654321'")}`,
  server: `${MODULE}\n${sender("'+15557654321'")}`,
  browser: `${MODULE}\n${ISSUER}`,
  tests: `${MODULE}\n${sender("'+15005550006'")}`,
} as const;
