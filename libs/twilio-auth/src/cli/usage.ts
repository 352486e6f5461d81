export const USAGE = `Usage: nestjs-twilio-auth <command> [options]

Commands:
  doctor      says how an application would authenticate with Twilio, and what
              keeps it from doing so, here and in production
  recommend   says which way to authenticate fits, with lines to paste

Options of doctor:
  -f, --env-file <file>  examine this file instead of the shell
  --probe                try each credential with the cheapest read it may make
  --timeout <seconds>    how long a probe may take (default 10)
  --json                 print the report as JSON, and nothing else

Options of recommend (without --for it asks, on a terminal):
  --for <purpose>        prototype, server, browser or tests
  --region <region>      Twilio region, if it is not us1
  --json                 print the answer as JSON, and nothing else

  --help                 this text
  --version              the version of this package

Exit codes: 0 all is well; 1 the configuration, the policy or the probe has an
error; 2 the command line or a file was not understood. No secret is printed.
`;

/** The command line, or a file that it names, was not understood. The message says why. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
