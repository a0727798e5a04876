import * as reference from '../../solutions/part4/result.ts';
import { proveCorpus } from './corpus.ts';
import { rightResults, wrongResults } from './part4/results.ts';

proveCorpus({
  part: 'part4',
  file: 'result',
  reference,
  wrong: wrongResults,
  right: rightResults,
});
