import { describe, expect, it } from 'vitest';
import { cycles } from './rules/cycles.js';
import { declaredPackages, unusedPackages } from './rules/declared-packages.js';
import { errorClasses } from './rules/error-classes.js';
import { emulatorLayers, layers } from './rules/layers.js';
import { reservedWords } from './rules/reserved-words.js';
import { shapes } from './rules/shapes.js';
import { sizes } from './rules/sizes.js';
import { toSourceFile, type SourceFile } from './source-file.js';

const library = 'libs/twilio-auth/src';
const source = (path: string, text: string): SourceFile[] => [
  toSourceFile(`${library}/${path}`, text),
];

/** Each rule finds what it forbids, and allows what it should. */
describe('The import table', () => {
  it.each([
    ['core/errors/a.ts', "import { b } from '../config/b.js';", 'stands above'],
    ['core/oauth/a.ts', "export type { B } from '../strategies/b.js';", 'stands above'],
    ['core/oauth/a.ts', "const b = await import('../client/b.js');", 'stands above'],
    ['core/report/a.ts', "import type { B } from '../create-runtime.js';", 'stands above'],
    ['core/client/a.ts', "import { b } from '../../nest/b.js';", 'core may not import nest'],
    ['core/gadgets/a.ts', "import { b } from '../errors/b.js';", 'is not in the import table'],
    ['core/client/a.ts', "import { b } from '../transport/index.js';", 'entry point'],
    ['nest/a.ts', "import { b } from '../testing/b.js';", 'nest may not import testing'],
    ['cli/main.ts', "import { b } from '../nest/b.js';", 'cli may not import nest'],
    ['nest/a.ts', "import { b } from '../core/errors';", 'not a file'],
    ['nest/a.ts', "import { b } from '../../../twilio-emulator/src/b.js';", 'leaves the library'],
    ['core/client/a.ts', "import { Injectable } from '@nestjs/common';", 'belongs in nest'],
    ['nest/a.ts', "import type { C } from '@nestjs/config';", 'belongs in config'],
    ['nest/a.ts', "import { H } from '@nestjs/terminus';", 'belongs in terminus'],
    ['nest/a.ts', "import type { Twilio } from 'twilio';", 'belongs in core/transport'],
    ['nest/a.ts', "import jwt from 'twilio/lib/jwt/AccessToken';", 'belongs in core/transport'],
    ['core/oauth/a.ts', "import { fetch } from 'undici';", 'belongs in core/transport'],
    ['core/policy/a.ts', "const v = await import('class-validator');", 'belongs in core/config'],
    ['core/client/a.ts', "import { LRUCache } from 'lru-cache';", 'belongs in core/primitives'],
    ['redis/index.ts', "import { Redis } from 'ioredis';", 'is not in the import table'],
    ['core/errors/a.ts', "import fs from 'fs';", 'is not in the import table'],
  ])('rejects in %s: %s', (path, text, reason) => {
    expect(layers(source(path, text))).toEqual([expect.stringContaining(reason)]);
  });

  it.each([
    ['core/client/a.ts', "import { Secret } from '../primitives/secret.js';"],
    ['core/client/a.ts', "import twilio from 'twilio';"],
    ['core/create-runtime.ts', "import { B } from './report/b.js';"],
    ['nest/twilio-client.ts', "import type { Twilio } from 'twilio';"],
    ['core/webhook/a.ts', "import { createHmac } from 'node:crypto';"],
    ['nest/a.ts', "import { Injectable } from '@nestjs/common';"],
    ['config/index.ts', "import { registerAs } from '@nestjs/config';"],
  ])('allows in %s: %s', (path, text) => {
    expect(layers(source(path, text))).toEqual([]);
  });
});

describe('The import table of the emulator', () => {
  const emulated = (path: string, text: string): SourceFile[] => [
    toSourceFile(`libs/twilio-emulator/src/${path}`, text),
  ];

  it.each([
    ['state/a.ts', "import { b } from '../server/b.js';"],
    ['auth/a.ts', "import type { B } from '../resources/b.js';"],
    ['server/a.ts', "import { b } from '../index.js';"],
    ['gadgets/a.ts', "import { b } from '../state/b.js';"],
    ['state/a.ts', "import { b } from '../../../twilio-auth/src/b.js';"],
  ])('rejects in %s: %s', (path, text) => {
    expect(emulatorLayers(emulated(path, text))).toHaveLength(1);
  });

  it.each([
    ['server/a.ts', "import { b } from '../state/b.js';"],
    ['state/a.ts', "import { b } from './b.js';"],
    ['index.ts', "export { b } from './server/b.js';"],
    ['server/a.ts', "import fastify from 'fastify';"],
  ])('allows in %s: %s', (path, text) => {
    expect(emulatorLayers(emulated(path, text))).toEqual([]);
  });
});

