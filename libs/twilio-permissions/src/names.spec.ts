import { describe, expect, it } from 'vitest';
import {
  catalogueDate,
  grants,
  isPermission,
  isUnpublishedProduct,
  permissionEvidence,
  permissionNames,
  withWildcards,
} from './names.js';
import { actionsOf, isWellFormedPermission } from './permission-name.js';
import { unsupportedProducts } from './unsupported-products.js';

const CALLS = ['create', 'delete', 'list', 'read', 'update'].map((a) => `/twilio/voice/calls/${a}`);

const WRONG_FORMS = [
  '',
  '/',
  'twilio/messaging/messages/read',
  '/twilio/messaging/messages',
  '/twilio/messaging/messages/read/',
  '/twilio/messaging/messages/read ',
  ' /twilio/messaging/messages/read',
  '/twilio/messaging/messages/read\n',
  '/Twilio/messaging/messages/read',
  '/twilio/messaging/Messages/read',
  '/twilio//messages/read',
  '/twilio/messaging/messages//read',
  '/twilio/messaging/*/read',
  '/twilio/*/*/*',
  '/twilio/messaging/messages/**',
  '/twilio/voice/sip..trunks/read',
  '/twilio/voice/.trunks/read',
  '/other/messaging/messages/read',
  'constructor',
];

describe('The names', () => {
  it('are sorted, well-formed, and all permissions', () => {
    const names = permissionNames();
    expect(names).toHaveLength(473);
    expect(names).toEqual([...new Set(names)].toSorted());
    expect(names.filter((name) => !isWellFormedPermission(name))).toEqual([]);
    expect(names.filter((name) => !isPermission(name))).toEqual([]);
    expect(Object.isFrozen(names)).toBe(true);
  });

  it('have evidence', () => {
    expect(permissionEvidence('/twilio/messaging/messages/list')).toBe('live');
    expect(permissionEvidence('/twilio/billing/usage/read')).toBe('docs');
    expect(permissionEvidence('/twilio/voice/calls/update')).toBe('catalogue');
    expect(permissionEvidence('/twilio/voice/sip.connection-policies.targets/read')).toBe(
      'derived',
    );
    expect(permissionEvidence('/twilio/voice/calls/send')).toBeUndefined();
    expect(catalogueDate()).toMatch(/^\d{4}-\d\d-\d\d$/);
  });

  it.each(WRONG_FORMS)('do not have the form of %j', (name) => {
    expect(isWellFormedPermission(name)).toBe(false);
    expect(isPermission(name)).toBe(false);
    expect(isUnpublishedProduct(name)).toBe(false);
  });

  it('may be well-formed and not exist', () => {
    expect(isWellFormedPermission('/twilio/usage/records/read')).toBe(true);
    expect(isPermission('/twilio/usage/records/read')).toBe(false);
  });

  it('belong to a product with unpublished names, or not', () => {
    expect(isUnpublishedProduct('/twilio/serverless/services/read')).toBe(true);
    expect(isUnpublishedProduct('/twilio/conversations/conversations/*')).toBe(true);
    expect(isUnpublishedProduct('/twilio/flex/insights.historical-reports/read')).toBe(true);
    expect(isUnpublishedProduct('/twilio/messaging/messages/read')).toBe(false);
  });
});

describe('Wildcards', () => {
  it('exist where a resource has all five actions', () => {
    const resources = new Set(permissionNames().map((n) => n.slice(0, n.lastIndexOf('/'))));
    expect([...resources].filter((resource) => isPermission(`${resource}/*`))).toHaveLength(46);
    expect(isPermission('/twilio/voice/calls/*')).toBe(true);
    expect(isPermission('/twilio/billing/usage/*')).toBe(false);
    expect(isPermission('/twilio/voice/*')).toBe(false);
  });

  it('stand for five names, and a name for itself', () => {
    expect(actionsOf('/twilio/voice/calls/*')).toEqual(CALLS);
    expect(actionsOf('/twilio/voice/calls/read')).toEqual(['/twilio/voice/calls/read']);
  });

  it('take the place of five names only', () => {
    expect(withWildcards(CALLS.toReversed())).toEqual(['/twilio/voice/calls/*']);
    expect(withWildcards(CALLS.slice(1))).toEqual(CALLS.slice(1));
    expect(withWildcards(['/twilio/voice/calls/*', ...CALLS])).toEqual(['/twilio/voice/calls/*']);
    expect(withWildcards(['/b', '/a', '/b'])).toEqual(['/a', '/b']);
    const unknown = CALLS.map((name) => name.replace('calls', 'things'));
    expect(withWildcards(unknown)).toEqual(unknown);
  });

  it('are understood in a policy', () => {
    expect(grants(['/twilio/voice/calls/*'], '/twilio/voice/calls/read')).toBe(true);
    expect(grants(['/twilio/voice/calls/read'], '/twilio/voice/calls/list')).toBe(false);
    expect(grants(CALLS, '/twilio/voice/calls/*')).toBe(true);
    expect(grants(CALLS.slice(1), '/twilio/voice/calls/*')).toBe(false);
    expect(grants(['/twilio/voice/calls/*'], '/twilio/voice/calls.recordings/read')).toBe(false);
    expect(grants([], '/twilio/voice/calls/read')).toBe(false);
  });
});

describe('Unsupported products', () => {
  it('are listed with their hosts and a reason', () => {
    const products = unsupportedProducts();
    expect(products).toContainEqual({
      host: 'sync.twilio.com',
      path: '/v1',
      reason: 'no permission covers this product',
    });
    expect(products.map(({ host }) => host)).not.toContain('serverless.twilio.com');
  });
});
