import { describeRules } from '#test/support/policy-rules.js';
import { testingModuleRule, tlsVerificationOffRule } from './process-rules.js';

describeRules([testingModuleRule, tlsVerificationOffRule], {
  fires: [
    { rule: 'testing-module', facts: { testingModule: true } },
    { rule: 'tls-verification-off', facts: { tlsVerificationOff: true } },
  ],
  quiet: [
    { rule: 'testing-module', facts: { testingModule: false } },
    { rule: 'testing-module' },
    { rule: 'tls-verification-off', facts: { tlsVerificationOff: false } },
    { rule: 'tls-verification-off' },
  ],
});
