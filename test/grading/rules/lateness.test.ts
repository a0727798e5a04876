import fc from 'fast-check';
import { expect, test } from 'vitest';
import { UserError } from '#src/common/user-error';
import {
  courseLatePolicy,
  type LatePolicy,
  readDue,
  readLatePolicy,
} from '#src/grading/rules/late-policy';
import { latenessOf } from '#src/grading/rules/lateness';

const due = '2026-04-06T20:55:00.000Z';
const course: LatePolicy = { ...courseLatePolicy, due };
const after = (seconds: number) => new Date(Date.parse(due) + seconds * 1000).toISOString();
const day = 86_400;

test.each([
  [-1, 1, 'in time'],
  [0, 1, 'in time'],
  [0.001, 0.7, '1 second late: 70%'],
  [1, 0.7, '1 second late: 70%'],
  [90, 0.7, '2 minutes late: 70%'],
  [5 * 3600, 0.7, '5 hours late: 70%'],
  [day, 0.7, '24 hours late: 70%'],
  [day + 0.001, 0.4, '25 hours late: 40%'],
  [2 * day, 0.4, '48 hours late: 40%'],
  [2 * day + 0.001, 0, '3 days late: not graded'],
  [900 * day, 0, '900 days late: not graded'],
])('%d seconds after the due time the points are worth %d', (seconds, factor, says) => {
  expect(latenessOf(course, after(seconds))).toEqual({
    seconds: Math.max(0, seconds),
    factor,
    says,
  });
});

test('a time that is unknown costs nothing', () => {
  expect(latenessOf(course, undefined)).toMatchObject({ factor: 1 });
  expect(latenessOf(course, undefined).seconds).toBeUndefined();
  expect(latenessOf(courseLatePolicy, after(day))).toEqual({ factor: 1, says: 'no due time' });
});

const policies = fc
  .array(fc.record({ width: fc.integer({ min: 1, max: 10 * day }), cost: fc.nat(100) }), {
    maxLength: 5,
  })
  .map((parts): LatePolicy => {
    let [upToSeconds, factor] = [0, 1];
    const steps = parts.map(({ width, cost }) => {
      upToSeconds += width;
      factor *= 1 - cost / 100;
      return { upToSeconds, factor };
    });
    return { due, steps, after: factor / 2 };
  });
const seconds = fc.double({ min: -day, max: 60 * day, noNaN: true });

test('whoever hands in later never gets more', () => {
  const property = fc.property(policies, seconds, seconds, (policy, a, b) => {
    const [early, late] = [a, b].sort((x, y) => x - y).map((one) => latenessOf(policy, after(one)));
    expect(late.factor).toBeLessThanOrEqual(early.factor);
  });
  fc.assert(property, { seed: 1, numRuns: 500 });
});

test('a step still holds in its last millisecond, and not in the next', () => {
  const property = fc.property(policies, fc.nat(), (policy, n) => {
    fc.pre(policy.steps.length > 0);
    const i = n % policy.steps.length;
    const { upToSeconds, factor } = policy.steps[i];
    const next = policy.steps[i + 1]?.factor ?? policy.after;
    expect(latenessOf(policy, after(upToSeconds)).factor).toBe(factor);
    expect(latenessOf(policy, after(upToSeconds + 0.001)).factor).toBe(next);
  });
  fc.assert(property, { seed: 1, numRuns: 200 });
});

test('a policy that was written as JSON is read as it was', () => {
  const property = fc.property(policies, (policy) => {
    expect(readLatePolicy(JSON.stringify(policy), 'late.json')).toEqual(policy);
  });
  fc.assert(property, { seed: 1, numRuns: 200 });
});

test('a policy with only a due time is the course’s', () => {
  const text = '\uFEFF{ "due": "2026-04-06T23:55+03:00" }';
  expect(readLatePolicy(text, 'late.json')).toEqual(course);
});

test.each([
  ['', 'not JSON'],
  ['[]', 'not JSON with an object'],
  ['{"step":[]}', 'did you mean "steps"?'],
  ['{"quux":1}', 'there are due, steps, after'],
  ['{"steps":[]}', 'give both, or neither'],
  ['{"steps":{},"after":0}', '"steps" is no list'],
  ['{"steps":[null],"after":0}', 'upToSeconds of step 1 is undefined; wanted is a number above 0'],
  [
    '{"steps":[{"upToSeconds":10,"factor":0.5},{"upToSeconds":10,"factor":0.4}],"after":0}',
    'upToSeconds of step 2 is 10; wanted is a number above 10',
  ],
  [
    '{"steps":[{"upToSeconds":10,"factor":1.5}],"after":0}',
    'the factor of step 1 is 1.5; wanted is a number from 0 to 1',
  ],
  [
    '{"steps":[{"upToSeconds":10,"factor":0.5}],"after":0.6}',
    'the factor of "after" is 0.6; wanted is a number from 0 to 0.5',
  ],
  ['{"steps":[{"upToSeconds":1e999,"factor":0.5}],"after":-1}', 'the factor of "after" is -1'],
  ['{"due":"2026-04-06"}', '"2026-04-06" is no time; wanted is one like 2026-04-06T23:55+03:00'],
  ['{"due":"2026-02-30T10:00"}', 'is no time'],
  ['{"due":17}', '17 is no time'],
])('the policy %s is refused: %s', (text, message) => {
  const read = () => readLatePolicy(text, 'late.json');
  expect(read).toThrow(UserError);
  expect(read).toThrow('late.json');
  expect(read).toThrow(message);
});

test('a due time on the command line is understood, or what is wanted is said', () => {
  expect(readDue('2026-04-06T23:55+03:00')).toBe(due);
  expect(readDue('2026-04-06T23:55')).toBe(new Date('2026-04-06T23:55:00').toISOString());
  expect(() => readDue('tomorrow')).toThrow('"tomorrow" is no time');
});
