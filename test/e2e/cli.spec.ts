/** The command line, as a user meets it: exit codes, messages, results. */
import { expect, test } from '@playwright/test';
import { readFileSync, writeFileSync } from 'node:fs';
import type { RunRecord } from '../../src/contracts/record.ts';
import { specId } from '../../src/spec/canonical.ts';
import type { Spec } from '../../src/spec/schema.ts';
import { lab, startLab } from './lab-process.ts';
import { lengthy, tiny } from './support.ts';

const twoArms: Spec = { ...tiny, arms: [{ id: 'none' }, { id: 'head-only' }] };

/** A file in this test's own folder; its path. */
function file(name: string, content: string | object): string {
  const path = test.info().outputPath(name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

test.describe('help', () => {
  test('lists the commands', async () => {
    const { code, stdout } = await lab('--help');
    expect(code).toBe(0);
    expect(stdout).toContain('Usage: npm run -s lab -- <command>');
    expect(stdout).toMatch(/^ {2}run {2}/m);
  });

  test('lists the options of a command', async () => {
    const { code, stdout } = await lab('run', '--help');
    expect(code).toBe(0);
    const options = [
      'preset',
      'data',
      'label',
      'model',
      'head',
      'seeds',
      'seed',
      'metric',
      'plain',
      'engine',
      'out',
      'robust',
      'format',
      'json',
    ];
    for (const option of options) expect(stdout).toContain(`--${option}`);
  });
});

test.describe('input that cannot be used ends with 2 and says where, without a stack', () => {
  const refused: readonly (readonly [what: string, args: readonly string[], message: RegExp])[] = [
    ['no command', [], /Which command\?.*run/],
    ['an unknown command', ['fly'], /no command "fly".*run/],
    ['an unknown benchmark', ['bench', 'sleep'], /no benchmark "sleep".*engine/],
    ['an unknown option', ['run', '--sedes', '3'], /--sedes.*run --help/],
    ['an unknown preset', ['run', '--preset', 'nope'], /--preset.*"nope".*quick.*sensors/],
    ['no seeds', ['run', '--seeds', '0'], /--seeds.*at least 1/],
    ['a negative root seed', ['run', '--seed', '-1'], /--seed.*at least 0.*-1/],
    ['seeds that are no number', ['run', '--seeds', 'NaN'], /--seeds.*whole number.*"NaN"/],
    ['an unknown engine', ['run', '--engine', 'abacus'], /--engine.*wasm.*"abacus"/],
    ['a spec that is not there', ['run', 'nowhere.json'], /nowhere\.json.*ENOENT/],
    ['a table that is not there', ['run', '--data', 'nowhere.csv'], /--data.*nowhere\.csv.*ENOENT/],
    ['a label without a table', ['run', '--label', 'kind'], /--label.*--data/],
    ['a head without a model', ['run', '--head', 'dense'], /--head.*--model/],
    ['labels beyond the pool', ['sweep', '--labels', '10,9999'], /--labels.*9999.*pool of 400/],
    ['a sweep of one budget', ['sweep', '--labels', '50'], /--labels.*2 or more/],
    ['a sweep of a stream', ['sweep', '--preset', 'plants'], /comparison.*stream/],
    ['a stream under other recipes', ['run', '--preset', 'plants', '--robust'], /--robust.*only a comparison/],
    ['a recipe of an unknown part', ['run', 'RECIPE'], /recipe\.magic: unknown key/],
    ['an unknown metric', ['run', '--metric', 'luck'], /--metric.*"luck".*accuracy, .*log-loss/],
    ['a metric for a stream', ['run', '--preset', 'plants', '--metric', 'brier'], /--metric.*only a comparison/],
    ['an unknown format', ['run', '--format', 'xml'], /--format.*"xml".*json, csv,.*text/],
    ['two formats', ['run', '--format', 'csv', '--json'], /--json or --format csv/],
    ['a record in no folder', ['run', '--out', 'nowhere/run.json'], /--out.*nowhere.*ENOENT/],
  ];
  for (const [what, args, message] of refused) {
    test(what, async () => {
      const { code, stdout, stderr } = await lab(
        ...args.map((arg) => (arg === 'RECIPE' ? file('recipe.json', { recipe: { magic: { id: 'on' } } }) : arg)),
      );
      expect(stderr).toMatch(message);
      expect(stderr).not.toMatch(/^\s+at /m);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    });
  }

  test('a spec with a value out of bounds and a misspelt key: both paths at once', async () => {
    const { code, stderr } = await lab('run', file('bad.json', { drift: [{ id: 'rotation', severity: 9 }], lables: {} }));
    expect(stderr).toMatch(/drift\[0\]\.severity: must be at most 5.*got 9/);
    expect(stderr).toContain('lables: unknown key');
    expect(code).toBe(2);
  });

  test('a spec that is not JSON: line and column', async () => {
    const { code, stderr } = await lab('run', file('broken.json', '{\n  "engine": "cpu",\n}'));
    expect(stderr).toContain('line 3, column 1');
    expect(code).toBe(2);
  });

  test('a drift that does not exist: its path, from the page', { tag: '@slow' }, async () => {
    const { code, stderr } = await lab('run', file('drift.json', { ...twoArms, drift: [{ id: 'nope', severity: 1 }] }));
    expect(stderr).toMatch(/drift\[0\]\.id:.*"nope"/);
    expect(code).toBe(2);
  });

  test('a data set that does not exist: its path and those that do', async () => {
    const { code, stderr } = await lab('run', file('data.json', { ...twoArms, data: { ...twoArms.data, id: 'nope' } }));
    expect(stderr).toMatch(/data\.id:.*"nope".*digits/s);
    expect(code).toBe(2);
  });

  test('a row with a cell too many: file and line', async () => {
    const rows = Array.from({ length: 40 }, (_, i) => `${i},${i === 7 ? '1,5' : i * 2},${i % 2 ? 'on' : 'off'}`);
    const { code, stderr } = await lab('run', '--data', file('cells.csv', ['a,b,state', ...rows].join('\n')));
    expect(stderr).toContain('cells.csv:9: line 9 has 4 cells, the header 3');
    expect(code).toBe(2);
  });

  test('a label column that is not there: the columns that are', async () => {
    const table = file('columns.csv', 'pressure,flow,state\n1,2,on\n');
    const { code, stderr } = await lab('run', '--data', table, '--label', 'kind');
    expect(stderr).toMatch(/"?kind.*pressure, flow, state/);
    expect(code).toBe(2);
  });
});

test.describe('a run', () => {
  test('asks other recipes with --robust: the record has what they say, the table a sentence', { tag: '@slow' }, async () => {
    const spec = file('robust.json', { ...twoArms, seeds: { root: 7, count: 6 } });
    const out = test.info().outputPath('robust-run.json');
    const { code, stdout } = await lab('run', spec, '--robust', '--out', out);
    expect(code).toBe(0);
    const { robustness } = JSON.parse(readFileSync(out, 'utf8')) as RunRecord;
    expect(robustness!.recipes).toHaveLength(8);
    expect(stdout).toMatch(
      /against the best of all others under other recipes:[^]*of it, under (all 8|\d of 8) other recipes[^]*learning rate × 3/,
    );
    expect(stdout).toMatch(/recipe +one rate for all, constant, learning rate 0\.01/);
  });

  test('prints the record and nothing else with --json, writes it with --out, and repeats itself', { tag: '@slow' }, async () => {
    const spec = file('spec.json', twoArms);
    const out = test.info().outputPath('run.json');
    const first = await lab('run', spec, '--json', '--out', out);
    expect(first).toMatchObject({ code: 0 });
    const record = JSON.parse(first.stdout) as RunRecord;
    expect(record.specId).toBe(specId(twoArms));
    expect(record.results).toHaveLength(4);
    expect(JSON.parse(readFileSync(out, 'utf8'))).toEqual(record);
    expect(first.stderr).toContain('Engine: ');

    const again = JSON.parse((await lab('run', spec, '--json')).stdout) as RunRecord;
    expect(untimed(again)).toEqual(untimed(record));
  });

  test(
    'prints one row for each seed and repair with --format csv, and writes the table where --out ends in .txt',
    { tag: '@slow' },
    async () => {
      const out = test.info().outputPath('run.txt');
      const { code, stdout } = await lab('run', file('spec.json', twoArms), '--format', 'csv', '--out', out);
      expect(code).toBe(0);
      const lines = stdout.trimEnd().split('\n');
      expect(lines[0]).toMatch(/^seed,repair,status,accuracy,.*log-loss.*,seconds$/);
      expect(lines).toHaveLength(1 + 4);
      expect(readFileSync(out, 'utf8')).toMatch(/^repair +new world/);
    },
  );

  test('prints a table with one row per repair, the verdict, the engine and the duration', { tag: '@slow' }, async () => {
    const { code, stdout } = await lab('run', file('spec.json', twoArms), '--seeds', '2', '--engine', 'cpu');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^repair +new world +old world +forgetting +training +work +energy proxy$/m);
    expect(stdout).toMatch(/^no repair +\d/m);
    // Of two seeds the intervals are wide, and end where a share does.
    expect(stdout).toMatch(/^tune the head +\d+\.\d % \(\d+\.\d–\d+\.\d\) .*FLOP/m);
    expect(stdout).toContain('Too few seeds for a verdict: 2 of 6');
    expect(stdout).toMatch(/^engine +tfjs-cpu \(/m);
    expect(stdout).toMatch(/^took +\d/m);
  });

  test('learns from a table of the user’s own, and from the same table again when the spec names it', { tag: '@slow' }, async () => {
    const rows = Array.from({ length: 200 }, (_, i) => `${i % 2 ? 'on' : 'off'},${(i * 37) % 11},${i % 2 ? 5 : 1}`);
    const table = file('pumps.csv', ['state,noise,flow', ...rows].join('\n'));
    const { code, stdout } = await lab('run', file('spec.json', twoArms), '--data', table, '--label', 'state', '--json');
    expect(code).toBe(0);
    const record = JSON.parse(stdout) as RunRecord;
    expect(record.spec.data).toMatchObject({ id: 'own', params: { name: 'pumps.csv', label: 'state' } });
    expect(record.data.classes).toEqual(['off', 'on']);
    expect(record.spec.arms).toEqual(twoArms.arms);

    const again = await lab('run', file('own.json', record.spec), '--data', table, '--json');
    expect((JSON.parse(again.stdout) as RunRecord).specId).toBe(record.specId);
    const other = file('other.csv', ['state,noise,flow', ...rows.slice(1)].join('\n'));
    const refused = await lab('run', file('own.json', record.spec), '--data', other);
    expect(refused.stderr).toContain('content differs');
    expect(refused.code).toBe(2);
  });

  test('stops on Ctrl-C with most of its work not done, with 1, and leaves no browser behind', { tag: '@slow' }, async () => {
    // Longer than any machine takes to pass the key on: it is told of the training every other second only.
    const longest: Spec = { ...lengthy, seeds: { ...lengthy.seeds, count: 100 } };
    const running = startLab('run', file('spec.json', longest));
    await running.says('Training');
    running.pressCtrlC();
    const { code, stdout, stderr } = await running.ended;
    const finished = Number(/Stopped: (\d+) repeats were finished/.exec(stderr)?.[1]);
    expect(finished).toBeLessThan((longest.seeds.count * longest.arms.length) / 2);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    // Processes are counted in /proc.
    if (process.platform === 'linux') await expect.poll(() => running.leftovers()).toEqual([]);
  });
});

/** All that a repeated run must give again: no times, and nothing computed from them. */
function untimed({ spec, specId: id, data, model, seeds, results }: RunRecord): unknown {
  const timing = new Set(['times', 'seconds']);
  const withoutTimes = (key: string, value: unknown) => (timing.has(key) ? undefined : value);
  return JSON.parse(JSON.stringify({ spec, id, data, model, seeds, results }, withoutTimes));
}
