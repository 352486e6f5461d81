import { describe, expect, it } from 'vitest';
import { createResolver } from '../calls/destination.js';
import { prepareCall } from '../calls/prepared-call.js';
import { checkIsJson } from './json-answer.js';

interface Case {
  readonly method?: string;
  readonly path?: string;
  readonly accept?: string;
  readonly status?: number;
  readonly type?: string | string[];
}

/** Whether an answer with this body is used. */
function isUsed(body: unknown, { method = 'get', path = '/x.json', ...rest }: Case = {}): boolean {
  const { accept = 'application/json', status = 200, type } = rest;
  const uri = `https://api.twilio.com${path}`;
  const call = prepareCall({ method, uri, headers: { Accept: accept } }, createResolver(), 1);
  const headers = type === undefined ? {} : { 'content-type': type };
  const response = { status, headers, body };
  try {
    expect(checkIsJson(call, response)).toBe(response);
    return true;
  } catch (error) {
    expect(error).toMatchObject({ code: 'NOT_JSON', sent: 'yes' });
    return false;
  }
}

describe('a text where JSON was asked for', () => {
  it.each<[string, Case, boolean]>([
    ['without a type', {}, false],
    ['as HTML', { type: 'text/html; charset=utf-8' }, false],
    ['as plain text', { type: 'TEXT/PLAIN' }, false],
    ['as JSON', { type: 'application/problem+json' }, false],
    ['as JSON in a parameter only', { type: 'text/csv; as=json' }, true],
    ['as a file', { type: 'text/csv' }, true],
    ['as several types', { type: ['text/html', 'text/html'] }, true],
    ['with status 299', { status: 299 }, false],
    ['with status 300', { status: 300 }, true],
    ['with status 199', { status: 199 }, true],
    ['with status 404', { status: 404 }, true],
    ['though anything was accepted', { accept: '*/*' }, true],
    ['for a path without an extension', { path: '/x' }, false],
    ['for a path with another extension', { path: '/x.csv' }, true],
    ['for a path with a long extension', { path: '/x.abcdef' }, false],
    ['for a path with JSON in the middle', { path: '/x.json.csv' }, true],
  ])('%s is used: %j %s', (_, given, expected) => {
    expect(isUsed('text', given)).toBe(expected);
  });

  it('is no text when it could be parsed', () => {
    expect(isUsed({ sid: 'SM1' })).toBe(true);
  });
});

describe('nothing where JSON was asked for', () => {
  it.each<[string, Case, boolean]>([
    ['for a GET', {}, false],
    ['for a POST', { method: 'post' }, false],
    ['for a DELETE', { method: 'delete' }, true],
    ['for a path that is not JSON', { path: '/x' }, true],
    ['though anything was accepted', { accept: '*/*' }, true],
    ['with an error', { status: 500 }, true],
  ])('%s is used: %j %s', (_, given, expected) => {
    expect(isUsed('', given)).toBe(expected);
  });
});