describe('The rule for environment, exit, clock and names of classes', () => {
  it.each([
    'const a = process.env.HOME;',
    "const a = process['env'];",
    'const { env } = process;',
    "import { env } from 'node:process';",
    'const a = globalThis.process?.env;',
    'process.exit(1);',
    'const a = Date.now();',
    'const read = Date.now;',
    'const a = performance.now();',
    'const a = new Date();',
    'const a = new Date;',
    'const a = process.hrtime.bigint();',
    "const a = value.constructor?.name === 'RedisClient';",
    "const a = constructor['name'];",
  ])('rejects %s', (text) => expect(reservedWords(source('nest/a.ts', text))).toHaveLength(1));

  it.each([
    ['core/config/read-env.ts', 'const a = process.env;'],
    ['core/primitives/clock.ts', 'const a = Date.now();'],
    ['cli/main.ts', 'process.exit(1);'],
    ['nest/a.ts', 'const a = new Date(5); // Date.now() and process.env are in a comment here'],
  ])('allows in %s: %s', (path, text) => expect(reservedWords(source(path, text))).toEqual([]));
});

describe('The rule for exports and module state', () => {
  it.each([
    ["export * from './b.js';\nconst a = 1;", 'exports *'],
    ['export default class A {}', 'default export'],
    ['const a = 1;\nexport default a;', 'default export'],
    ["export { b } from './b.js';", 'barrel'],
    ['let last = 0;', 'state'],
    ['const cache = new Map<string, string>();', 'state'],
  ])('rejects %s', (text, reason) => {
    expect(shapes(source('nest/a.ts', text))).toEqual([expect.stringContaining(reason)]);
  });

  it('allows an entry point, and a table of constants', () => {
    expect(shapes(source('index.ts', "export { b } from './nest/b.js';"))).toEqual([]);
    const table = 'const names = new Set([`a`]);';
    expect(shapes(source('nest/a.ts', table))).toEqual([]);
  });
});

describe('The rules for cycles, sizes and packages', () => {
  it('reject a cycle of three files, types included', () => {
    const files = [
      ...source('nest/a.ts', "import { b } from './b.js';"),
      ...source('nest/b.ts', "import type { C } from './deep/c.js';"),
      ...source('nest/deep/c.ts', "import { a } from '../a.js';"),
    ];
    expect(cycles(files)).toEqual([expect.stringContaining('deep/c.ts')]);
    expect(cycles(files.slice(0, 2))).toEqual([]);
  });

  it('reject a file of 201 lines', () => {
    expect(sizes(source('nest/a.ts', 'a;\n'.repeat(201)))).toHaveLength(1);
    expect(sizes(source('nest/a.ts', 'a;\n'.repeat(200)))).toEqual([]);
  });

  it('reject a package that is imported but not declared, and one that is declared but not imported', () => {
    const file = source('nest/a.ts', "import x from '@scope/name/deep';");
    const manifest = { dependencies: { '@scope/other': '1' } };
    expect(declaredPackages(file, manifest)).toHaveLength(1);
    expect(unusedPackages(file, manifest)).toEqual(['@scope/other']);
    expect(unusedPackages(file, { peerDependencies: { peer: '1' } })).toEqual(['peer']);
    expect(declaredPackages(file, { peerDependencies: { '@scope/name': '1' } })).toEqual([]);
  });
});

describe('The rule for error classes', () => {
  it.each([
    ["new TwilioAuthError('TWILIO_AUTH_CONFIG_INVALID', 'no')", 1],
    ["new TwilioAuthError(code, 'no')", 1],
    ["new TwilioAuthError('TWILIO_AUTH_DISABLED', 'no')", 0],
    ['new TwilioAuthConfigError([])', 0],
  ])('finds in %s: %i', (text, count) => {
    expect(errorClasses(source('core/client/a.ts', `throw ${text};`))).toHaveLength(count);
  });
});
