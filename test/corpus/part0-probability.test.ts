import * as reference from '../../solutions/part0/probability.ts';
import { proveCorpus } from './corpus.ts';
import { rightProbabilities } from './part0/probability-right.ts';
import { wrongProbabilities } from './part0/probability-wrong.ts';

proveCorpus({
  part: 'part0',
  file: 'probability',
  reference,
  wrong: wrongProbabilities,
  right: rightProbabilities,
});
