import 'reflect-metadata';

/**
 * Every spec starts in an environment without credentials and proxies, so that the variables of a
 * developer neither change a test nor are used by one.
 */
for (const name of Object.keys(process.env)) {
  if (name.startsWith('TWILIO_')) delete process.env[name];
}
for (const name of [
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'http_proxy',
  'https_proxy',
  'no_proxy',
]) {
  delete process.env[name];
}
