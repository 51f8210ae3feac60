/**
 * `npm run words`: brings the translations in step with the sources. New texts of the page come into `src/words/de/de.xlf`, new texts from below
 * into `src/words/de/below.json`, both without a translation; what nobody says any more goes. Then the page’s are built. Ends with 1 and a list
 * while something is not translated.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { textsBelow } from './texts-below.ts';

const BELOW = 'src/words/de/below.json';
const BUILT = 'src/words/de/de.ts';
const PAGE = 'src/words/de/de.xlf';

const tool = (does: string) => execFileSync('npx', ['lit-localize', does], { stdio: ['ignore', 'inherit', 'inherit'] });

tool('extract');
const said = JSON.parse(readFileSync(BELOW, 'utf8')) as Record<string, string>;
const texts = textsBelow();
const below = Object.fromEntries(texts.map(({ text }) => [text, said[text] ?? '']));
writeFileSync(BELOW, `${JSON.stringify(below, null, 2)}\n`);
tool('build');
// lit-localize escapes all texts as HTML, also those that are set as plain text.
const escaped: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };
const plain = (line: string) => (/^'[\w]+': html`/.test(line) ? line : line.replace(/&(?:amp|lt|gt);/g, (mark) => escaped[mark]!));
writeFileSync(BUILT, readFileSync(BUILT, 'utf8').split('\n').map(plain).join('\n'));

const units = readFileSync(PAGE, 'utf8').split('<trans-unit ').slice(1);
const open = [
  ...units.filter((unit) => !/<target>[^]+<\/target>/.test(unit)).map((unit) => `${PAGE}: ${/<source>([^]*?)<\/source>/.exec(unit)?.[1]}`),
  ...texts.filter(({ text }) => !below[text]).map(({ text, file }) => `${BELOW}: ${text} (${file})`),
];
for (const text of open) console.error(text);
if (open.length) process.exitCode = 1;
console.error(
  open.length
    ? `${open.length} texts are not translated.`
    : `${units.length} texts of the page and ${texts.length} from below: all are translated.`,
);
