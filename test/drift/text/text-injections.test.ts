import { expect } from 'chai';
import fc from 'fast-check';
import { queries } from '../../../datasets/queries/queries.ts';
import { bagOfWords, bucketOf, mapWords, wordsOf } from '../../../src/data/bag-of-words.ts';
import type { Samples } from '../../../src/data/types.ts';
import { newVocabulary, renamings } from '../../../src/drift/text/new-vocabulary.ts';
import { slang } from '../../../src/drift/text/slang.ts';
import { topicMix } from '../../../src/drift/text/topic-mix.ts';
import { neighbours, slips, typos } from '../../../src/drift/text/typos.ts';
import { SLANG } from '../../../src/drift/text/vocabulary.ts';
import type { DriftContext, DriftEffect, Injection } from '../../../src/contracts/drift.ts';
import { randomStream } from '../../../src/random/random.ts';

const WIDTH = 64;

function samplesOf(text: readonly string[], y: readonly number[] = text.map(() => 0)): Samples {
  return { rows: text.length, inputShape: [WIDTH], x: bagOfWords(text, WIDTH), y: Int32Array.from(y), text };
}

/** Two classes that share no word. */
const reference = samplesOf(['wash apples and pears', 'peel pears', 'paint walls and doors', 'sand doors'], [0, 0, 1, 1]);

function drift(injection: Injection, samples: Samples, severity: number, seed = 1, old = reference): DriftEffect {
  const context: DriftContext = {
    ...{ severity, params: {}, reference: old, columns: [], classes: ['fruit', 'rooms'] },
    ...{ world: randomStream(seed, 'world'), noise: randomStream(seed, 'noise') },
  };
  return injection.apply(samples, context);
}

const textsOf = (effect: DriftEffect): readonly string[] => effect.samples.text!;

/** One word a row, so that rows of two severities can be laid side by side. */
const words = [...SLANG.keys(), ...Array.from({ length: 300 }, (_, i) => ['apples', 'pears', 'walls', 'doors', 'and', '48213'][i % 6]!)];

for (const injection of [slang, typos, newVocabulary, topicMix]) {
  describe(`${injection.id} on texts`, () => {
    it('counts the new texts, names the buckets that changed, and keeps labels and input', () => {
      const samples = samplesOf(
        words,
        words.map((_, i) => i % 2),
      );
      const before = samples.x.slice();
      const { samples: after, features } = drift(injection, samples, 5);
      expect(after.x).to.deep.equal(bagOfWords(after.text!, WIDTH));
      expect(after.x).not.to.deep.equal(before);
      expect(samples.x).to.deep.equal(before);
      expect(after.y).to.deep.equal(samples.y);
      const changed = new Set([...after.x.keys()].filter((i) => after.x[i] !== before[i]).map((i) => i % WIDTH));
      expect(features).to.deep.equal([...changed].sort((a, b) => a - b));
    });

    it('changes the same words in the same way at a higher severity, and more of them', () => {
      const samples = samplesOf(words);
      fc.assert(
        fc.property(
          fc.nat(1000),
          fc.double({ min: 0.01, max: 5, noNaN: true }),
          fc.double({ min: 0.01, max: 5, noNaN: true }),
          (seed, a, b) => {
            const [low, high] = [
              textsOf(drift(injection, samples, Math.min(a, b), seed)),
              textsOf(drift(injection, samples, Math.max(a, b), seed)),
            ];
            low.forEach((text, row) => expect([words[row], high[row]]).to.include(text));
          },
        ),
        { numRuns: 30 },
      );
    });

    it('leaves everything as it is at severity 0, and takes no rows at all', () => {
      expect(textsOf(drift(injection, samplesOf(words), 0))).to.deep.equal(words);
      expect(textsOf(drift(injection, samplesOf([]), 5))).to.deep.equal([]);
    });

    it('refuses rows without texts', () => {
      const { text: _, ...numbers } = samplesOf(words);
      expect(() => drift(injection, numbers, 3)).to.throw(TypeError, 'no texts');
    });
  });
}

describe('slang', () => {
  it('replaces every word of the list at severity 5, capitals kept (by hand, from the list)', () => {
    const samples = samplesOf(['Please refund the money, my PARCEL is broken!', 'Order 48213: wrong address.']);
    expect(textsOf(drift(slang, samples, 5))).to.deep.equal(['Pls payback the cash, my Package is busted!', 'Buy 48213: off place.']);
  });

  it('replaces as many as the ladder says', () => {
    const samples = samplesOf(Array.from({ length: 4000 }, () => 'money'));
    [0.1, 0.25, 0.5, 0.75, 1].forEach((rate, i) => {
      expect(textsOf(drift(slang, samples, i + 1)).filter((text) => text === 'cash').length / 4000).to.be.closeTo(
        rate,
        4 * Math.sqrt(0.25 / 4000),
      );
    });
  });

  it('has no synonym that is replaced itself, and knows one in ten words of the support requests at least', async () => {
    for (const [word, synonym] of SLANG) {
      expect(word).to.equal(word.toLowerCase());
      expect(
        wordsOf(synonym).some((each) => SLANG.has(each)),
        synonym,
      ).to.equal(false);
    }
    const all = (await queries.load(300, 1)).samples.text!.flatMap(wordsOf);
    expect(all.filter((word) => SLANG.has(word)).length / all.length).to.be.above(0.1);
  });
});

