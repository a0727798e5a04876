import * as reference from '../../solutions/part0/parameters.ts';
import { proveCorpus } from './corpus.ts';
import { rightParameters } from './part0/parameters-right.ts';
import { wrongParameters } from './part0/parameters-wrong.ts';

proveCorpus({
  part: 'part0',
  file: 'parameters',
  reference,
  wrong: wrongParameters,
  right: rightParameters,
});
