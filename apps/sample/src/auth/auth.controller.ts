import { Controller, Get } from '@nestjs/common';
import { TwilioAuth, TwilioPermissions } from 'nestjs-twilio-auth';

/** `GET /auth`: how this application authenticates with Twilio, and why. Never a secret. */
@Controller('auth')
export class AuthController {
  constructor(
    private readonly auth: TwilioAuth,
    private readonly permissions: TwilioPermissions,
  ) {}

  @Get()
  show(): object {
    const { verdicts, production, accounts } = this.auth.report();
    return {
      ...this.auth.describe(),
      /** The verdicts of the policy here, and what they would be in production. */
      verdicts,
      inProduction: { ok: production.ok, verdicts: production.verdicts },
      /** What the credential cannot do. */
      limits: accounts.find(({ account }) => account === 'default')?.limits ?? [],
      /** What the calls so far need, and the policy of a credential that can do nothing else. */
      permissions: { used: this.permissions.used(), policy: this.permissions.policy() },
    };
  }
}
