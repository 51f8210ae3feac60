import { expect } from 'chai';
import { render } from 'lit';
import { slideDeck, storyDeck } from '../../../src/ui/present/deck.ts';
import { restrictionOf } from '../../../src/ui/present/lesson-bar.ts';
import { stories } from '../../../src/ui/stories/registry.ts';
import { StoryStore } from '../../../src/ui/stories/story-store.ts';
import { presets } from '../../../src/spec/kinds/compare/presets.ts';
import { fakeStore } from '../fake-store.ts';

const nowhere = (): void => {};

describe('slides', () => {
  it('say something before any run, and show what can be shown, of either kind of experiment', () => {
    const { store } = fakeStore();
    for (const [experiment, titles] of [
      [store, 6],
      [store.stream, 5],
    ] as const) {
      const first = slideDeck(experiment, 0, nowhere);
      expect(first.length).to.equal(titles);
      for (let i = 0; i < first.length; i++) {
        const { shown, next } = slideDeck(experiment, i, nowhere);
        expect(shown.title).to.not.equal('');
        expect([shown.told.lead ?? '', ...shown.told.say].join('').length, shown.title).to.be.greaterThan(0);
        expect(shown.notes.length).to.be.greaterThan(0);
        expect(next === undefined).to.equal(i === first.length - 1);
        const picture = shown.slide?.picture?.(experiment, { width: 340, height: 150, most: 8, revealed: 1 });
        if (picture) render(picture, document.createElement('div'));
      }
    }
  });

  it('end with the last, whatever is asked for', () => {
    const { store } = fakeStore();
    expect(slideDeck(store, 99, nowhere).index).to.equal(5);
  });

  it('are the steps of a story while one is told, and wait where it waits', () => {
    const { store } = fakeStore();
    const told = new StoryStore(store, () => {});
    for (const story of stories()) {
      told.begin(story);
      const deck = storyDeck(told, store);
      expect(deck.length, story.id).to.equal(story.steps.length);
      expect(deck.shown.title).to.equal(story.title);
      expect(deck.shown.notes.slice(1)).to.deep.equal(story.notes);
      expect(deck.waits === undefined).to.equal(told.done);
    }
    told.begin(stories().find(({ id }) => id === 'old-and-new')!);
    storyDeck(told, store).go(1);
    expect(told.index).to.equal(1);
    expect(storyDeck(told, store).waits).to.equal('Guess first.');
    storyDeck(told, store).go(2);
    expect(told.index).to.equal(1);
    told.guess([50]);
    storyDeck(told, store).go(2);
    expect(told.index).to.equal(2);
    storyDeck(told, store).go(1);
    expect(told.index).to.equal(1);
  });
});

describe('a lesson on a store', () => {
  it('refuses what is locked, in words, lets through what is not, and leads a reset home', () => {
    const { store } = fakeStore();
    const home = store.spec;
    store.restriction = restrictionOf({ change: ['labels'], hide: [] }, home, () => false);
    store.edit({ labels: { budget: 20 } });
    expect(store.spec.labels.budget).to.equal(20);
    store.edit({ seeds: { ...home.seeds, root: 5 } });
    expect(store.spec.seeds.root).to.equal(home.seeds.root);
    expect(store.notice).to.match(/Locked by the lesson: seeds and machine\. .*unlocks/);
    store.newSeed();
    expect(store.spec.seeds.root).to.equal(home.seeds.root);
    expect(store.run.phase).to.equal('idle');
    store.reset('sensors');
    expect(store.spec).to.deep.equal(home);
    store.restriction = undefined;
    store.reset('sensors');
    expect(store.spec).to.deep.equal(presets.sensors.spec);
  });

  it('lets a story bring its experiments', () => {
    const { store } = fakeStore();
    store.restriction = restrictionOf({ change: [], hide: [] }, store.spec, (spec) => spec.data.id === 'sensors');
    store.setSpec(presets.sensors.spec);
    expect(store.spec.data.id).to.equal('sensors');
    store.setSpec(presets.slang.spec);
    expect(store.spec.data.id).to.equal('sensors');
  });
});
