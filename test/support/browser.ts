import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const EXECUTABLE = '/usr/bin/chromium';

/** Whether this machine has a browser; prints a line if it has none. */
export function hasChromium(): boolean {
  const found = existsSync(EXECUTABLE);
  if (!found) process.stdout.write(`Browser tests skipped: there is no ${EXECUTABLE}.\n`);
  return found;
}

/** The browser of the machine, without background requests of its own. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: EXECUTABLE,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
