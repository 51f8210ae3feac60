/**
 * `npm run check:goldens`: what must not change when walls are moved. Ids, links, whole records (less what a clock tells) and what
 * `lab drift` writes are made again and their SHA-256 held against `goldens.json`; `-- --write` freezes them anew, for a change that is meant.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadDataset } from '../../datasets/registry.ts';
import { importAssemblyScript } from '../../build/assemblyscript-plugin.ts';
import { createHash } from 'node:crypto';
import type { AnySpec } from '../../src/spec/schema.ts';
import { contentId } from '../../src/spec/canonical.ts';
import { encodeLink } from '../../src/spec/link.ts';
import { plain } from '../../src/spec/fitting.ts';
import { presets } from '../../src/spec/kinds/compare/presets.ts';
import { streamPresets } from '../../src/spec/kinds/stream/presets.ts';
import { timeless } from '../timeless.ts';
import { comparisons, streams } from './cases.ts';

const root = join(import.meta.dirname, '../..');
const file = join(import.meta.dirname, 'goldens.json');

/** A digest for each top-level part, so that a difference names its place. */
const digests = (record: object): Record<string, string> =>
  Object.fromEntries(Object.entries(timeless(record) as object).map(([part, value]) => [part, contentId(value).slice(7, 23)]));

await importAssemblyScript(join(root, 'src/engine/wasm/assembly/kernels.ts'));
const { openWasmTrainer } = await import('../../src/engine/open-wasm.ts');
const { LabSession } = await import('../../src/services/lab/session.ts');

const session = new LabSession({ createTrainer: openWasmTrainer, loadDataset, machine: { userAgent: 'none', cores: 1 }, app: 'goldens' });

const specs: Readonly<Record<string, AnySpec>> = Object.fromEntries(
  [...Object.entries(presets), ...Object.entries(streamPresets)].flatMap(([id, { spec }]) => [
    [id, spec],
    ...(spec.kind === 'compare' ? [[`${id}, plain`, plain(spec)]] : []),
  ]),
);
const found: Record<string, unknown> = {
  specIds: Object.fromEntries(Object.entries(specs).map(([id, spec]) => [id, contentId(spec)])),
  links: Object.fromEntries(Object.entries(specs).map(([id, spec]) => [id, encodeLink(spec)])),
  records: await records(),
  drift: Object.fromEntries(['standard', 'sensors', 'slang', 'loans'].map((preset) => [preset, written(preset)])),
};

if (process.argv.includes('--write')) writeFileSync(file, `${JSON.stringify(found, null, 2)}\n`);
else report(differences(JSON.parse(readFileSync(file, 'utf8')), found));

async function records(): Promise<Record<string, unknown>> {
  const all: Record<string, unknown> = {};
  for (const [name, spec] of Object.entries(comparisons)) {
    await session.run(spec, (event) => {
      if (event.type === 'failed') throw new Error(`${name}: ${event.text}`);
      if (event.type === 'finished') all[name] = digests(event.record);
    });
  }
  for (const [name, spec] of Object.entries(streams)) {
    await session.run(spec, (event) => {
      if (event.type === 'failed') throw new Error(`${name}: ${event.text}`);
      if (event.type === 'finished') all[name] = digests(event.record);
    });
  }
  return all;
}

/** Every file that `lab drift` writes, by its name. */
function written(preset: string): Record<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'drift-lab-goldens-'));
  try {
    execFileSync(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', 'drift', '--preset', preset, '--out', folder], {
      cwd: root,
      env: { ...process.env, SOURCE_DATE_EPOCH: '0' },
    });
    return Object.fromEntries(
      readdirSync(folder)
        .sort()
        .map((name) => [
          name,
          createHash('sha256')
            .update(readFileSync(join(folder, name)))
            .digest('hex'),
        ]),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function differences(frozen: unknown, now: unknown, path = ''): string[] {
  if (typeof frozen === 'object' && frozen && typeof now === 'object' && now) {
    const keys = new Set([...Object.keys(frozen), ...Object.keys(now)]);
    return [...keys].flatMap((key) =>
      differences((frozen as Record<string, unknown>)[key], (now as Record<string, unknown>)[key], path ? `${path} › ${key}` : key),
    );
  }
  return frozen === now ? [] : [path];
}

function report(changed: readonly string[]): void {
  if (changed.length === 0) return console.log('Ids, links, records and drifted worlds are what they were.');
  console.error(
    `Changed:\n  ${changed.join('\n  ')}\nIf that is meant, say why in the commit and freeze them anew: npm run check:goldens -- --write`,
  );
  process.exitCode = 1;
}
