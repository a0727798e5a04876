import * as reference from '../../solutions/part5/result.ts';
import { proveCorpus } from './corpus.ts';
import { rightResults, wrongResults } from './part5/results.ts';

proveCorpus({
  part: 'part5',
  file: 'result',
  reference,
  wrong: [...wrongResults],
  right: [...rightResults],
});