describe('typos', () => {
  it('are one letter swapped, lost, doubled or mistaken (by hand)', () => {
    expect(slips.swap('lamp', 1, 0)).to.equal('lmap');
    expect(slips.swap('letter', 2, 0)).to.equal('leter');
    expect(slips.drop('lamp', 0, 0)).to.equal('amp');
    expect(slips.double('lamp', 2, 0)).to.equal('lammp');
    // Beside a: s; above q and w; below z.
    expect([0, 0.25, 0.5, 0.75].map((pick) => slips.neighbour('lamp', 1, pick))).to.deep.equal(['lsmp', 'lqmp', 'lwmp', 'lzmp']);
    expect(slips.neighbour('größe', 3, 0)).to.equal('gröe');
  });

  it('know the keyboard: whoever is a neighbour has that neighbour too', () => {
    for (const letter of 'qwertyuiopasdfghjklzxcvbnm') {
      for (const near of neighbours(letter)) expect(neighbours(near)).to.include(letter);
    }
    expect([...neighbours('g')].sort().join('')).to.equal('bfhtvy');
  });

  it('spare numbers and words of two letters', () => {
    const samples = samplesOf(['is my 48213 on it, 100 %?']);
    for (let seed = 0; seed < 20; seed++) expect(textsOf(drift(typos, samples, 5, seed))).to.deep.equal(samples.text);
  });

  it('hit as many words as the ladder says, each by one letter, all four ways', () => {
    const samples = samplesOf(Array.from({ length: 4000 }, () => 'lamp'));
    [0.05, 0.1, 0.2, 0.35, 0.5].forEach((rate, i) => {
      const hit = textsOf(drift(typos, samples, i + 1)).filter((text) => text !== 'lamp');
      expect(hit.length / 4000).to.be.closeTo(rate, 4 * Math.sqrt(0.25 / 4000));
      expect(new Set(hit.map(({ length }) => length))).to.deep.equal(new Set([3, 4, 5]));
    });
  });
});

describe('new vocabulary', () => {
  it('renames the content words of the old world, each to one new word of six letters that no text has', () => {
    const all = renamings(reference, randomStream(1));
    expect(all.map(([word]) => word).sort()).to.deep.equal(['apples', 'doors', 'paint', 'pears', 'peel', 'sand', 'walls', 'wash']);
    expect(new Set(all.map(([, name]) => name)).size).to.equal(8);
    for (const [, name] of all) expect(name).to.match(/^([bdfgklmnprstvz][aeiou]){3}$/);
  });

  it('renames a word wherever it occurs, in every batch of a world alike', () => {
    // 70 % of 8 words: 6.
    const [first, second] = ['Doors, walls and doors', 'peel apples'].map((text) => drift(newVocabulary, samplesOf([text]), 5));
    const names = new Map(renamings(reference, randomStream(1, 'world')).slice(0, 6));
    const renamed = (text: string): string => mapWords(text, (word) => names.get(word) ?? word);
    expect(textsOf(first!)[0]!.toLowerCase()).to.equal(renamed('doors, walls and doors'));
    expect(textsOf(second!)[0]).to.equal(renamed('peel apples'));
    expect(first!.params).to.deep.equal(second!.params).and.to.include({ share: 0.7, renamed: 6 });
  });

  it('gives other names in another world', () => {
    expect(renamings(reference, randomStream(1))).not.to.deep.equal(renamings(reference, randomStream(2)));
  });
});

describe('topic mix', () => {
  it('adds words of four letters or more from other classes, and takes none away', () => {
    const samples = samplesOf(['pears and pears and pears', 'doors and doors'], [0, 1]);
    for (let seed = 0; seed < 20; seed++) {
      const effect = drift(topicMix, samples, 5, seed);
      effect.samples.x.forEach((count, i) => expect(count).to.be.at.least(samples.x[i]!));
      const added = textsOf(effect).map((text, row) => wordsOf(text).filter((word) => !samples.text![row]!.includes(word)));
      for (const word of added[0]!) expect(['paint', 'walls', 'doors', 'sand']).to.include(word);
      for (const word of added[1]!) expect(['wash', 'apples', 'pears', 'peel']).to.include(word);
    }
  });

  it('adds as many as the ladder says, common words more often', () => {
    const samples = samplesOf(Array.from({ length: 4000 }, () => 'pears'));
    [0.05, 0.1, 0.2, 0.4, 0.7].forEach((rate, i) => {
      const added = textsOf(drift(topicMix, samples, i + 1)).flatMap((text) => wordsOf(text).slice(1));
      expect(added.length / 4000).to.be.closeTo(rate, 4 * Math.sqrt(0.25 / 4000));
      // Of paint, walls, doors, sand, doors, two in five are doors.
      expect(added.filter((word) => word === 'doors').length / added.length).to.be.closeTo(0.4, 4 * Math.sqrt(0.24 / added.length));
    });
  });

  it('adds nothing where there is no other class to take words from, and refuses data of one class', () => {
    const alone = samplesOf(['wash apples', 'peel pears']);
    expect(textsOf(drift(topicMix, alone, 5, 1, alone))).to.deep.equal(alone.text);
    expect(topicMix.refuses!({ inputShape: [WIDTH], columns: [], classes: ['fruit'] })).to.equal('it needs two classes');
  });

  it('shows in the bucket of the added word', () => {
    const { samples } = drift(topicMix, samplesOf(['pears pears pears pears pears pears pears pears']), 5);
    const added = wordsOf(samples.text![0]!).filter((word) => word !== 'pears');
    expect(added.length).to.be.above(0);
    for (const word of added) expect(samples.x[bucketOf(word, WIDTH)]).to.be.at.least(1);
  });
});
