import { checkedMethod, checkedUrl } from './callback-fields.js';
import type { Parameters } from './parameters.js';
import { isSid } from './sid.js';
import { invalid } from './twilio-error.js';

type Value = string | number | boolean | null;

/** A setting that its owner may change: its value at first, and what a form sets it to. */
export interface Setting<T extends Value> {
  readonly initial: T;
  /** @throws {TwilioError} 400 */
  readonly read: (text: string, name: string) => T;
}

/** The settings of a resource, by their names in the API (`SmsUrl`). */
type SettingTable = Readonly<Record<string, Setting<Value>>>;
/** Their values. */
export type SettingValues<T extends SettingTable> = {
  -readonly [Name in keyof T]: T[Name]['initial'];
};

/** Any text, at most as long as this. */
export function text(maxLength: number, initial = ''): Setting<string> {
  const read = (value: string, name: string): string => {
    if (value.length <= maxLength) return value;
    throw invalid(20001, `${name} must not be longer than ${maxLength} characters.`);
  };
  return { initial, read };
}

/** One of a few words, the first unless given. */
export function choice(first: string, ...others: readonly string[]): Setting<string> {
  const words = [first, ...others];
  const read = (value: string, name: string): string => {
    if (words.includes(value)) return value;
    throw invalid(20001, `${name} must be one of ${words.join(', ')}.`);
  };
  return { initial: first, read };
}

export function flag(initial: boolean): Setting<boolean> {
  return { initial, read: readFlag };
}

/** @throws {TwilioError} 400 unless it is `true` or `false`. */
export function readFlag(value: string, name: string): boolean {
  if (/^(?:true|false)$/i.test(value)) return value.toLowerCase() === 'true';
  throw invalid(20001, `${name} must be true or false.`);
}

export function wholeNumber(initial: number, min: number, max: number): Setting<number> {
  const read = (value: string, name: string): number => {
    const number = Number(value);
    if (Number.isInteger(number) && number >= min && number <= max) return number;
    throw invalid(20001, `${name} must be a whole number from ${min} to ${max}.`);
  };
  return { initial, read };
}

/** The SID of something else; empty removes it. */
export function sidOf(prefix: string): Setting<string | null> {
  const read = (value: string, name: string): string | null => {
    if (value === '') return null;
    if (isSid(prefix, value)) return value;
    throw invalid(20001, `${name} must be a SID that starts with ${prefix}.`);
  };
  return { initial: null, read };
}

/** A URL that Twilio calls; empty for none. */
export const callbackUrl: Setting<string> = {
  initial: '',
  read: (value, name) => (value === '' ? '' : checkedUrl(value, name, 21402)),
};

/** How it is called. */
export const callbackMethod: Setting<string> = {
  initial: 'POST',
  read: (value, name) => checkedMethod(value, name, 21403),
};

export function initialSettings<T extends SettingTable>(table: T): SettingValues<T> {
  const entries = Object.entries(table).map(([name, { initial }]) => [name, initial]);
  return Object.fromEntries(entries) as SettingValues<T>;
}

/**
 * Sets what the form has; what it leaves out stays as it is.
 * @throws {TwilioError} 400 for the first wrong value, and then nothing is changed.
 */
export function applySettings<T extends SettingTable>(
  values: SettingValues<T>,
  table: T,
  form: Parameters,
): void {
  const changes = Object.entries(table).flatMap(([name, setting]) => {
    const value = form.raw(name);
    return value === undefined ? [] : [[name, setting.read(value, name)]];
  });
  Object.assign(values, Object.fromEntries(changes));
}

/** As the API shows them: `SmsUrl` is `sms_url`. */
export function renderSettings(values: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name.replace(/(?!^)[A-Z]/g, (letter) => `_${letter}`).toLowerCase(),
      value,
    ]),
  );
}
