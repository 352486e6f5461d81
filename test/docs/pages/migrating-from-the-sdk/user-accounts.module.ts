import { Injectable, Module } from '@nestjs/common';
import { TwilioAccounts, TwilioAuth, TwilioAuthModule } from 'nestjs-twilio-auth';

export interface TwilioSettings {
  readonly accountSid: string;
  readonly keySid: string;
  readonly keySecret: string;
}

/** The table that holds a credential for each user. Encrypt the secrets in it. */
@Injectable()
export class Users {
  readonly settings = new Map<string, TwilioSettings>();
}

@Injectable()
export class UserMessages {
  constructor(
    private readonly users: Users,
    private readonly accounts: TwilioAccounts,
    private readonly auth: TwilioAuth,
  ) {}

  /** Was: twilio(user.accountSid, user.authToken).messages.create(…) */
  async send(userId: string, from: string, to: string, body: string) {
    const twilio = await this.accounts.forTenant(userId);
    return twilio.messages.create({ from, to, body });
  }

  /** Tries a credential before it is saved. */
  async save(userId: string, settings: TwilioSettings): Promise<boolean> {
    const { authenticated } = await this.auth.verify(toAccount(settings));
    if (!authenticated) return false;
    this.users.settings.set(userId, settings);
    this.accounts.evictTenant(userId); // the cached client has the old credential
    return true;
  }
}

const toAccount = ({ accountSid, keySid, keySecret }: TwilioSettings) => ({
  accountSid,
  auth: { method: 'api-key' as const, keySid, keySecret },
});

@Module({ providers: [Users], exports: [Users] })
export class UsersModule {}

@Module({
  imports: [
    UsersModule,
    TwilioAuthModule.forRootAsync({
      imports: [UsersModule],
      inject: [Users],
      useFactory: (users: Users) => ({
        resolveAccount: async (userId) => {
          const settings = users.settings.get(userId);
          return settings && toAccount(settings);
        },
      }),
    }),
  ],
  providers: [UserMessages],
})
export class AppModule {}
