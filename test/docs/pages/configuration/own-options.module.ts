import { Module } from '@nestjs/common';
import { ConfigModule, type ConfigType } from '@nestjs/config';
import { TwilioAuthModule } from 'nestjs-twilio-auth';
import { twilioAuthConfig } from 'nestjs-twilio-auth/config';

@Module({
  imports: [
    ConfigModule.forRoot(),
    TwilioAuthModule.forRootAsync({
      imports: [ConfigModule.forFeature(twilioAuthConfig)],
      inject: [twilioAuthConfig.KEY],
      useFactory: (fromEnvironment: ConfigType<typeof twilioAuthConfig>) => ({
        ...fromEnvironment,
        http: { timeoutMs: 5_000 },
        policy: { nonProduction: ['development', 'test', 'review'] },
      }),
    }),
  ],
})
export class AppModule {}
