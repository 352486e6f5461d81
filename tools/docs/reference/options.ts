import type { Option, OptionGroup } from './option.js';
import type { Variable } from './variables.js';

/** The reference of all options as Markdown. */
export function renderOptions(
  groups: readonly OptionGroup[],
  variables: readonly Variable[],
): string {
  return groups
    .map(({ title, text, options }) =>
      [`## ${title}`, text, ...options.map((option) => renderOption(option, variables))]
        .filter((part) => part !== '')
        .join('\n\n'),
    )
    .join('\n\n');
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
