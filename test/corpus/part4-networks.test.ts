import * as reference from '../../solutions/part4/networks.ts';
import { proveCorpus } from './corpus.ts';
import { rightNetworks } from './part4/networks-right.ts';
import { wrongActivations } from './part4/networks-wrong-activations.ts';
import { wrongRest, wrongStarts } from './part4/networks-wrong-rest.ts';

proveCorpus({
  part: 'part4',
  file: 'networks',
  reference,
  wrong: [...wrongActivations, ...wrongRest, ...wrongStarts],
  right: rightNetworks,
});
