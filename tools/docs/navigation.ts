/** A part of the site. Its pages are paths of Markdown files from the root of the repository. */
export interface Part {
  readonly title: string;
  readonly pages: readonly string[];
}

/** Every page, in the order of the navigation. A test finds the ones that are missing. */
export const PARTS: readonly Part[] = [
  {
    title: 'Guide',
    pages: [
      'docs/index.md',
      'docs/choosing-a-method.md',
      'docs/configuration.md',
      'docs/accounts-and-tenants.md',
      'docs/oauth-tokens.md',
      'docs/access-tokens.md',
      'docs/webhooks.md',
      'docs/media.md',
      'docs/policy.md',
      'docs/errors.md',
    ],
  },
  {
    title: 'Tasks',
    pages: [
      'docs/restricted-keys.md',
      'docs/testing-your-app.md',
      'docs/testing-your-app-module.md',
      'docs/websockets.md',
      'docs/behind-a-proxy.md',
      'docs/workers-and-scripts.md',
      'docs/sending-in-bulk.md',
      'docs/graphql-and-microservices.md',
      'docs/serverless.md',
      'docs/bundling.md',
      'docs/migrating-from-nestjs-twilio.md',
      'docs/migrating-from-the-sdk.md',
    ],
  },
  {
    title: 'Operations',
    pages: [
      'docs/doctor.md',
      'docs/rotation.md',
      'docs/keys.md',
      'docs/oauth-secrets.md',
      'docs/auth-token.md',
      'docs/subaccounts.md',
      'docs/secrets-managers.md',
      'docs/health.md',
      'docs/events.md',
      'docs/opentelemetry.md',
      'docs/benchmarks.md',
      'docs/faults.md',
    ],
  },
  {
    title: 'Reference',
    pages: [
      'docs/options.md',
      'docs/environment-variables.md',
      'docs/capabilities.md',
      'docs/transport.md',
      'docs/compatibility.md',
      'libs/twilio-emulator/README.md',
      'docs/emulators.md',
      'libs/twilio-permissions/README.md',
    ],
  },
  {
    title: 'Project',
    pages: [
      'docs/ARCHITECTURE.md',
      'docs/decisions/README.md',
      'SECURITY.md',
      'CONTRIBUTING.md',
      'CHANGELOG.md',
    ],
  },
];

/** Title of the part that the pages of the API are listed in. */
export const API_PART = 'API';

/** READMEs for readers of the repository; what they hold, the guide has. Links to them lead here. */
export const STAND_INS: Readonly<Record<string, string>> = {
  'README.md': 'docs/index.md',
  'libs/twilio-auth/README.md': 'docs/index.md',
};

/** Where a page is on the site: `docs/webhooks.md` becomes `webhooks.html`. */
export function outputOf(source: string): string {
  const library = /^libs\/twilio-(emulator|permissions)\/README\.md$/.exec(source)?.[1];
  if (library !== undefined) return `${library}.html`;
  return source
    .replace(/^docs\//, '')
    .replace(/\bREADME\.md$/, 'index.md')
    .replace(/^[A-Z]+(?=\.md$)/, (name) => name.toLowerCase())
    .replace(/\.md$/, '.html');
}
