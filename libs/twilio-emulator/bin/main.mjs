#!/usr/bin/env node
// The command in a clone, which is not built yet after `npm ci`. What is published runs the built
// command itself: see tools/publish/stage.mjs.
import { builtCommand } from '../../../tools/built-command.mjs';

await import(await builtCommand('twilio-emulator'));
