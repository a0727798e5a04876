import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readGradescopeMetadata } from '#src/grading/intake/gradescope-metadata';
import { readTime } from '#src/grading/intake/when';

test.each([
  ['2026-04-06T20:55:00Z', '2026-04-06T20:55:00.000Z'],
  ['2026-04-06T23:55+03:00', '2026-04-06T20:55:00.000Z'],
  ['2026-04-06 23:55:00 +0300', '2026-04-06T20:55:00.000Z'],
  ['2026-04-06 20:55:00 UTC', '2026-04-06T20:55:00.000Z'],
  ['2018-07-01T14:22:32.365935-07:00', '2018-07-01T21:22:32.365Z'],
  [' 2026-04-06T23:55+03 ', '2026-04-06T20:55:00.000Z'],
  ['2024-02-29T00:00Z', '2024-02-29T00:00:00.000Z'],
])('%j is %s', (text, time) => {
  expect(readTime(text)).toBe(time);
});

test('without a zone a time is in the zone of this machine', () => {
  expect(readTime('2026-04-06T23:55')).toBe(new Date(2026, 3, 6, 23, 55).toISOString());
});

test.each([
  '',
  'yesterday',
  '2026-04-06',
  '2025-02-29T00:00Z',
  '2026-13-01T00:00Z',
  '2026-04-06T24:00Z',
  '2026-04-06T23:60Z',
  '06.04.2026 23:55',
  '1775508900',
  '2026-04-06T23:55+99:99',
])('%j is no time', (text) => {
  expect(readTime(text)).toBeUndefined();
});

test('every moment that is written in ISO 8601 is read back', () => {
  const moment = fc.date({ min: new Date('1970-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }); // prettier-ignore
  const property = fc.property(moment, (date) => {
    expect(readTime(date.toISOString())).toBe(date.toISOString());
  });
  fc.assert(property, { seed: 1, numRuns: 500 });
});

test('of Gradescope’s description the time, the due time and the student are read', () => {
  const metadata = {
    created_at: '2018-07-01T14:22:32.365935-07:00',
    assignment: { due_date: '2018-07-31T23:00:00.000000-07:00', total_points: '20.0' },
    users: [{ email: 'student@example.com', id: 1234, name: 'Student User' }],
  };
  expect(readGradescopeMetadata(JSON.stringify(metadata))).toEqual({
    submittedAt: '2018-07-01T21:22:32.365Z',
    due: '2018-08-01T06:00:00.000Z',
    name: 'Student User',
    email: 'student@example.com',
  });
});

test('a due time that was moved for the student wins', () => {
  const users = [{ assignment: { due_date: '2018-08-02T00:00:00Z' } }];
  const text = JSON.stringify({ assignment: { due_date: '2018-08-01T00:00:00Z' }, users });
  expect(readGradescopeMetadata(text)).toEqual({ due: '2018-08-02T00:00:00.000Z' });
});

test('a description in any other form says nothing, and breaks nothing', () => {
  const property = fc.property(fc.json(), fc.nat(200), (text, cut) => {
    expect(readGradescopeMetadata(text)).toEqual({});
    expect(readGradescopeMetadata(text.slice(0, cut))).toEqual({});
  });
  fc.assert(property, { seed: 1, numRuns: 300 });
  expect(readGradescopeMetadata('{"created_at":5,"users":{"0":1},"assignment":null}')).toEqual({});
});
