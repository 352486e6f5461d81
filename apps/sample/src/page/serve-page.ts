import { fileURLToPath } from 'node:url';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { setPageHeaders } from './page-headers.js';

/** `apps/sample/public`, from the sources and from the build; it has no build step. */
const FOLDER = fileURLToPath(new URL('../../public/', import.meta.url));

/** Serves the page at `/`. */
export function servePage(app: NestExpressApplication): void {
  app.useStaticAssets(FOLDER, { setHeaders: setPageHeaders });
}
