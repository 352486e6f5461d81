const PAGES = 'https://github.com/nestjs-twilio-auth/nestjs-twilio-auth/blob/main/docs';

/** Address of a page of the documentation, for errors that stop the start. */
export function docsPage(name: 'configuration' | 'policy'): string {
  return `${PAGES}/${name}.md`;
}
