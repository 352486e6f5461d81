import { describe, expect, it } from 'vitest';
import { fits } from './fits.js';
import type { OpenApiDocument, Schema } from './openapi.js';
import { sample } from './sample.js';

const TREE: Schema = {
  type: 'object',
  required: ['children'],
  properties: { children: { type: 'array', items: { $ref: '#/components/schemas/tree' } } },
};
const document = {
  paths: {},
  components: { schemas: { tree: TREE, loop: { $ref: '#/components/schemas/loop' } } },
} as OpenApiDocument;
const made = (schema: Schema, name = 'friendly_name'): unknown =>
  sample({ document, seed: 'seed', accountSid: `AC${'0'.repeat(32)}` }, schema, name);

describe('A value made from a schema', () => {
  it.each<[string, Schema]>([
    ['a SID', { type: 'string', pattern: '^CF[0-9a-fA-F]{32}$', minLength: 34, maxLength: 34 }],
    ['one of two SIDs', { type: 'string', pattern: '^(SM|MM)[0-9a-fA-F]{32}$' }],
    [
      'a number or a SID',
      { type: 'string', pattern: String.raw`^PN[0-9A-Fa-f]{32}$|^\+[1-9][0-9]{1,14}$` },
    ],
    [
      'an id of the newest APIs',
      { type: 'string', pattern: '^mem_(store|service)_[0-7][0-9a-z]{25}$' },
    ],
    ['a name with punctuation', { type: 'string', pattern: '^[a-zA-Z0-9 _.-]+$' }],
    [
      'an address',
      { type: 'string', pattern: String.raw`^[a-z0-9._%+-]+@[a-z0-9.-]+\.[a-z]{2,}$` },
    ],
    ['a socket', { type: 'string', pattern: '^wss://.+' }],
    ['a long text', { type: 'string', minLength: 40 }],
    ['a short text', { type: 'string', maxLength: 3 }],
    ['a moment', { type: 'string', format: 'date-time' }],
    ['a moment of the 2010 API', { type: 'string', format: 'date-time-rfc-2822' }],
    ['a number in a range', { type: 'integer', minimum: 5, maximum: 9 }],
    ['a negative number', { type: 'number', maximum: -2 }],
    ['one of several words', { type: 'string', enum: ['a', 'b'], nullable: true }],
    ['several items', { type: 'array', items: { type: 'boolean' }, minItems: 3 }],
    [
      'parts',
      { allOf: [{ type: 'object', properties: { a: { type: 'integer' } } }, { required: ['a'] }] },
    ],
    [
      'exactly one alternative',
      {
        oneOf: [
          { type: 'object', properties: { a: { type: 'integer' } } },
          {
            type: 'object',
            properties: { kind: { type: 'string', enum: ['b'] } },
            required: ['kind', 'a'],
          },
          { type: 'integer' },
        ],
      },
    ],
    ['something that contains itself', TREE],
    ['anything', {}],
  ])('fits that of %s', (_title, schema) => {
    expect(fits(document, schema, made(schema))).toBe(true);
  });

  it('repeats the name of its field where any text fits, and the account wherever it is named', () => {
    expect(made({ type: 'string' })).toBe('friendly_name');
    expect(made({ type: 'string', pattern: '^AC[0-9a-f]{32}$' }, 'account_sid')).toBe(
      `AC${'0'.repeat(32)}`,
    );
  });

  it('ends where references lead in a circle', () => {
    expect(made({ $ref: '#/components/schemas/loop' })).toEqual({});
    expect(made({ $ref: '#/components/schemas/none' })).toEqual({});
  });

  it.each<[string, Schema, unknown]>([
    ['null', { type: 'string' }, null],
    ['a number for a text', { type: 'string' }, 1],
    ['a fraction for a whole number', { type: 'integer' }, 1.5],
    ['too long a text', { type: 'string', maxLength: 1 }, 'ab'],
    ['no URL', { type: 'string', format: 'uri' }, 'x'],
    ['an object without what is required', { type: 'object', required: ['a'] }, {}],
    ['an object with another field', { type: 'object', additionalProperties: false }, { a: 1 }],
    ['a wrong item', { type: 'array', items: { type: 'integer' } }, ['a']],
    ['what fits no alternative', { anyOf: [{ type: 'integer' }] }, 'a'],
  ])('would not be %s', (_title, schema, value) => {
    expect(fits(document, schema, value)).toBe(false);
  });
});
