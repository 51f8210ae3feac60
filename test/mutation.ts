/**
 * `npm run test:mutation -- <folder> [file …]`: mutates a folder of src, or some files of it (paths from src/), and runs the tests of that
 * folder against each mutant. The report is written to reports/mutation.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const [folder, ...files] = process.argv.slice(2);
if (!folder || !existsSync(`src/${folder}`) || !existsSync(`test/${folder}`)) {
  console.error(`Which folder? Give one that is in src/ and in test/, such as "policies"${folder ? `; "${folder}" is not` : ''}.`);
  process.exit(2);
}
const { status } = spawnSync('npx', ['stryker', 'run'], {
  stdio: 'inherit',
  env: { ...process.env, MUTATION_FOLDER: folder, ...(files.length && { MUTATION_FILES: files.map((file) => `src/${file}`).join(',') }) },
  shell: process.platform === 'win32',
});
process.exitCode = status ?? 1;
