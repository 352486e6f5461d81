import { rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isObject } from '../primitives/is-object.js';
import { readIfAny, replaceFile, targetOf } from './atomic-file.js';
import { keyError } from './key-error.js';

/**
 * How far a rotation came, for the run after one that was ended: a file of mode 0600. Twilio shows a
 * new OAuth secret or Auth Token once, so that it is in this file until it is delivered.
 */
export class ProgressFile<State extends object> {
  readonly #kind: string;
  readonly #path: string | undefined;

  /** Without a path, nothing is kept. */
  constructor(kind: string, path: string | undefined) {
    this.#kind = kind;
    this.#path = path;
  }

  /** Whether the run after this one knows what this one did. */
  get isKept(): boolean {
    return this.#path !== undefined;
  }

  async read(): Promise<State | undefined> {
    if (this.#path === undefined) return undefined;
    const text = await readIfAny(this.#path);
    if (text === undefined) return undefined;
    const found = parsed(text);
    if (isObject(found) && found['rotation'] === this.#kind) return found as State;
    throw keyError(
      'target-unusable',
      `The file ${this.#path} is not the progress of a rotation of this kind.`,
      'Delete it, if no rotation is to go on from it.',
    );
  }

  async write(state: State): Promise<void> {
    if (this.#path === undefined) return;
    await replaceFile(this.#path, `${JSON.stringify({ rotation: this.#kind, ...state })}\n`);
  }

  async remove(): Promise<void> {
    if (this.#path !== undefined) await rm(this.#path, { force: true });
  }
}

/** Beside the file that a rotation delivers to. */
export async function progressBeside(file: string): Promise<string> {
  const target = await targetOf(file);
  return join(dirname(target), `.${basename(target)}.rotation`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
