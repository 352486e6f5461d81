import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const EXECUTABLE = '/usr/bin/chromium';

/** Whether this machine can run the suites that need a browser; says so once when it cannot. */
export function hasChromium(): boolean {
  const found = existsSync(EXECUTABLE);
  if (!found) process.stdout.write(`Skipped: the page in a browser, for want of ${EXECUTABLE}\n`);
  return found;
}

/** The browser of the machine, kept from calling anybody by itself. */
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
