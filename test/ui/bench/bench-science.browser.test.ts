import { expect } from 'chai';
import type { Found } from '../../../src/science/claim.ts';
import { knownResults } from '../../../src/science/known-results.ts';
import { decodeLink } from '../../../src/spec/link.ts';
import { scienceOf, type ScienceStore } from '../../../src/state/science-store.ts';
import '../../../src/ui/bench/bench-science.ts';
import { fakeStore, type FakeStore } from '../fake-store.ts';
import { find, findAll, mount, settled, words } from '../mount.ts';

/** The section on known results that are as the test says. */
async function shown(science: Partial<ScienceStore> = {}, fake: FakeStore = fakeStore()) {
  Object.assign(scienceOf(fake.store), science);
  return { ...fake, element: await mount('bench-science', { store: fake.store }, 900) };
}
const button = (element: HTMLElement) => find<HTMLButtonElement>(element, 'button');
const cells = (row: Element) => [...row.children].map(words);

const [first, second] = knownResults;
const interval = { mean: 0.115, lo: 0.0945, hi: 0.1355, values: [0.1, 0.11, 0.12, 0.13] };
const found: readonly Found[] = [
  { better: 'head-only', worse: 'none', world: 'old', above: -0.01, difference: interval, finding: 'holds' },
  { better: 'head-only', worse: 'none', world: 'new', above: 0.2, difference: interval, finding: 'does not hold' },
  { better: 'Oracle', worse: 'Never', world: 'served', above: 0.11, difference: interval, finding: 'undecided' },
  { better: 'adabn', worse: 'none', world: 'new', above: 0, finding: 'not run', reason: 'The model has no batch normalisation.' },
];

describe('the section on known results', () => {
  it('names every claim with its source, data, drift, labels and seeds before anything is run', async () => {
    const { element } = await shown();
    expect(findAll(element, '.claim')).to.have.length(knownResults.length);
    expect(words(find(element, `#${first!.id} .claim`)))
      .to.contain(first!.claim)
      .and.to.match(/Lee et al\. 2023.* · .* 3 · 50 labels · 10 seeds · Open$/);
    expect(words(find(element, '#recurring .claim'))).to.contain('a stream of 4000 rows');
    expect(words(find(element, 'strong'))).to.equal('');
    expect(words(button(element))).to.equal('Run them here (one or two minutes)');
  });

  it('links to every experiment, comparison or stream', async () => {
    const { element } = await shown();
    const opened = findAll<HTMLAnchorElement>(element, '.claim a').map((link) => decodeLink(link.hash.slice(1)));
    expect(opened.map((link) => link.ok && link.spec.kind)).to.deep.equal(knownResults.map(({ spec }) => spec.kind));
    expect(opened.map((link) => link.ok && link.spec.data.id)).to.deep.equal(knownResults.map(({ spec }) => spec.data.id));
  });

  it('starts all of them', async () => {
    const { element, store } = await shown();
    const started: unknown[] = [];
    Object.assign(scienceOf(store), { start: (known: unknown) => started.push(known) });
    button(element).click();
    expect(started).to.deep.equal([knownResults]);
  });

  it('waits while something else is run or measured', async () => {
    const measuring = fakeStore();
    Object.assign(measuring.store.bench, { phase: 'measuring' });
    const { element } = await shown({}, measuring);
    expect(button(element).disabled).to.equal(true);
    expect(words(find(element, '.start'))).to.contain('Let it finish or stop it first');
    Object.assign(measuring.store.bench, { phase: 'stopped' });
    measuring.store.bench.dispatchEvent(new Event('change'));
    await settled(element);
    expect(button(element).disabled).to.equal(false);
  });

  it('tells of each ordering the difference in points and the finding, in words beside colour and sign', async () => {
    const { element } = await shown({ phase: 'finished', known: [first!], found: new Map([[first!.id, found]]) });
    const rows = findAll(element, `#${first!.id} tr`).slice(1);
    expect(rows.map(cells)).to.deep.equal([
      ['tune the head − no repair, old world', '−1.0 pt', '+11.5 ± 2.1 pt', '✓ holds'],
      ['tune the head − no repair, new world', '20.0 pt', '+11.5 ± 2.1 pt', '✗ does not hold'],
      ['Oracle − Never, as served', '11.0 pt', '+11.5 ± 2.1 pt', '? undecided'],
      ['renew batch statistics − no repair, new world', '0.0 pt', '–', '– not run The model has no batch normalisation.'],
    ]);
    const looks = findAll(element, `#${first!.id} .finding`).map((cell) => cell.className);
    expect(looks).to.deep.equal(['finding holds', 'finding fails', 'finding quiet', 'finding quiet']);
    expect(words(find(element, 'strong'))).to.equal('1 of 4 orderings hold, 1 does not hold, 1 undecided, 1 not run.');
  });

  it('shows how far it is, which one is running, and stops', async () => {
    const { element } = await shown({ phase: 'running', known: knownResults, found: new Map([[first!.id, found]]) });
    expect(words(find(element, '.start'))).to.contain(`1 of ${knownResults.length} done`);
    expect(find<HTMLProgressElement>(element, 'progress').value).to.be.closeTo(1 / knownResults.length, 1e-6);
    expect(words(find(element, 'strong'))).to.match(/^So far, 1 of 4 orderings hold/);
    expect(words(find(element, `#${second!.id} .finding`))).to.equal('running …');
    button(element).click();
    await settled(element);
    expect(words(find(element, '[role=status]'))).to.equal('Stopped. Finished ones are shown.');
    expect(words(button(element))).to.equal('Run them again');
  });

  it('says why it could not go on', async () => {
    const { element } = await shown({ phase: 'failed', message: 'tent: The engine was lost.' });
    expect(words(find(element, '.trouble'))).to.equal('tent: The engine was lost.');
  });
});
