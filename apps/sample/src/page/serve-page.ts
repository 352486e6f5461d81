import { fileURLToPath } from 'node:url';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { setPageHeaders } from './page-headers.js';
import { refuseOtherSites } from './same-site.js';

/** Beside the sources and beside the build: `apps/sample/public`, as it is, without a build step. */
const FOLDER = fileURLToPath(new URL('../../public/', import.meta.url));

/** Serves the page at `/`. */
export function servePage(app: NestExpressApplication): void {
  app.use(refuseOtherSites);
  app.useStaticAssets(FOLDER, { setHeaders: setPageHeaders });
}
