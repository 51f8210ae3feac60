import { expect } from 'chai';
import { loadDataset } from '../../../datasets/registry.ts';
import { injections } from '../../../src/drift/registry.ts';
import { globalDrift, type Spec } from '../../../src/spec/schema.ts';
import { dataService, shown, refused, spec, table } from './service-here.ts';

describe('the catalogue of drifts', () => {
  it('has every drift, with nothing that could not be sent from a worker', async () => {
    const catalogue = await dataService().catalogue();
    expect(structuredClone(catalogue)).to.deep.equal(catalogue);
    expect(catalogue.map(({ id }) => id)).to.deep.equal(injections.map(({ id }) => id));
    expect(catalogue.flatMap((facts) => Object.values(facts)).some((value) => typeof value === 'function')).to.equal(false);
  });

  it('says of which drifts the old world is another', async () => {
    const past = (await dataService().catalogue()).filter((facts) => facts.past).map(({ id }) => id);
    expect(past).to.deep.equal(injections.filter((injection) => injection.past).map(({ id }) => id));
    expect(past).to.include('new-class');
  });
});

describe('a preview', () => {
  it('comes with the drifts that can act on the data, and what it is like', async () => {
    const images = await dataService().preview(spec);
    expect(images.fits).to.include.members(['contrast', 'label-cycle']).and.not.include.members(['gain-offset', 'slang']);
    expect(images.facts).to.deep.include({ inputShape: [8, 8, 1], encodedShape: [8, 8, 1], maxRows: 1797 });
    const { fits } = await dataService().preview(table);
    expect(fits).to.include('gain-offset').and.not.include('contrast');
  });

  it('still says which drifts fit when the experiment cannot run', async () => {
    const answer = await dataService().preview({ ...spec, labels: { budget: 9000 } });
    expect((await refused(Promise.resolve(answer))).issues.map(({ path }) => path)).to.deep.equal(['labels.budget']);
    expect(answer.fits).to.include('contrast');
    expect(answer.preview).to.equal(undefined);
  });

  it('shows a few images, half of them changed ones where few are', async () => {
    const rare: Spec = { ...spec, drift: [{ ...globalDrift('inverse', 5), where: { scope: 'rows', share: 0.1 } }] };
    const { before, after } = await shown(dataService(), rare);
    const changed = Array.from({ length: 16 }, (_, i) =>
      before.x.slice(64 * i, 64 * i + 64).some((pixel, p) => pixel !== after.x[64 * i + p]),
    );
    expect(before.y).to.have.length(16);
    expect(changed.filter(Boolean)).to.have.length(8);
  });

  it('shows all rows of a table, and texts without their numbers', async () => {
    const rows = await shown(dataService(), table);
    expect([rows.before.y.length, rows.after.x.length / rows.columns.length]).to.deep.equal([80, 80]);
    const texts = await shown(dataService(), {
      ...table,
      data: { ...table.data, id: 'queries' } as Spec['data'],
      drift: [globalDrift('slang', 5)],
    });
    expect([texts.before.x.length, texts.before.text?.length, texts.after.text?.length]).to.deep.equal([0, 16, 16]);
    expect(texts.after.text).not.to.deep.equal(texts.before.text);
  });

  it('compares with the old world that a drift presupposes', async () => {
    const { classCounts } = await shown(dataService(), { ...spec, drift: [{ ...globalDrift('new-class', 5), params: { class: '3' } }] });
    expect(classCounts.before[3]).to.equal(0);
    expect(classCounts.after[3]).to.be.above(0);
  });

  it('loads the data once while only its drift is edited', async () => {
    const loads: string[] = [];
    const service = dataService({ loadDataset: (id, ...rest) => (loads.push(id), loadDataset(id, ...rest)) });
    for (const severity of [1, 2, 3]) await shown(service, { ...spec, drift: [globalDrift('contrast', severity)] });
    await shown(service, { ...spec, seeds: { ...spec.seeds, count: 3 } });
    expect(loads).to.deep.equal(['digits']);
    await shown(service, { ...spec, seeds: { ...spec.seeds, root: 7 } });
    expect(loads).to.have.length(2);
  });

  it('says why there is none: data that does not exist, more rows than there are, files that are not here', async () => {
    const text = async (data: object) =>
      (await refused(dataService().preview({ ...spec, data: { params: {}, split: spec.data.split, ...data } as Spec['data'] }))).text;
    expect(await text({ id: 'unheard-of' })).to.match(/^data\.id: there is no data set "unheard-of"\. Choose one of digits, /);
    expect(await text({ id: 'iris' })).to.match(/1797 rows, but .* has 150\. Make the parts smaller by 1647 rows together\.$/);
    const mine = { id: 'own', params: { name: 'mine.csv', label: 'y', sha256: 'a'.repeat(64) } };
    expect(await text(mine)).to.equal(
      'This experiment uses the file mine.csv, which did not travel with the link. Open that file on the Data card.',
    );
  });
});

describe('a picture of a data set', () => {
  it('is of its kind', async () => {
    const kinds = await Promise.all(['digits', 'iris', 'queries'].map(async (id) => (await dataService().thumbnail(id)).kind));
    expect(kinds).to.deep.equal(['images', 'points', 'text']);
  });
});
