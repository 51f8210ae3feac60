import { expect } from 'chai';
import { builtIns } from '../../../datasets/registry.ts';
import type { DataFacts } from '../../../src/contracts/services.ts';
import { checkAny } from '../../../src/experiment/kinds/registry.ts';
import { parseAny } from '../../../src/spec/parse.ts';
import { stories } from '../../../src/ui/stories/registry.ts';
import type { Seen } from '../../../src/ui/stories/seen.ts';
import { places } from '../../../src/ui/stories/story.ts';
import { comparisonRun, streamRun } from '../../record/runs.ts';

const facts = (id: string): DataFacts => {
  const set = builtIns.find((each) => each.id === id)!;
  const width = set.columns.reduce((sum, { categories }) => sum + (categories?.length ?? 1), 0);
  return { ...set, encodedShape: set.columns.length ? [width] : set.inputShape };
};
const seen: Seen = {
  compare: comparisonRun(),
  before: comparisonRun(),
  stream: streamRun(),
  guesses: { fall: [40], served: Array(8).fill(70), 'training retrain-all': Array(6).fill(60), 'next seed': Array(6).fill(80) },
};

describe('the stories', () => {
  it('are thirteen, the one about old and new images first, each with an id of its own', () => {
    const ids = stories().map(({ id }) => id);
    expect(ids[0]).to.equal('old-and-new');
    expect(new Set(ids).size).to.equal(13);
  });
  for (const story of stories()) {
    describe(story.title, () => {
      it('shows experiments that can run', () => {
        const shown = story.steps.flatMap(({ show }) => show ?? []);
        expect(shown).not.to.have.length(0);
        for (const spec of shown) {
          expect(parseAny(spec).ok).to.equal(true);
          if (spec.data.id !== 'births' && spec.data.id !== 'speeches') expect(checkAny(spec, facts(spec.data.id))).to.deep.equal([]);
        }
      });
      it('points at parts that there are, asks before it tells, and says something at every step, with a run and without', () => {
        for (const { text, at } of story.steps) {
          if (at) expect(places).to.have.property(at);
          for (const by of [seen, {}]) {
            const told = typeof text === 'string' ? text : text(by);
            expect(told.trim(), story.id).not.to.equal('');
            expect(told).not.to.match(/undefined|NaN|Infinity/);
          }
        }
        const runs = story.steps.findIndex(({ run }) => run);
        expect(runs).to.be.greaterThan(0);
        for (const [i, { guess }] of story.steps.entries())
          if (guess)
            expect(
              story.steps.slice(i).some(({ run }) => run),
              'a run answers it',
            ).to.equal(true);
      });
      it('has a worksheet with answers, notes and sources', () => {
        expect(story.questions.length).to.be.at.least(2);
        for (const { ask, answer } of story.questions)
          expect([ask.endsWith('?') || ask.endsWith('.'), answer.length > 10]).to.deep.equal([true, true]);
        expect([story.notes.length > 0, story.papers.length > 0, story.minutes > 0]).to.deep.equal([true, true, true]);
      });
    });
  }
});
