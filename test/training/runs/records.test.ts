import { describe, expect, test } from 'vitest';
import { UserError } from '#src/common/user-error';
import { DivergedError } from '#src/training/finite-loss';
import { takeRecord, takeRecords } from '#src/training/runs/records';

const measures = ['loss', 'trainAccuracy'];
const file = 'katas/part3/train.ts';
const record = (step: number, loss = 2) => ({ step, loss, trainAccuracy: 0.5 });
const take = (given: unknown, after = 0) => takeRecords(given, measures, after, file);

test('records are taken over, without what was not asked for', () => {
  expect(take([{ ...record(10), more: 'x' }, record(20)])).toEqual({
    records: [record(10), record(20)],
  });
});

test('no records are right too: an epoch may have fewer than ten steps', () => {
  expect(take([], 7)).toEqual({ records: [] });
});

test.each([Number.NaN, Infinity, -Infinity])('a loss of %s ends the curve before it', (loss) => {
  const { records, diverged } = take([record(10), record(20, loss), record(30)]);
  expect(records).toEqual([record(10)]);
  expect(diverged).toBeInstanceOf(DivergedError);
  expect(diverged).toMatchObject({ step: 20, loss });
});

describe('what is no record is refused, with what came and what was wanted:', () => {
  test.each([
    [
      undefined,
      /^katas\/part3\/train\.ts: an epoch gave undefined; wanted its records, an array\.$/,
    ],
    [{}, /an epoch gave an object/],
    [[null], /a record is null; wanted \{ step, loss, trainAccuracy \}, all of them numbers/],
    [[{}], /has step undefined; wanted a whole number at least 1/],
    [[record(1.5)], /has step 1\.5/],
    [[record(0)], /has step 0; wanted a whole number at least 1/],
    [[record(20), record(20)], /has step 20; wanted a whole number above 20, the one before/],
    [[{ step: 1, loss: '2' }], /the record of step 1 has loss 2; wanted/],
    [[{ step: 1, loss: 2 }], /the record of step 1 has trainAccuracy undefined/],
    [[{ ...record(1), trainAccuracy: Number.NaN }], /has trainAccuracy NaN/],
    [[{ ...record(1), trainAccuracy: [1, 2] }], /has trainAccuracy an array of 2/],
  ])('%j', (given, message) => {
    expect(() => take(given)).toThrow(UserError);
    expect(() => take(given)).toThrow(message);
  });
});

test('the steps of an epoch come after those of the one before', () => {
  expect(() => take([record(10)], 10)).toThrow(/has step 10; wanted a whole number above 10/);
  expect(takeRecord(record(11), measures, 10, file)).toEqual(record(11));
});
