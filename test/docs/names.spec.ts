import { describe, expect, it } from 'vitest';
import { readLibraries, readPages } from './documents.js';

const pages = readPages();
const pageOf = (name: string): string => pages.find(({ path }) => path === name)?.text ?? '';

/** Variables of other programs, which a page names to say what becomes of them. */
const OF_OTHERS = ['TWILIO_CREDENTIALS', 'TWILIO_LOG_LEVEL', 'TWILIO_SID', 'TWILIO_TOKEN'];

function variablesIn(text: string): readonly string[] {
  return [...text.matchAll(/\bTWILIO_[A-Z_]*[A-Z]\b/g)].map(([name]) => name);
}

const variables = new Set([
  ...readLibraries().flatMap(({ text }) => variablesIn(text)),
  ...OF_OTHERS,
]);

/** A variable of ours, or the form of one that names a file. */
function isVariable(name: string): boolean {
  return variables.has(name) || variables.has(name.replace(/_FILE$/, ''));
}

const options = new Set([...pageOf('docs/options.md').matchAll(/^### (\S+)$/gm)].map(([, o]) => o));
const events = new Set([...pageOf('docs/events.md').matchAll(/^\| `(\S+)`/gm)].map(([, e]) => e));

/** What is written as a path of options, such as `http.timeoutMs`; an event may look the same. */
function optionsIn(text: string): readonly string[] {
  const path = /`((?:accessTokens|http|oauth|policy|shutdown|tenantCache|webhook)\.[a-zA-Z]+)`/g;
  return [...text.matchAll(path)].map(([, name = '']) => name).filter((name) => !events.has(name));
}

describe('The names in our pages', () => {
  it('are of variables that exist', () => {
    const unknown = pages.flatMap(({ path, text }) =>
      variablesIn(text)
        .filter((name) => !isVariable(name) && !/^TWILIO_(?:AUTH|API|ADMIN)$/.test(name))
        .map((name) => `${path}: ${name}`),
    );
    expect(unknown).toEqual([]);
  });

  it('are of options that exist', () => {
    const unknown = pages.flatMap(({ path, text }) =>
      optionsIn(text)
        .filter((name) => !options.has(name))
        .map((name) => `${path}: ${name}`),
    );
    expect(unknown).toEqual([]);
    expect(options.size).toBeGreaterThan(50);
  });

  it('are noticed if they do not exist', () => {
    expect(variablesIn('`TWILIO_API_KEYS`, `TWILIO_API_KEY_FILE`').filter(isVariable)).toEqual([
      'TWILIO_API_KEY_FILE',
    ]);
    expect(optionsIn('`http.timeout` and `webhook.accepted`')).toEqual(['http.timeout']);
    expect(options.has('http.timeout')).toBe(false);
  });
});
