import * as subject from '#kata/part5/train';
import type { EpochDriver } from '#src/laws/definitions/epoch/driver';
import { call } from '#src/laws/subject';

/** An epoch of the subject's training. */
export const train: EpochDriver = ({ model, learningRate, data, split, options }) =>
  options === undefined
    ? call(subject, 'trainEpoch', model, learningRate, data, split)
    : call(subject, 'trainEpoch', model, learningRate, data, split, options);
