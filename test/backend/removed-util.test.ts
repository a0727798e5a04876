import { expect, test, vi } from 'vitest';
import { restoreRemovedUtil } from '#src/backend/rungs/removed-util';

test('what Node removed is there again, and right', () => {
  const util: Parameters<typeof restoreRemovedUtil>[0] = {};
  restoreRemovedUtil(util);
  const values = [undefined, null, 0, '', [], {}];
  expect(values.map((value) => util.isNullOrUndefined?.(value))).toEqual([true, true, false, false, false, false]); // prettier-ignore
  expect(values.map((value) => util.isArray?.(value))).toEqual([false, false, false, false, true, false]); // prettier-ignore
});

test('what Node has is left alone', () => {
  const isArray = vi.fn(() => true);
  const util: Parameters<typeof restoreRemovedUtil>[0] = { isArray };
  restoreRemovedUtil(util);
  expect(util.isArray).toBe(isArray);
});

test('that it is deprecated is said neither then nor when it is used', async () => {
  const warnings: unknown[] = [];
  const { emitWarning } = process;
  process.on('warning', (warning) => warnings.push(warning));
  restoreRemovedUtil();
  const util = (await import('node:util')).default as unknown as Record<string, (value: unknown) => boolean>; // prettier-ignore
  expect(util.isArray([])).toBe(true);
  expect(util.isNullOrUndefined(null)).toBe(true);
  await new Promise(setImmediate);
  expect(warnings).toEqual([]);
  expect(process.emitWarning).toBe(emitWarning);
});
