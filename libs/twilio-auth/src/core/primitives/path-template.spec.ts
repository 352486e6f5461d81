import { describe, expect, it } from 'vitest';
import { pathTemplate } from './path-template.js';

const hex = '0123456789abcdef0123456789abcdef';

describe('the template of a path', () => {
  it.each([
    [
      `/2010-04-01/Accounts/AC${hex}/Messages.json`,
      '/2010-04-01/Accounts/{AccountSid}/Messages.json',
    ],
    [
      `/2010-04-01/Accounts/AC${hex}/Messages/SM${hex}.json?PageSize=1`,
      '/2010-04-01/Accounts/{AccountSid}/Messages/{Sid}.json',
    ],
    [
      `/2010-04-01/Accounts/AC${hex}/Messages/MM${hex}/Media/ME${hex}`,
      '/2010-04-01/Accounts/{AccountSid}/Messages/{Sid}/Media/{Sid}',
    ],
    [`/v2/Services/VA${hex}/VerificationCheck`, '/v2/Services/{Sid}/VerificationCheck'],
    ['/v2/PhoneNumbers/+15551234567', '/v2/PhoneNumbers/{value}'],
    ['/v2/PhoneNumbers/%2B15551234567', '/v2/PhoneNumbers/{value}'],
    ['/v1/Users/Alice', '/v1/Users/{value}'],
    [`/v1/Keys/SK${hex}#part`, '/v1/Keys/{Sid}'],
    ['/v2/token', '/v2/{value}'],
    ['/', '/'],
    ['', ''],
  ])('of %s is %s', (path, template) => {
    expect(pathTemplate(path)).toBe(template);
  });
});
