/** A run as a Jupyter notebook (nbformat 4.5) that holds it: the reader, the run, its results as tables, and a chart. Nothing was executed. */
import type { AnyRecord } from '../../contracts/record.ts';
import { bytesToBase64 } from '../../spec/base64.ts';
import { runBytes } from '../file/write.ts';
import { driftSentences, runTitle, shortId } from './about.ts';
import { plain } from './markdown.ts';
import { reader } from './python.ts';
import { told } from './teller.ts';

export function notebook(record: AnyRecord): string {
  const { headline, sentences } = told(record);
  const stream = 'runs' in record;
  const words = [
    `# ${plain(runTitle(record))}`,
    '',
    `**${plain(headline)}**`,
    '',
    ...[...sentences, ...driftSentences(record)].map((line) => `- ${plain(line)}`),
    '',
    `Run \`${record.runId}\`. The cells need Python 3.10, pandas and matplotlib.`,
  ];
  const cells = [
    cell('markdown', 'words', words.join('\n')),
    cell('code', 'reader', reader.trimEnd()),
    cell('code', 'run', `run = parse(base64.b64decode(\n    "${bytesToBase64(runBytes(record))}"\n))\nrun["runId"]`),
    cell('code', 'results', 'import pandas\n\ntable = pandas.DataFrame(results(run))\ntable'),
    cell('code', 'means', `table.groupby("${stream ? 'policy' : 'repair'}").mean(numeric_only=True)`),
    cell('code', 'along', chartOf(stream)),
  ];
  const metadata = {
    kernelspec: { display_name: 'Python 3', language: 'python', name: 'python3' },
    language_info: { name: 'python' },
    'drift-lab': { runId: record.runId, name: shortId(record) },
  };
  return `${JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 }, null, 1)}\n`;
}

const chartOf = (stream: boolean): string =>
  stream
    ? 'curves = pandas.DataFrame(along(run))\ncurves.pivot_table(index="batch", columns="policy", values="accuracy").plot(ylabel="share served right")'
    : 'curves = pandas.DataFrame(along(run))\ncurves.pivot_table(index="step", columns="repair", values="new").plot(ylabel="accuracy on new rows")';

/** Source as lines that keep their ends, as nbformat has it. */
function cell(type: 'markdown' | 'code', id: string, source: string): object {
  const lines = source.split(/(?<=\n)/);
  return { cell_type: type, id, metadata: {}, source: lines, ...(type === 'code' && { execution_count: null, outputs: [] }) };
}
