import { expect, it, vi } from 'vitest';
import { Closing } from './closing.js';

it('the end of the application is told once to whoever still listens', () => {
  const closing = new Closing();
  const [listening, gone] = [vi.fn(), vi.fn()];
  closing.onClose(listening);
  closing.onClose(gone)();
  expect(closing.isClosed).toBe(false);
  closing.close();
  closing.close();
  expect(closing.isClosed).toBe(true);
  expect(listening).toHaveBeenCalledOnce();
  expect(gone).not.toHaveBeenCalled();
});
