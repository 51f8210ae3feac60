import { expect } from 'chai';
import type { When } from '../../../src/contracts/drift.ts';
import { whyNotThen } from '../../../src/drift/when.ts';
import type { ChosenData } from '../../../src/state/data-state.ts';
import { globalDrift } from '../../../src/spec/schema.ts';
import type { DriftTimeline } from '../../../src/ui/charts/drift-timeline.ts';
import type { ChoiceField, FieldChange } from '../../../src/ui/controls/fields.ts';
import type { ParameterFields } from '../../../src/ui/controls/parameter-fields.ts';
import type { RangeField } from '../../../src/ui/controls/range-field.ts';
import { severityWords, type Drift, type DriftEditor } from '../../../src/ui/experiment/drift-editor.ts';
import { catalogue } from '../../experiment/catalogue.ts';
import { find, findAll, mount, settled, words } from '../mount.ts';

const table: ChosenData = {
  title: 'Pumps',
  kind: 'tabular',
  inputShape: [3],
  encodedShape: [3],
  columns: ['flow', 'heat', 'noise'].map((name) => ({ name, kind: 'numeric' })),
  classes: ['fine', 'worn', 'broken'],
  groups: { name: 'site', names: ['north', 'south'] },
  maxRows: 1000,
};
const images: ChosenData = {
  title: 'Digits',
  kind: 'image',
  inputShape: [8, 8, 1],
  encodedShape: [8, 8, 1],
  columns: [],
  classes: ['0', '1', '2'],
  maxRows: 1000,
};
const text: ChosenData = {
  title: 'Queries',
  kind: 'text',
  inputShape: [50],
  encodedShape: [50],
  columns: [],
  classes: ['card', 'loss'],
  maxRows: 1000,
};

/** The editor on that data, and the drifts that it tells; each is shown as the page would. */
async function editing(drift: Drift, data: ChosenData = table): Promise<{ editor: DriftEditor; told: Drift[] }> {
  const editor = await mount('drift-editor', { drift, data, choices: catalogue.filter(({ appliesTo }) => appliesTo.includes(data.kind)) });
  const told: Drift[] = [];
  editor.addEventListener('field-change', (event) => {
    editor.drift = (event as FieldChange<Drift>).value;
    told.push(editor.drift);
  });
  return { editor, told };
}

const labelled = <T extends ChoiceField | RangeField>(editor: DriftEditor, label: string): T | undefined =>
  findAll<T>(editor, 'choice-field, range-field').find((field) => field.label === label);
const options = (editor: DriftEditor, label: string): string[] => labelled<ChoiceField>(editor, label)!.choices.map(({ id }) => id);

/** Lets a field tell a value, as its native input would. */
async function set(editor: DriftEditor, label: string, value: number | string): Promise<void> {
  const input = find<HTMLInputElement | HTMLSelectElement>(labelled(editor, label)!, 'input, select');
  input.value = String(value);
  input.dispatchEvent(new Event(typeof value === 'number' ? 'input' : 'change'));
  await settled(editor);
}
async function press(editor: DriftEditor, name: string): Promise<void> {
  findAll<HTMLButtonElement>(editor, '.choice button')
    .find((button) => words(button) === name)!
    .click();
  await settled(editor);
}
const pressed = (editor: DriftEditor): string[] => findAll(editor, '.choice [aria-pressed=true]').map(words);

