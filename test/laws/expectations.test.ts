import { describe, expect, test } from 'vitest';
import { hasShape, isUntouched, refuses } from '#src/laws/expectations';
import { Unlawful } from '#src/laws/law';
import { NotImplemented } from '#src/laws/not-implemented';
import { call } from '#src/laws/subject';
import { SubjectFailed } from '#src/laws/subject-failed';

/** Named as mathjs names its own. */
class DenseMatrix {
  size = 1;
}

/** What a law says when a check of it fails. */
function complaint(check: () => void): string {
  try {
    check();
  } catch (error) {
    expect(error).toBeInstanceOf(Unlawful);
    return (error as Error).message;
  }
  throw new Error('nothing was complained about');
}

describe('the shape', () => {
  test('that was wanted is accepted, of typed arrays too', () => {
    expect(() => hasShape([[1, 2, 3]], [1, 3])).not.toThrow();
    expect(() => hasShape([Float32Array.of(1, 2)], [1, 2])).not.toThrow();
    expect(() => hasShape(0.5, [])).not.toThrow();
    expect(() => hasShape([], [0])).not.toThrow();
  });

  test.each<[unknown, number[], string]>([
    [[[1], [2]], [1, 2], 'wanted the shape 1×2, got 2×1'],
    [5, [2], 'wanted the shape 2, got a single number'],
    [undefined, [2, 2], 'wanted the shape 2×2, got undefined'],
    [[[1, 2], [3]], [2, 2], 'wanted the shape 2×2, got rows of different length'], // prettier-ignore
    [new DenseMatrix(), [1, 1], 'wanted the shape 1×1, got a mathjs DenseMatrix (its .toArray() gives plain arrays)'], // prettier-ignore
    [Promise.resolve([1]), [1], 'wanted the shape 1, got a Promise (is an `await` missing?)'],
    [[1, 2], [], 'wanted a single number, got a flat array of 2'],
  ])('of %j where %j was wanted reads: %s', (value, wanted, message) => {
    expect(complaint(() => hasShape(value, wanted))).toBe(message);
  });
});

describe('a refusal', () => {
  const attempt = (work: () => unknown) => call({ work }, 'work');
  const error = (text: string) =>
    attempt(() => {
      throw new RangeError(text);
    });

  test.each([
    'the input has 3 channels, but the kernel is made for 12',
    'got 12, wanted 3.',
    'a 3×12 kernel',
    '[12,3]',
    'channels: 3 (kernel), 12 (image)',
  ])('whose message gives both numbers is clear: %s', async (text) => {
    await expect(refuses(error(text), [3, 12])).resolves.toBeUndefined();
  });

  test.each([
    ['the channels do not match', 'got one that says: the channels do not match'],
    ['only 3', 'got one that says: only 3'],
    ['13 and 120', 'got one that says: 13 and 120'],
    ['3.5 and 12', 'got one that says: 3.5 and 12'],
    ['0.3 and 12', 'got one that says: 0.3 and 12'],
    ['', 'what was thrown has no message'],
  ])('that lacks a number is not: "%s"', async (text, wording) => {
    await expect(refuses(error(text), [3, 12])).rejects.toThrow(
      `wanted an error whose message gives 3 and 12; ${wording}`,
    );
    await expect(refuses(error(text), [3, 12])).rejects.toThrow(Unlawful);
  });

  test('that is no Error has no message', async () => {
    const thrown = attempt(() => {
      throw '3 and 12'; // oxlint-disable-line no-throw-literal -- that is the point
    });
    await expect(refuses(thrown, [3, 12])).rejects.toThrow('you threw the text "3 and 12"');
  });

  test('that does not come is complained about, with what came instead', async () => {
    const silent = refuses(
      attempt(() => [[1]]),
      [3, 12],
    );
    await expect(silent).rejects.toThrow('wanted an error, but none was thrown');
    await expect(silent).rejects.toMatchObject({ shown: { returned: [[1]] } });
  });

  test('is not what a missing function, a missing task or an endless wait gives', async () => {
    const missing = call({} as { work: () => number }, 'work');
    await expect(refuses(missing, [])).rejects.toThrow(SubjectFailed);
    const stub = attempt(() => {
      throw new NotImplemented('2.1', 'myConv2d 3 12');
    });
    await expect(refuses(stub, [3, 12])).rejects.toThrow(NotImplemented);
    const never = attempt(() => new Promise(() => undefined));
    await expect(refuses(never, [])).rejects.toThrow('without returning');
  });
});

describe('an argument', () => {
  test('that is what it was is untouched, whatever it holds', () => {
    const before = { input: [[NaN, -0, Infinity]], on: true };
    expect(() => isUntouched('input', before, structuredClone(before))).not.toThrow();
  });

  test.each<[string, unknown, unknown]>([
    ['another number, however near', [1], [1 + 2 ** -52]],
    ['one element more', [1], [1, 2]],
    ['one element less', [[1, 2]], [[1]]],
    ['infinite', [Infinity], [1e300]],
  ])('that is %s was changed, and is shown', (_, before, after) => {
    expect(complaint(() => isUntouched('input', before, after))).toBe(
      '`input` was changed by the call',
    );
    expect(() => isUntouched('input', before, after)).toThrow(
      expect.objectContaining({ shown: { 'input after': after } }) as Error,
    );
  });
});
