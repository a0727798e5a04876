import { describe, expect, test, vi } from 'vitest';
import { checkLaw } from '#src/laws/check-law';
import { hostLaws, type AnyLaw } from '#src/laws/law';
import { lawIds } from '#src/laws/law-ids';
import * as crossEntropyGradient from '../../solutions/part0/cross-entropy-gradient.ts';
import * as parameters from '../../solutions/part0/parameters.ts';
import * as probability from '../../solutions/part0/probability.ts';
import * as training from '../../solutions/part0/training.ts';
import * as activations from '../../solutions/part1/activations.ts';
import * as measures from '../../solutions/part1/measures.ts';
import * as mlp from '../../solutions/part1/mlp.ts';
import * as conv2dBackward from '../../solutions/part2/conv2d-backward.ts';
import * as conv2dOptions from '../../solutions/part2/conv2d-options.ts';
import * as conv2d from '../../solutions/part2/conv2d.ts';
import { emptyNetworks, type Piece } from './empty-networks.ts';
import { empties } from './empty-programs.ts';

// Points are for work: no law of parts 0 to 2 holds for a program that computes nothing.

interface NamedLaw {
  id: string;
  law: AnyLaw;
}

/** The laws of a file, on a subject whose exports are looked up at each call. */
async function lawsOn(file: string, subject: object): Promise<NamedLaw[]> {
  vi.doMock(`#kata/${file}`, () => subject);
  const laws: NamedLaw[] = [];
  const nextId = lawIds();
  hostLaws((law) => laws.push({ id: nextId(law.task), law }));
  const [part, name] = file.split('/');
  await import(`../../katas/${part}/${name}.test.ts`);
  return laws;
}

/** Whether a law is red, for a reason and not for its length. */
async function isRed({ id, law }: NamedLaw): Promise<boolean> {
  const result = await checkLaw({ ...law, suspects: [] }, id, { seed: 1 });
  if (result.status !== 'broken') return false;
  const { message = '' } = result.explanation;
  return !/too slow|the law itself/.test(message);
}

async function isGreen({ id, law }: NamedLaw): Promise<boolean> {
  return (await checkLaw(law, id, { seed: 1 })).status === 'holds';
}

const files = {
  'part0/probability': probability,
  'part0/training': training,
  'part0/parameters': parameters,
  'part0/cross-entropy-gradient': crossEntropyGradient,
  'part1/activations': activations,
  'part1/measures': measures,
  'part2/conv2d': conv2d,
  'part2/conv2d-options': conv2dOptions,
  'part2/conv2d-backward': conv2dBackward,
};

describe.each(Object.entries(files))('%s', async (file, reference) => {
  const right = reference as Record<string, (...args: unknown[]) => unknown>;
  const names = Object.keys(right);
  let current = right;
  const called = new Set<string>();
  const watched = (name: string) => [
    name,
    (...args: unknown[]) => {
      called.add(name);
      return current[name](...args);
    },
  ];
  const laws = await lawsOn(file, Object.fromEntries(names.map(watched)) as object);

  test.each(laws)('$id is red on every empty program: $law.claim', async (law) => {
    current = right;
    called.clear();
    expect(await isGreen(law)).toBe(true);
    expect(called.size).toBeGreaterThan(0);
    // Each function of which it speaks left out, and then all.
    const left = [...called].map((name) => [name]);
    if (names.length > 1) left.push(names);
    const accepted: string[] = [];
    for (const emptied of left) {
      for (const { name, of } of empties) {
        current = { ...right, ...Object.fromEntries(emptied.map((one) => [one, of(right[one])])) };
        if (!(await isRed(law))) accepted.push(`${emptied.join(', ')}: ${name}`);
      }
    }
    expect(accepted).toEqual([]);
  });
});

describe('part1/mlp', async () => {
  type Network = new (...args: ConstructorParameters<typeof mlp.MLP>) => object;
  let current: Network = mlp.MLP;
  const looked = new Proxy(mlp.MLP, {
    construct: (_, args: ConstructorParameters<typeof mlp.MLP>) => new current(...args),
  });
  const laws = await lawsOn('part1/mlp', { MLP: looked });
  /** Which piece of the network a law speaks of; the starting weights are the constructor's. */
  const pieceOf = ({ id, law }: NamedLaw): Piece => {
    if (['1.3a', '1.3b', '1.3c'].includes(id)) return 'constructor';
    return ({ '1.3': 'forward', '1.4': 'backward', '1.6': 'train' } as const)[law.task]!;
  };

  test.each(laws)('$id is red on every empty network: $law.claim', async (law) => {
    current = mlp.MLP;
    expect(await isGreen(law)).toBe(true);
    const accepted: string[] = [];
    for (const network of emptyNetworks) {
      if (!network.pieces.includes(pieceOf(law))) continue;
      current = network.MLP;
      if (!(await isRed(law))) accepted.push(network.name);
    }
    expect(accepted).toEqual([]);
  });
});
