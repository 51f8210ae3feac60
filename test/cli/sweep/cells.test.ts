import { expect } from 'chai';
import { CliError } from '../../../src/cli/cli-error.ts';
import { cellsFrom } from '../../../src/cli/sweep/cells.ts';
import { contentId } from '../../../src/spec/canonical.ts';
import { presets } from '../../../src/spec/kinds/compare/presets.ts';
import { cellName } from '../../../src/spec/vary.ts';
import { cellsOf } from '../../../src/state/sweep-store.ts';

const { spec } = presets.quick;
const given = (vary: readonly string[], random?: string) => ({
  positionals: [],
  switches: new Set<string>(),
  lists: vary.length ? { vary } : {},
  values: random === undefined ? {} : { random },
});
const valuesOf = (vary: readonly string[], random?: string, root = 7) =>
  cellsFrom(given(vary, random), { ...spec, seeds: { ...spec.seeds, root } })!.cells.map(({ values }) => values);

describe('the cells of a sweep', () => {
  it('are every combination, the last field the fastest, each a whole experiment', () => {
    const { cells } = cellsFrom(given(['labels.budget=20,50', 'base.epochs=5,10']), spec)!;
    expect(cells.map(({ values }) => values)).to.deep.equal([[20, 5], [20, 10], [50, 5], [50, 10]]); // prettier-ignore
    expect(cells[2]!.spec).to.deep.include({ labels: { ...spec.labels, budget: 50 }, arms: spec.arms });
  });

  it('are drawn by the root of the spec: the same again for the same, others for another', () => {
    const vary = ['base.learningRate=0.001..0.1*20', 'base.epochs=1..40+40'];
    const drawn = valuesOf(vary, '12');
    expect(drawn).to.have.length(12);
    expect(new Set(drawn.map(String)).size).to.equal(12);
    expect(valuesOf(vary, '12')).to.deep.equal(drawn);
    expect(valuesOf(vary, '12', 8)).not.to.deep.equal(drawn);
  });

  it('are those of the page, with the same ids, and name a combination the same', () => {
    const vary = ['labels.budget=20,50', 'drift[0].id=contrast,rotation'];
    for (const random of [undefined, '3']) {
      const asked = cellsFrom(given(vary, random), spec)!;
      const plan = { spec, axes: asked.axes, ...(random !== undefined && { random: Number(random) }) };
      expect(spec.seeds.race, 'else this shows nothing').to.equal(true);
      expect(asked.cells.map((cell) => contentId(cell.spec))).to.deep.equal(cellsOf(plan).map((cell) => contentId(cell.spec)));
      expect(asked.cells.every((cell) => !('race' in cell.spec.seeds))).to.equal(true);
    }
    const { axes, cells } = cellsFrom(given(vary), spec)!;
    expect(cellName(axes, cells[1]!.values)).to.equal('20 labels, drift[0].id rotation');
  });

  it('race where that is what is varied', () => {
    const { cells } = cellsFrom(given(['seeds.race=true', 'labels.budget=20']), spec)!;
    expect(cells[0]!.spec.seeds.race).to.equal(true);
  });

  it('are none where nothing is varied', () => expect(cellsFrom(given([]), spec)).to.equal(undefined));

  const refused: readonly (readonly [what: string, vary: readonly string[], random: string | undefined, message: RegExp])[] = [
    ['text that names no values', ['labels.budget'], undefined, /^--vary: “labels\.budget” is no field and values/],
    ['a field that there is not', ['lables.budget=20'], undefined, /^--vary: .*no “lables”/],
    ['a value that the field cannot be', ['labels.budget=-4'], undefined, /^--vary: labels\.budget = -4/],
    ['a field twice', ['labels.budget=20', 'labels.budget=50'], undefined, /varied twice/],
    ['more than a sweep takes', ['seeds.root=1..900+900', 'base.epochs=5,10'], undefined, /1800 experiments.*draw some at random/],
    ['a draw from nothing', [], '5', /^--random .*give --vary/],
    ['a draw of none', ['labels.budget=20,50'], '0', /^--random: .*"0"/],
  ];
  for (const [what, vary, random, message] of refused)
    it(`are refused with the option and a remedy: ${what}`, () => {
      expect(() => cellsFrom(given(vary, random), spec)).to.throw(CliError, message);
    });
});
