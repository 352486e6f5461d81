export const USAGE = `Usage: nestjs-twilio-auth <command> [options]

Commands:
  doctor      shows how an application would authenticate with Twilio, and what
              is wrong, in this environment and in production
  recommend   recommends a way to authenticate, with lines to paste

Options of doctor:
  -f, --file <file>      load this .env file; variables of the process win
  --environment <name>   examine this environment in place of NODE_ENV's
  --probe                try each credential with the cheapest read it may make
  --timeout <seconds>    time limit of a probe (default 10)
  --json                 print the report as JSON, and nothing else

Options of recommend (without --for it asks, on a terminal):
  --for <purpose>        prototype, server, browser or tests
  --region <region>      Twilio region, if it is not us1
  --json                 print the answer as JSON, and nothing else

  --help                 this text
  --version              the version of this package

Exit codes: 0 no errors; 1 an error in the configuration, the policy or a probe;
2 the command line or a file is wrong. No secret is printed.
`;

/** The command line, or a file that it names, is wrong. The message says why. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
