import { expect } from 'chai';
import { compose, SECOND_SHARE } from '../../../datasets/queries/compose.ts';
import { intents } from '../../../datasets/queries/intents.ts';
import { queries } from '../../../datasets/queries/queries.ts';
import { channels, context, fill, fillings } from '../../../datasets/queries/slots.ts';
import { bagOfWords, wordsOf } from '../../../src/data/bag-of-words.ts';
import { randomStream } from '../../../src/random/random.ts';
import { expectShare } from '../stream-checks.ts';

const loaded = queries.load(3000, 1);

describe('queries', () => {
  it('have the intents and channels that the entry names', () => {
    expect(queries.classes).to.deep.equal(intents.map(({ name }) => name));
    expect(queries.groups!.names).to.deep.equal(channels.map(({ name }) => name));
  });

  it('are the words that the model counts: x is the bag of words of the texts', async () => {
    const { x, text } = (await loaded).samples;
    expect(x).to.deep.equal(bagOfWords(text!, 256));
  });

  it('differ from row to row, leave no slot open, and are short', async () => {
    const { text } = (await loaded).samples;
    expect(new Set(text).size).to.be.above(2950);
    for (const each of text!) {
      expect(each).not.to.match(/[{}]|undefined/);
      expect(wordsOf(each).length).to.be.within(4, 70);
    }
  });

  it('are equally often of every intent and every channel', async () => {
    const { y, group } = (await loaded).samples;
    for (let intent = 0; intent < 8; intent++)
      expectShare(
        Array.from(y, (label) => label === intent),
        1 / 8,
      );
    for (let channel = 0; channel < 3; channel++)
      expectShare(
        Array.from(group!, (each) => each === channel),
        1 / 3,
      );
  });

  it('fill every slot that a text has, from at least six words or from numbers', () => {
    const texts = [
      ...intents.flatMap(({ templates, aside }) => [...templates, aside]),
      ...context,
      ...channels.flatMap(({ opening, closing }) => [...opening, ...closing]),
    ];
    const slots = new Set(texts.flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, slot]) => slot!)));
    for (const slot of slots) {
      const filled = new Set(Array.from({ length: 300 }, (_, i) => fill(`{${slot}}`, randomStream(1, slot, i))));
      expect(filled.size, slot).to.be.at.least(6);
      if (fillings[slot])
        expect(
          [...filled].every((each) => fillings[slot]!.includes(each)),
          slot,
        ).to.equal(true);
    }
    for (const slot of Object.keys(fillings)) expect(slots.has(slot), slot).to.equal(true);
  });

  it('say what their intent is, in the words of one of its templates', async () => {
    const { text, y } = (await loaded).samples;
    const patterns = intents.map(({ templates }) => templates.map(patternOf));
    text!.forEach((each, row) => {
      const plain = each.toLowerCase().replaceAll('.', '');
      expect(
        patterns[y[row]!]!.some((pattern) => pattern.test(plain)),
        each,
      ).to.equal(true);
    });
    // One in ten has the words of a second intent.
    const second = text!.map((each, row) =>
      patterns.some((own, intent) => intent !== y[row] && own.some((pattern) => pattern.test(each.toLowerCase().replaceAll('.', '')))),
    );
    expectShare(second, SECOND_SHARE);
  });

  it('look like their channel: a chat has neither capitals nor full stops, a phone note speaks of the caller', () => {
    for (let i = 0; i < 50; i++) {
      expect(compose(i % 8, 1, randomStream(1, 'chat', i))).to.not.match(/[A-Z.]/);
      expect(compose(i % 8, 2, randomStream(1, 'note', i))).to.match(
        /^(Caller says|Customer on the phone|Call about order \d{5}|Voicemail):/,
      );
      expect(compose(i % 8, 0, randomStream(1, 'mail', i))).to.match(/^(Hello|Dear support team|Good morning|To whom it may concern),/);
    }
  });
});

/** Matches the template in lower case and without full stops, with any words in its slots. */
function patternOf(template: string): RegExp {
  const plain = template.toLowerCase().replaceAll('.', '').replace(/[?$]/g, '\\$&');
  return new RegExp(plain.replace(/\{\w+\}/g, '[\\w$ ]+?'));
}
