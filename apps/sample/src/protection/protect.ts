import type { INestApplication } from '@nestjs/common';
import { TwilioAuth } from 'nestjs-twilio-auth';
import { allowedHosts, allowHosts } from './allowed-hosts.js';
import { readPassword, requirePassword } from './password.js';
import { rejectOtherSites } from './same-site.js';

/** What stands before every route, the page included. */
export function protect(app: INestApplication): void {
  app.use(allowHosts(allowedHosts()));
  app.use(rejectOtherSites);
  // As the library sees it: an unset NODE_ENV is production.
  const { environment } = app.get(TwilioAuth).report();
  if (environment.isProduction) app.use(requirePassword(readPassword()));
}
