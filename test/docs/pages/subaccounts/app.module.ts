import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { TwilioAuthModule, type AccountOptions, type AuthOptions } from 'nestjs-twilio-auth';

type Delivered = AuthOptions & { readonly accountSid: string };

/** One file a tenant. An id that is no file name is no tenant. */
export async function resolveAccount(
  id: string,
  folder = '/run/twilio',
): Promise<AccountOptions | undefined> {
  if (!/^[a-z0-9-]+$/.test(id)) return undefined;
  const text = await readFile(join(folder, `${id}.json`), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const { accountSid, ...auth } = JSON.parse(text) as Delivered;
  return { accountSid, auth };
}

@Module({
  imports: [TwilioAuthModule.forRoot({ resolveAccount })],
})
export class AppModule {}
