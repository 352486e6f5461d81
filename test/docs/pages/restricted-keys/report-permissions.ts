import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { TwilioPermissions } from 'nestjs-twilio-auth';

/** Call it at the end of each test file, before the application is closed. */
export async function reportPermissions(
  app: INestApplicationContext,
  name: string,
  folder = 'permissions-reports',
): Promise<void> {
  const used = app.get(TwilioPermissions).used();
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${name}.json`), JSON.stringify(used));
}
