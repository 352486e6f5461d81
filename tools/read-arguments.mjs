import { parseArgs } from 'node:util';

const HELP_OPTION = { help: { type: 'boolean', short: 'h', default: false } };

/**
 * Options and arguments of a maintainer's script. Ends the process with the help for `--help`, and with exit code 2
 * for an option that it does not know: a script that ignores one starts work that was not asked for.
 */
export function readArguments(help, { options = {}, allowPositionals = false } = {}) {
  const config = { options: { ...options, ...HELP_OPTION }, allowPositionals };
  const { values, positionals } = parsed(config, help);
  if (values.help) {
    console.log(help);
    process.exit(0);
  }
  return { values, positionals };
}

function parsed(config, help) {
  try {
    return parseArgs(config);
  } catch (error) {
    return refuseArguments(error.message, help);
  }
}

/** Says what is wrong with the arguments, and how the script is used. */
export function refuseArguments(problem, help) {
  console.error(`${problem}\n\n${help}`);
  process.exit(2);
}
