import { describe, expect, test } from 'vitest';
import { beginEpoch, finishFirst, firstDue, resumeClock, startClock, type VirtualClock } from '#src/training/trials/virtual-order'; // prettier-ignore

const epoch = (trial: number, number = 1) => ({ trial, epoch: number });

describe('a virtual clock', () => {
  const both = beginEpoch(beginEpoch(startClock(), epoch(0), 5), epoch(1), 3);

  test('has the cheaper of two epochs over first, whichever began first', () => {
    expect(firstDue(both)).toEqual({ trial: 1, epoch: 1, due: 3 });
    const later = finishFirst(both);
    expect(later.now).toBe(3);
    expect(firstDue(later)).toEqual({ trial: 0, epoch: 1, due: 5 });
  });

  test('lets an epoch begin when the last one was over', () => {
    const clock = beginEpoch(finishFirst(both), epoch(1, 2), 3);
    expect(firstDue(clock)).toMatchObject({ trial: 0, due: 5 });
    expect(firstDue(finishFirst(clock))).toEqual({ trial: 1, epoch: 2, due: 6 });
  });

  test('of two epochs that are over at once has the lower trial first', () => {
    const clock = beginEpoch(beginEpoch(startClock(), epoch(7), 2), epoch(4), 2);
    expect(firstDue(clock)).toMatchObject({ trial: 4 });
  });

  test('is never changed in place', () => {
    const before = structuredClone(both);
    finishFirst(both);
    beginEpoch(both, epoch(2), 1);
    resumeClock(both);
    expect(both).toEqual(before);
  });

  test('with nothing under way stands still', () => {
    expect(firstDue(startClock())).toBeUndefined();
    expect(finishFirst(startClock())).toEqual(startClock());
  });
});

describe('the clock of a search that goes on', () => {
  const saved = finishFirst(beginEpoch(beginEpoch(startClock(), epoch(0), 5), epoch(1), 3));
  const resumed = resumeClock(JSON.parse(JSON.stringify(saved)) as VirtualClock);

  test('has an epoch that was interrupted over when it would have been', () => {
    expect(firstDue(resumed)).toBeUndefined();
    expect(firstDue(beginEpoch(resumed, epoch(0), 5))).toEqual({ trial: 0, epoch: 1, due: 5 });
  });

  test('lets any other begin now', () => {
    expect(firstDue(beginEpoch(resumed, epoch(2), 1))).toMatchObject({ due: 4 });
    expect(firstDue(beginEpoch(resumed, epoch(0, 2), 1))).toMatchObject({ due: 4 });
  });

  test('still knows, when it is interrupted again, what had not begun again', () => {
    const again = resumeClock(resumed);
    expect(firstDue(beginEpoch(again, epoch(0), 5))).toMatchObject({ due: 5 });
  });

  test('takes a time that has passed for now', () => {
    const late = finishFirst(beginEpoch(resumed, epoch(2), 10));
    const clock = finishFirst(beginEpoch(late, epoch(0), 5));
    expect(clock.now).toBe(13);
  });
});
