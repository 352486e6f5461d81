/** Validates one value and reports its problems by path, without the value. */
export type Check = (value: unknown, path: string, problems: string[]) => void;

/** A string that matches; `expected` describes it in the message: "an account SID (AC and 32 hexadecimal digits)". */
export function text(expected: string, pattern = /[^]/): Check {
  return (value, path, problems) => {
    if (typeof value !== 'string' || !pattern.test(value)) {
      problems.push(`${path}: must be ${expected}`);
    }
  };
}

export function oneOf(...values: readonly string[]): Check {
  return (value, path, problems) => {
    if (typeof value !== 'string' || !values.includes(value)) {
      problems.push(`${path}: must be one of ${values.join(', ')}`);
    }
  };
}

export function wholeNumber(min: number, max: number): Check {
  return (value, path, problems) => {
    if (!Number.isInteger(value) || Number(value) < min || Number(value) > max) {
      problems.push(`${path}: must be a whole number from ${min} to ${max}`);
    }
  };
}

export function listOf(item: Check, min = 0, max = Infinity): Check {
  return (value, path, problems) => {
    if (!Array.isArray(value) || value.length < min || value.length > max) {
      const limits = max === Infinity ? `at least ${min}` : `${min} to ${max}`;
      problems.push(`${path}: must be a list of ${limits}`);
      return;
    }
    value.forEach((entry, index) => {
      item(entry, `${path}[${index}]`, problems);
    });
  };
}

/** An object of these fields and no others. */
export function object(fields: Readonly<Record<string, Check>>, required: string[] = []): Check {
  return (value, path, problems) => {
    if (!isRecord(value)) {
      problems.push(`${path || 'it'}: must be an object`);
      return;
    }
    const at = (name: string): string => (path === '' ? name : `${path}.${name}`);
    for (const name of required) {
      if (value[name] === undefined) problems.push(`${at(name)}: is missing`);
    }
    for (const [name, entry] of Object.entries(value)) {
      const check = Object.hasOwn(fields, name) ? fields[name] : undefined;
      if (check === undefined) {
        problems.push(`${at(name)}: unknown field (known: ${Object.keys(fields).join(', ')})`);
      } else if (entry !== undefined) check(entry, at(name), problems);
    }
  };
}

/** An object whose field names match, and whose values all pass one check. */
export function recordOf(item: Check, names = /^/): Check {
  return (value, path, problems) => {
    if (!isRecord(value)) {
      problems.push(`${path}: must be an object`);
      return;
    }
    for (const [name, entry] of Object.entries(value)) {
      if (names.test(name)) item(entry, `${path}.${name}`, problems);
      else problems.push(`${path}: ${JSON.stringify(name)} is not a valid name`);
    }
  };
}

/** `true` or `false`. */
export const flag: Check = (value, path, problems) => {
  if (typeof value !== 'boolean') problems.push(`${path}: must be true or false`);
};

/** Any value; validated elsewhere. */
export const anything: Check = () => undefined;

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
