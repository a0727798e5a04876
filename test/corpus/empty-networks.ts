import { MLP } from '../../solutions/part1/mlp.ts';
import { empties, filled, type Empty } from './empty-programs.ts';

// Networks of part 1 of which a piece, or everything, was left out.

type Arguments = ConstructorParameters<typeof MLP>;
type Method = 'forward' | 'backward' | 'train';
export type Piece = 'constructor' | Method;

export interface EmptyNetwork {
  name: string;
  /** What of it was left out. */
  pieces: readonly Piece[];
  MLP: new (...args: Arguments) => object;
}

const fields = ['weightsInputHidden', 'biasHidden', 'weightsHiddenOutput', 'biasOutput'] as const;

/** A network with these methods emptied. What an empty one asks of the right one happens to a copy. */
function without(methods: readonly Method[], empty: Empty): EmptyNetwork {
  class Emptied extends MLP {
    constructor(...args: Arguments) {
      super(...args);
      for (const method of methods) {
        const right = (...given: unknown[]) => {
          const copy = new MLP(...args);
          for (const name of fields) Object.assign(copy, { [name]: structuredClone(this[name]) });
          if (method === 'backward') copy.forward(given[0] as number[][]);
          return Reflect.apply(MLP.prototype[method], copy, given) as unknown;
        };
        Object.assign(this, { [method]: empty.of(right) });
      }
    }
  }
  return { name: `${methods.join(', ')}: ${empty.name}`, pieces: methods, MLP: Emptied };
}

/** A backward pass that sets every weight and bias to the same number. */
const levelling = (value: number): EmptyNetwork => ({
  name: `backward: sets everything to ${value}`,
  pieces: ['backward'],
  MLP: class extends MLP {
    override backward() {
      for (const name of fields) Object.assign(this, { [name]: filled(this[name], value) });
    }
  },
});

const starts: Record<string, (right: unknown) => unknown> = {
  undefined: () => undefined,
  null: () => null,
  '0': () => 0,
  'an empty array': () => [],
  'an empty text': () => '',
  'an empty object': () => ({}),
  'zeros of the right shape': (right) => filled(right, 0),
  'ones of the right shape': (right) => filled(right, 1),
  'NaN of the right shape': (right) => filled(right, NaN),
};

/** A constructor that fills its fields with nothing; `other` are the methods. */
const started = (start: string, others: typeof MLP = MLP): EmptyNetwork['MLP'] =>
  class extends others {
    constructor(...args: Arguments) {
      super(...args);
      for (const name of fields) Object.assign(this, { [name]: starts[start](this[name]) });
    }
  };

class Refused extends MLP {
  constructor(...args: Arguments) {
    super(...args);
    throw new RangeError('no');
  }
}

const methods = ['forward', 'backward', 'train'] as const;

export const emptyNetworks: readonly EmptyNetwork[] = [
  ...methods.flatMap((method) => empties.map((empty) => without([method], empty))),
  ...empties.map((empty) => without(methods, empty)),
  ...[0, 1, NaN].map(levelling),
  ...Object.keys(starts).map((start) => ({
    name: `constructor: every field is ${start}`,
    pieces: ['constructor' as const],
    MLP: started(start),
  })),
  ...Object.keys(starts).map((start) => ({
    name: `constructor: every field is ${start}; the methods return nothing`,
    pieces: ['constructor' as const, ...methods],
    MLP: started(start, without(methods, empties[0]).MLP as typeof MLP),
  })),
  { name: 'constructor: throws', pieces: ['constructor', ...methods], MLP: Refused },
];
