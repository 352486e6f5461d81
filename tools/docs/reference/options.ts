import { isBuiltIn, METHODS } from '../../../libs/twilio-auth/src/core/config/methods.js';
import type { Option, OptionGroup } from './option.js';
import type { Variable } from './variables.js';

/** The reference of all options as Markdown. */
export function renderOptions(
  groups: readonly OptionGroup[],
  variables: readonly Variable[],
): string {
  return groups
    .map(({ title, method, text, options }) =>
      [
        `## ${title}`,
        text,
        ...options.map((option) => renderOption(option, ofMethod(method, variables))),
      ]
        .filter((part) => part !== '')
        .join('\n\n'),
    )
    .join('\n\n');
}

/** Methods have options of the same name; a variable sets that of one method only. */
function ofMethod(method: string | undefined, variables: readonly Variable[]): readonly Variable[] {
  if (method === undefined || !isBuiltIn(method)) return variables;
  const names: readonly unknown[] = Object.values(METHODS[method].fields);
  return variables.filter(({ name }) => names.includes(name));
}

function renderOption(option: Option, variables: readonly Variable[]): string {
  const { path, type, text, defaultValue, isRequired, throws } = option;
  const facts = [
    `- Type: \`${type}\`${isRequired ? ', required' : ''}`,
    ...(defaultValue === undefined ? [] : [`- Default: ${defaultValue}`]),
    ...variablesOf(path, variables),
    ...throws.map((line) => `- Throws ${line}`),
  ];
  return [`### ${path}`, text, facts.join('\n')].filter((part) => part !== '').join('\n\n');
}

function variablesOf(path: string, variables: readonly Variable[]): readonly string[] {
  const names = variables.filter(({ options }) => options.includes(path)).map(({ name }) => name);
  if (names.length === 0) return [];
  const links = names.map(
    (name) => `[\`${name}\`](environment-variables.md#${name.toLowerCase()})`,
  );
  return [`- Variable: ${links.join(', ')}`];
}
