/**
 * A run as one page that needs nothing else: it opens by a double click, fetches nothing and runs nothing (its content security policy forbids
 * both), can be printed, and holds the run itself, so that it can be checked, opened and repeated.
 */
import { strToU8 } from 'fflate';
import type { AnyRecord } from '../../../contracts/record.ts';
import { MOST_CHANGES } from '../../../measure/energy/pressure.ts';
import { runBytes, runText } from '../../file/write.ts';
import { driftSentences, runTitle, shortId, stepsToRepeat } from '../about.ts';
import { told } from '../teller.ts';
import { charts } from './charts.ts';
import { embedded, embeddedGzipped, WITHOUT_RUN } from './embedded.ts';
import { Markup, markup } from './markup.ts';
import { styles } from './styles.ts';

/** What the page is called in the commands it shows. */
const FILE = 'report.html';
/** Bytes of a page, as mail and forums still take them. */
export const MOST_BYTES = 500_000;

/** How a page has its run: in letters, gzipped, or not at all, since it would be too large. */
interface Holding {
  readonly element: Markup;
  readonly said: string;
  /** What the commands read. */
  readonly file: string;
}

/** The whole page, of 500,000 bytes at most: a run that has more is held gzipped, and one that has more even so is left out, which the page says. */
export function report(record: AnyRecord): string {
  const json = runText(record);
  const bare = bytesOf(page(record, without(record)));
  if (bare + bytesOf(embedded(json).text) <= MOST_BYTES) return page(record, letters(json));
  const gzipped = embeddedGzipped(runBytes(record));
  return page(record, bare + bytesOf(gzipped.text) <= MOST_BYTES ? { ...letters(json), element: gzipped } : without(record));
}

const bytesOf = (text: string): number => strToU8(text).length;

const letters = (json: string): Holding => ({
  element: embedded(json),
  said: `This page holds the whole run; drop it on the page “Runs” of Drift Lab to look at every number of it. On the command line, with this page as ${FILE}:`,
  file: FILE,
});

function without(record: AnyRecord): Holding {
  const file = `run-${shortId(record)}.driftlab.json`;
  return {
    element: new Markup(WITHOUT_RUN),
    said: `Left out: the run itself, which is too large for a page of ${MOST_BYTES / 1000} kB. Every repeat, curve and hash is in its own file, ${file}; drop that on the page “Runs” of Drift Lab, or check it on the command line:`,
    file,
  };
}

function page(record: AnyRecord, { element, said, file }: Holding): string {
  const { table, missing, headline, sentences, sections, facts } = told(record);
  const { startedAt, runId, specId, signatures = [], data, environment } = record;
  const title = runTitle(record);
  const drift = driftSentences(record);
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="${environment.app}">
<meta name="drift-lab-run" content="${runId}">
<title>${title}</title>
<style>${new Markup(styles)}</style>
</head>
<body>
<header><p>${title} · ${startedAt.slice(0, 16).replace('T', ' ')} UTC · ${environment.app}</p></header>
<main>
<h1>${headline}</h1>
${list(sentences)}
${tableOf('Results', table)}
${list(missing)}
${charts(record)}
${drift.length ? markup`<h2>What changed</h2>${list(drift)}` : undefined}
${sections.map(({ title: heading, sentences: more, rows }) => markup`<h2>${heading}</h2>${list(more)}${rows ? tableOf(heading, rows) : undefined}`)}
<h2>How it was run</h2>
${terms(facts)}
<h2>Data</h2>
${terms([
  ['what', data.card.summary],
  ['source', data.card.source],
  ['licence', data.card.licence],
  ...(data.card.caution ? [['caution', data.card.caution]] : []),
  ...(data.classes.length ? [['classes', data.classes.join(', ')]] : []),
  ['SHA-256', data.sha256],
])}
<h2>Machine</h2>
${terms(machineOf(record))}
<h2>Check it, run it again</h2>
<p>${said}</p>
${stepsToRepeat(record, file).map(({ what, command }) => markup`<p>${what}</p>${command ? markup`<pre><code>${command}</code></pre>` : undefined}`)}
${terms([
  ['run', runId],
  ['experiment', specId],
  [
    'signed',
    signatures.length
      ? signatures.map(({ publicKey }) => `by the key ${publicKey}; it proves the same author, not a true result`).join('; ')
      : 'by nobody',
  ],
])}
</main>
${element}
</body>
</html>
`.text;
}

const list = (lines: readonly string[]): Markup | undefined =>
  lines.length ? markup`<ul>${lines.map((line) => markup`<li>${line}</li>`)}</ul>` : undefined;

/** It scrolls inside its frame where it is wider than the page, also by keys. */
function tableOf(name: string, [header, ...rows]: readonly (readonly string[])[]): Markup | undefined {
  if (!header) return undefined;
  const head = header.map((cell) => markup`<th scope="col">${cell}</th>`);
  const body = rows.map(
    ([first, ...cells]) => markup`<tr><th scope="row">${first}</th>${cells.map((cell) => markup`<td>${cell}</td>`)}</tr>\n`,
  );
  return markup`<div class="scroll" role="region" aria-label="${name}" tabindex="0"><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}

/** Words and sentences; a line without a word goes on from the one before. */
const terms = (lines: readonly (readonly string[])[]): Markup =>
  markup`<dl>${lines.map(([word, sentence]) => markup`${word ? markup`<dt>${word}</dt>` : markup`<dt></dt>`}<dd>${sentence}</dd>`)}</dl>`;

function machineOf({ environment }: AnyRecord): string[][] {
  const { engine, userAgent, cores, hidden, pressure, commit, timerStepMs, isolated } = environment;
  const { log = [] } = pressure;
  return [
    ['engine', `${engine.engine}, ${engine.library}${engine.adapter ? `, ${engine.adapter}` : ''}`],
    ['browser', userAgent],
    ['cores', String(cores)],
    ['pressure', `${pressure.before} before, ${pressure.during} at most during the run${hidden ? '; the tab was hidden for a while' : ''}`],
    ...(log.length
      ? [
          [
            '',
            `it changed ${log.length === MOST_CHANGES ? `${MOST_CHANGES} times or more` : `after ${log.map(({ seconds, state }) => `${seconds.toFixed(1)} s to ${state}`).join(', ')}`}`,
          ],
        ]
      : []),
    ...(timerStepMs === undefined ? [] : [['clock', `steps of ${timerStepMs} ms${isolated ? ', isolated' : ''}`]]),
    ...(commit === undefined ? [] : [['commit', commit]]),
  ];
}
