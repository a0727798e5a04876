import * as subject from '#kata/part4/train';
import type { EpochDriver } from '#src/laws/definitions/epoch/driver';
import { call } from '#src/laws/subject';

/**
 * An epoch of the subject's training. Where a law asks for the rate 0, which this part does not allow, no
 * two samples have a weight in common: any rate gives the same losses.
 */
export const train: EpochDriver = ({ model, learningRate, data, split, options }) => {
  const args = [model, learningRate === 0 ? 0.5 : learningRate, data, split.train] as const;
  return options === undefined
    ? call(subject, 'trainEpoch', ...args)
    : call(subject, 'trainEpoch', ...args, options);
};
