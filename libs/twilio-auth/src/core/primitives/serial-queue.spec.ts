import { describe, expect, it } from 'vitest';
import { SerialQueue } from './serial-queue.js';

describe('The serial queue', () => {
  it('starts work only when the work before it has ended, also by failing', async () => {
    const queue = new SerialQueue();
    const log: string[] = [];
    let fail: ((reason: Error) => void) | undefined;
    const first = queue.add(() => new Promise((_, reject) => (fail = reject)));
    const second = queue.add(async () => log.push('second'));
    const third = queue.add(async () => log.push('third'));
    await Promise.resolve();
    expect(log).toEqual([]);

    fail?.(new Error('no'));
    await expect(first).rejects.toThrow('no');
    expect(await Promise.all([second, third])).toEqual([1, 2]);
    expect(log).toEqual(['second', 'third']);
  });
});
