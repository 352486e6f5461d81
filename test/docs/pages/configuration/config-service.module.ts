import { Module } from '@nestjs/common';
import { ConfigModule, ConfigService } from '@nestjs/config';
import { TwilioAuthModule } from 'nestjs-twilio-auth';

@Module({
  imports: [
    ConfigModule.forRoot({ isGlobal: true }),
    TwilioAuthModule.forRootAsync({
      inject: [ConfigService],
      useFactory: (config: ConfigService) => ({
        accountSid: config.getOrThrow<string>('SMS_ACCOUNT'),
        auth: {
          method: 'api-key',
          keySid: config.getOrThrow<string>('SMS_KEY'),
          keySecret: () => config.getOrThrow<string>('SMS_KEY_SECRET'),
        },
      }),
    }),
  ],
})
export class AppModule {}
