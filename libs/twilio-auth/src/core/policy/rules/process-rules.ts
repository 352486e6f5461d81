import type { ModuleRule } from '../rule.js';

/** Its accounts do not exist, and nothing that it accepts reaches Twilio. */
export const testingModuleRule: ModuleRule = {
  id: 'testing-module',
  title: '`TwilioAuthTestingModule` takes the place of `TwilioAuthModule`',
  production: 'error',
  elsewhere: 'none',
  scope: 'module',
  remedy:
    'Import TwilioAuthModule in the application. For tests in an environment of another name, TwilioAuthTestingModule.forRoot({ nonProduction: [name] }).',
  check: ({ testingModule = false }) =>
    testingModule ? ['TwilioAuthTestingModule sends nothing to Twilio.'] : [],
};

/** Whoever is on the way to Twilio could read the credential and answer in its name. */
export const tlsVerificationOffRule: ModuleRule = {
  id: 'tls-verification-off',
  title: 'NODE_TLS_REJECT_UNAUTHORIZED=0 switches off the check of certificates',
  production: 'error',
  elsewhere: 'warning',
  scope: 'module',
  remedy:
    'Remove NODE_TLS_REJECT_UNAUTHORIZED. Trust a certificate authority of your own with http.ca (TWILIO_CA_BUNDLE).',
  check: ({ tlsVerificationOff = false }) =>
    tlsVerificationOff ? ['NODE_TLS_REJECT_UNAUTHORIZED is 0.'] : [],
};
