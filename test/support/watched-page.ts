import type { Page } from 'playwright-core';

/** Errors and requests of a page. */
export interface PageWatch {
  /** Errors of its console, its scripts and its content security policy. */
  readonly errors: readonly string[];
  /** The text of every answer. */
  readonly answers: () => Promise<string>;
  /** Requests to other origins. */
  foreignRequests(origin: string): readonly string[];
}

export function watchPage(page: Page): PageWatch {
  const errors: string[] = [];
  const urls: string[] = [];
  const bodies: Promise<string>[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  page.on('pageerror', ({ message }) => errors.push(message));
  page.on('request', (request) => urls.push(request.url()));
  page.on('response', (response) => {
    // An event stream has no end to wait for.
    if (!response.url().endsWith('/events')) bodies.push(response.text().catch(() => ''));
  });
  return {
    errors,
    answers: async () => (await Promise.all(bodies)).join('\n'),
    foreignRequests: (origin) => urls.filter((url) => new URL(url).origin !== origin),
  };
}
