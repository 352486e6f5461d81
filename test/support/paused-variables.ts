import { Session, type Debugger, type Runtime } from 'node:inspector';

/** Deep enough for a request in the options of a call. */
const DEPTH = 4;

/** What a monitoring tool that attaches local variables to errors would send. */
export interface PausedVariables {
  /** Every text in a variable of a function on the stack, at any error that was thrown. */
  readonly texts: readonly string[];
  /** How many errors were thrown. */
  readonly errors: number;
}

/**
 * Runs work as under Sentry's `includeLocalVariables`: at every error that is thrown, caught or
 * not, reads the variables of every function on the stack.
 */
export async function pausedVariables(work: () => Promise<unknown>): Promise<PausedVariables> {
  const session = new Session();
  session.connect();
  const texts: string[] = [];
  let errors = 0;
  session.on('Debugger.paused', ({ params }) => {
    errors += 1;
    for (const frame of params.callFrames) readFrame(session, frame, texts);
  });
  session.post('Debugger.enable');
  session.post('Debugger.setPauseOnExceptions', { state: 'all' });
  try {
    await work();
  } finally {
    session.post('Debugger.setPauseOnExceptions', { state: 'none' });
    session.disconnect();
  }
  return { texts, errors };
}

function readFrame(session: Session, frame: Debugger.CallFrame, texts: string[]): void {
  // The rest are variables of modules and of functions that have returned.
  const scopes = frame.scopeChain.filter(({ type }) => ['local', 'block', 'catch'].includes(type));
  for (const { object } of scopes) readObject(session, object, DEPTH, texts);
  readObject(session, frame.this, DEPTH, texts);
}

function readObject(
  session: Session,
  object: Runtime.RemoteObject,
  depth: number,
  texts: string[],
): void {
  if (object.type === 'string') texts.push(String(object.value));
  if (object.objectId === undefined || object.type === 'function' || depth === 0) return;
  if (object.className === 'Buffer' || object.className === 'Uint8Array') {
    const functionDeclaration = 'function () { return Buffer.from(this).toString("latin1"); }';
    const call = { objectId: object.objectId, functionDeclaration, returnByValue: true };
    session.post('Runtime.callFunctionOn', call, (_error, answer) => {
      texts.push(String((answer as Runtime.CallFunctionOnReturnType).result.value));
    });
    return;
  }
  const asked = { objectId: object.objectId, ownProperties: true };
  session.post('Runtime.getProperties', asked, (_error, answer) => {
    for (const { value } of (answer as Runtime.GetPropertiesReturnType).result) {
      if (value !== undefined) readObject(session, value, depth - 1, texts);
    }
  });
}
