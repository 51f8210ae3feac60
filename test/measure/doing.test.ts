import { expect } from 'chai';
import { doing } from '../../src/measure/doing.ts';
import { arms } from '../../src/adapt/registry.ts';

/** Longest name that the charts have room for. */
const MOST = 24;

describe('the titles of repairs', () => {
  it('fit beside a line: 24 characters, lower case at their beginning', () => {
    for (const { title } of arms) {
      expect(title.length, title).to.be.at.most(MOST);
      expect(title[0], title).to.equal(title[0]!.toLowerCase());
    }
    expect(new Set(arms.map(({ title }) => title)).size).to.equal(arms.length);
  });

  it('hold no “only”, so that a sentence may', () => {
    for (const { title } of arms) expect(title).not.to.match(/\bonly\b/);
  });

  it('say what is done, and become a noun in a sentence; doing nothing is one already', () => {
    for (const arm of arms) {
      if (arm.family === 'none') expect(doing(arm)).to.equal('no repair');
      else expect(doing(arm), arm.title).to.match(/^[a-z]+ing\b/);
    }
    expect(doing({ title: 'tune the head, then all' })).to.equal('tuning the head, then all');
    expect(doing({ title: 'start over on all data' })).to.equal('starting over on all data');
  });

  it('of older records, and of who gives none, stay as they are', () => {
    for (const title of ['head only', 'fine-tune all', 'tuned', '']) expect(doing({ title })).to.equal(title);
  });
});
