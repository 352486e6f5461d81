import type { Exchange } from './exchange.js';

/** The calls of one account, the first that came first. Those that are over are skipped. */
interface Line {
  readonly account: string;
  readonly calls: Exchange[];
  /** How many of them are not over. */
  waiting: number;
}

/**
 * The calls that wait for a connection to one host. Accounts take turns, so that the burst of
 * one of them does not hold up the others.
 */
export class WaitingCalls {
  readonly #max: number;
  readonly #lines = new Map<string, Line>();
  /** The lines in the order of their turns. */
  readonly #turns: Line[] = [];
  #waiting = 0;

  constructor(max: number) {
    this.#max = max;
  }

  get isEmpty(): boolean {
    return this.#waiting === 0;
  }

  /** Lets a call wait. When too many do, the newest call of the longest line is rejected. */
  add(call: Exchange, account: string): void {
    if (this.#waiting >= this.#max && !this.#makeWay(account)) {
      call.end('queue-full');
      return;
    }
    const line = this.#lineOf(account);
    line.calls.push(call);
    line.waiting += 1;
    this.#waiting += 1;
    call.wait(() => {
      line.waiting -= 1;
      this.#waiting -= 1;
      forgetEnded(line);
    });
  }

  /** The next call, which waits no longer. */
  next(): Exchange | undefined {
    for (let line = this.#turns.shift(); line !== undefined; line = this.#turns.shift()) {
      const call = firstWaiting(line.calls);
      if (line.calls.length > 0) this.#turns.push(line);
      else this.#lines.delete(line.account);
      if (call !== undefined) {
        call.leave();
        return call;
      }
    }
    return undefined;
  }

  /** Ends every call that waits. */
  endAll(code: string): void {
    // A copy, since calls that end are forgotten meanwhile.
    for (const call of this.#turns.flatMap(({ calls }) => calls)) call.end(code);
  }

  /** Whether an account with more calls waiting than this one has lost its newest. */
  #makeWay(account: string): boolean {
    const own = this.#lines.get(account)?.waiting ?? 0;
    const longest = this.#turns.reduce<Line | undefined>(
      (found, line) => (line.waiting > (found?.waiting ?? own + 1) ? line : found),
      undefined,
    );
    if (longest === undefined) return false;
    longest.calls.findLast(({ isOver }) => !isOver)?.end('queue-full');
    return true;
  }

  #lineOf(account: string): Line {
    const known = this.#lines.get(account);
    if (known !== undefined) return known;
    const line: Line = { account, calls: [], waiting: 0 };
    this.#lines.set(account, line);
    this.#turns.push(line);
    return line;
  }
}

/** Calls that ended while they waited hold their bodies. Kept rare, since it reads the whole line. */
function forgetEnded({ calls, waiting }: Line): void {
  if (calls.length <= 2 * waiting + 64) return;
  calls.splice(0, calls.length, ...calls.filter(({ isOver }) => !isOver));
}

function firstWaiting(calls: Exchange[]): Exchange | undefined {
  for (let call = calls.shift(); call !== undefined; call = calls.shift()) {
    if (!call.isOver) return call;
  }
  return undefined;
}