describe('the editor of a drift', () => {
  describe('what', () => {
    it('groups the drifts by what they change, and tells its own title and help', async () => {
      const { editor } = await editing(globalDrift('gain-offset', 3));
      const choice = labelled<ChoiceField>(editor, 'What changes')!;
      const gain = catalogue.find(({ id }) => id === 'gain-offset')!;
      expect(new Set(choice.choices.map(({ group }) => group)).size).to.equal(5);
      expect(choice.choices.find(({ id }) => id === 'gain-offset')!.group).to.equal('Inputs change: P(x)');
      expect(choice.help).to.equal(gain.help);
    });

    it('keeps severity and time when another drift is chosen, not its place and parameters', async () => {
      const when: When = { pattern: 'blip', start: 0.2, end: 0.4 };
      const { editor, told } = await editing({ ...globalDrift('gain-offset', 4.5), where: { scope: 'rows', share: 0.2 }, when });
      await set(editor, 'What changes', 'prior-shift');
      expect(told).to.deep.equal([{ ...globalDrift('prior-shift', 4.5), when }]);
    });

    it('has the fields of the parameters that the drift declares', async () => {
      const { editor, told } = await editing(globalDrift('new-class', 3));
      const fields = find<ParameterFields>(editor, 'parameter-fields');
      const select = find<HTMLSelectElement>(find(fields, 'choice-field'), 'select');
      select.value = 'worn';
      select.dispatchEvent(new Event('change'));
      expect(told).to.deep.equal([{ ...globalDrift('new-class', 3), params: { class: 'worn' } }]);
    });
  });

  describe('how strongly', () => {
    const ladder = ['15°', '30°', '45°', '60°', '90°'];

    it('says the words of a step, or of the two it lies between', () => {
      const cases = [
        [0, 'nothing changes'],
        [0.4, 'less than 15°'],
        [1, '15°'],
        [1.1, '15° … 30°'],
        [4.9, '60° … 90°'],
        [5, '90°'],
      ] as const;
      for (const [severity, expected] of cases) expect(severityWords(ladder, severity), `${severity}`).to.equal(expected);
    });

    it('is a slider from 0 to 5 that changes nothing else', async () => {
      const drift: Drift = { ...globalDrift('gain-offset', 3), where: { scope: 'class', name: 'worn' } };
      const { editor, told } = await editing(drift);
      await set(editor, 'Severity', 2.5);
      expect(told).to.deep.equal([{ ...drift, severity: 2.5 }]);
      expect(labelled<RangeField>(editor, 'Severity')).to.include({ shown: '2.5', max: 5 });
    });
  });

  describe('where', () => {
    it('is everywhere or in a part, by one click each', async () => {
      const { editor, told } = await editing(globalDrift('gain-offset', 3));
      expect(pressed(editor)).to.deep.equal(['Everywhere']);
      await press(editor, 'In a part');
      expect(told.at(-1)!.where).to.deep.equal({ scope: 'group', name: 'north' });
      expect(pressed(editor)).to.deep.equal(['In a part']);
      await press(editor, 'Everywhere');
      expect(told.at(-1)!.where).to.deep.equal({ scope: 'all' });
      expect(told).to.have.length(2);
    });

    it('keeps its part when that is clicked again', async () => {
      const { editor, told } = await editing({ ...globalDrift('gain-offset', 3), where: { scope: 'rows', share: 0.2 } });
      await press(editor, 'In a part');
      expect(told).to.deep.equal([]);
    });

    it('offers the parts in which that drift can act on that data', async () => {
      const parts = async (id: string, data: ChosenData) => {
        const { editor } = await editing(globalDrift(id, 3), data);
        await press(editor, 'In a part');
        return options(editor, 'Which part');
      };
      expect(await parts('gain-offset', table)).to.deep.equal(['group', 'class', 'region', 'rows', 'features']);
      expect(await parts('contrast', images)).to.deep.equal(['class', 'region', 'rows', 'features']);
      expect(await parts('slang', text)).to.deep.equal(['class', 'rows']);
      expect(await parts('prior-shift', table)).to.deep.equal(['group', 'region', 'rows']);
    });

    it('is no question for a drift that concerns the whole world', async () => {
      for (const id of ['new-class', 'no-drift']) {
        const { editor } = await editing(globalDrift(id, 3));
        expect(findAll(editor, '.choice'), id).to.have.length(0);
      }
    });

    it('tells each part with its name, bounds or share', async () => {
      const { editor, told } = await editing({ ...globalDrift('gain-offset', 3), where: { scope: 'group', name: 'north' } });
      const where = () => told.at(-1)!.where;
      await set(editor, 'site', 'south');
      expect(where()).to.deep.equal({ scope: 'group', name: 'south' });
      await set(editor, 'Which part', 'class');
      await set(editor, 'Class', 'broken');
      expect(where()).to.deep.equal({ scope: 'class', name: 'broken' });
      await set(editor, 'Which part', 'region');
      await set(editor, 'Column', 'heat');
      await set(editor, 'from the quantile', 0.25);
      expect(where()).to.deep.equal({ scope: 'region', column: 'heat', from: 0.25, to: 1 });
      await set(editor, 'Which part', 'features');
      await set(editor, 'share of the inputs', 0.75);
      expect(where()).to.deep.equal({ scope: 'features', share: 0.75 });
    });

    it('never lets a region end before it begins', async () => {
      const { editor, told } = await editing({
        ...globalDrift('gain-offset', 3),
        where: { scope: 'region', column: 'flow', from: 0.5, to: 0.75 },
      });
      await set(editor, 'from the quantile', 1);
      expect(told.at(-1)!.where).to.deep.include({ from: 0.74, to: 0.75 });
      await set(editor, 'from the quantile', 0.5);
      await set(editor, 'to the quantile', 0.1);
      expect(told.at(-1)!.where).to.deep.include({ from: 0.5, to: 0.51 });
    });
  });

  describe('when', () => {
    it('is sudden and folded away at first', async () => {
      const { editor } = await editing(globalDrift('gain-offset', 3));
      expect(find<HTMLDetailsElement>(editor, 'details').open).to.equal(false);
      expect(words(find(editor, 'summary'))).to.equal('When: sudden');
    });

    it('stands open for any other pattern or start', async () => {
      for (const when of [
        { pattern: 'sudden', start: 0.5 },
        { pattern: 'incremental', start: 0, end: 1 },
      ] as const) {
        const { editor } = await editing({ ...globalDrift('gain-offset', 3), when });
        expect(find<HTMLDetailsElement>(editor, 'details').open, when.pattern).to.equal(true);
      }
    });

    it('offers the patterns that the drift can follow: feature by feature only what changes inputs in place', async () => {
      const staggered: When = { pattern: 'staggered', start: 0, end: 1 };
      const cases: readonly (readonly [string, ChosenData])[] = [
        ['gain-offset', table],
        ['contrast', images],
        ['slang', text],
        ['prior-shift', table],
        ['label-cycle', images],
        ['duplicated-rows', table],
        ['new-class', images],
      ];
      for (const [id, data] of cases) {
        const { editor } = await editing(globalDrift(id, 3), data);
        const ids = options(editor, 'Pattern');
        expect(ids.slice(0, 8), id).to.deep.equal([
          'sudden',
          'gradual-linear',
          'gradual-sigmoid',
          'gradual-sigmoid-moa',
          'incremental',
          'recurring',
          'seasonal',
          'blip',
        ]);
        expect(ids.includes('staggered'), id).to.equal(['gain-offset', 'contrast'].includes(id));
        expect(ids.includes('staggered'), id).to.equal(
          !whyNotThen(
            staggered,
            catalogue.find((each) => each.id === id)!,
            data,
          ),
        );
      }
    });

    it('starts a pattern with times of its own, and has a field for each of them', async () => {
      const { editor, told } = await editing(globalDrift('gain-offset', 3));
      await set(editor, 'Pattern', 'recurring');
      expect(told.at(-1)!.when).to.deep.equal({ pattern: 'recurring', start: 0, end: 1, period: 0.4, duty: 0.5 });
      for (const [label, value] of [
        ['starts at', 0.1],
        ['ends at', 0.9],
        ['period', 0.2],
        ['share of the period in the new world', 0.25],
      ] as const)
        await set(editor, label, value);
      expect(told.at(-1)!.when).to.deep.equal({ pattern: 'recurring', start: 0.1, end: 0.9, period: 0.2, duty: 0.25 });
      await set(editor, 'Pattern', 'gradual-sigmoid-moa');
      expect(told.at(-1)!.when).to.deep.equal({ pattern: 'gradual', shape: 'sigmoid-moa', start: 0.2, end: 0.8 });
      expect(labelled(editor, 'period')).to.equal(undefined);
    });

    it('never ends before it starts, and has no period of nothing', async () => {
      const { editor, told } = await editing({
        ...globalDrift('gain-offset', 3),
        when: { pattern: 'recurring', start: 0.2, end: 0.6, period: 0.4, duty: 0.5 },
      });
      await set(editor, 'starts at', 0.9);
      expect(told.at(-1)!.when).to.deep.include({ start: 0.6, end: 0.6 });
      await set(editor, 'starts at', 0.4);
      await set(editor, 'ends at', 0.1);
      expect(told.at(-1)!.when).to.deep.include({ start: 0.4, end: 0.4 });
      await set(editor, 'period', 0);
      await set(editor, 'share of the period in the new world', 0);
      expect(told.at(-1)!.when).to.deep.include({ period: 0.02, duty: 0.01 });
    });

    it('draws its time, and says how much of the new world is there at the end', async () => {
      const { editor } = await editing({
        ...globalDrift('gain-offset', 3),
        when: { pattern: 'gradual', shape: 'sigmoid-moa', start: 0, end: 1 },
      });
      expect(find<DriftTimeline>(editor, 'drift-timeline').drifts.map(({ title, severity }) => [title, severity])).to.deep.equal([
        ['Gain and offset', 3],
      ]);
      // MOA's sigmoid lacks σ(−2) = 12 % at its end.
      expect(words(find(editor, 'p'))).to.match(/new world has a weight of 88 %/);
    });
  });
});
