import * as reference from '../../solutions/part3/result.ts';
import { proveCorpus } from './corpus.ts';
import { rightResults } from './part3/result-right.ts';
import { wrongResults } from './part3/result-wrong.ts';
import { wrongFirstLayers } from './part3/result-wrong-weights.ts';

proveCorpus({
  part: 'part3',
  file: 'result',
  reference,
  wrong: [...wrongFirstLayers, ...wrongResults],
  right: rightResults,
});
