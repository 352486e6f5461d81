// node same-classes.mjs FOLDER: bundles code that imports and requires the library, runs it, and prints
// whether both got the same class.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { build } from 'esbuild';
import { cjs } from './esbuild.config.mjs';

const outfile = join(process.argv[2], 'same-classes.cjs');
const { entryPoints: _entryPoints, ...options } = cjs;
const contents = `
  import { TwilioClient } from 'nestjs-twilio-auth';
  import { TwilioAuthTestingModule } from 'nestjs-twilio-auth/testing';
  console.log(
    require('nestjs-twilio-auth').TwilioClient === TwilioClient &&
      require('nestjs-twilio-auth/testing').TwilioAuthTestingModule === TwilioAuthTestingModule,
  );
`;
await build({ ...options, stdin: { contents, resolveDir: '.' }, outfile, logLevel: 'warning' });
console.log(execFileSync(process.execPath, [outfile], { encoding: 'utf8' }).trim());
process.exit(0);
