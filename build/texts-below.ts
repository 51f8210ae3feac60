/**
 * The texts that are written below the page (registries, verdicts, findings, errors), as templates with numbered slots: `{0} rows have no label`.
 * A template is the code of a text and what stands in its slots is its data; `src/words` finds both again in a finished English text and says
 * it in the page’s language. They are read from the sources, so that none of them has to be listed.
 */
import { readFileSync } from 'node:fs';
import { globSync } from 'tinyglobby';
import ts from 'typescript';
import { arms } from '../src/adapt/registry.ts';
import { selfTestNames } from '../src/engine/self-test.ts';
import { doing } from '../src/measure/doing.ts';

const FOLDERS = [
  ...['maths', 'random', 'spec', 'data', 'models', 'contracts', 'drift', 'detect', 'policies', 'training', 'measure', 'adapt', 'decide'],
  ...['experiment', 'record', 'science', 'engine', 'services', 'store', 'state'],
];
/** Golden data, formats and documents for machines or for passing on, which stay as they are. */
const NOT_SHOWN = [
  ...[
    'src/detect/golden/**',
    'src/**/golden.ts',
    'src/record/export/*/**',
    'src/record/export/!(registry).ts',
    'src/record/schema/**',
    'src/**/*.d.ts',
    'src/engine/*/kernels/**',
  ],
  ...['datasets/**/*.d.ts', 'datasets/*/pack*.ts', 'datasets/queries/{compose,intents,slots}.ts'],
];
/** Properties whose text is no prose: names of works, addresses, code. */
const NO_PROSE = new Set([
  'source',
  'sources',
  'id',
  'kind',
  'href',
  'url',
  'doi',
  'licence',
  'license',
  'citation',
  'code',
  'type',
  'flag',
  'media',
  'extension',
  'name',
]);
/** Properties that are shown even where they are a single word. */
const SHOWN = new Set([
  'title',
  'help',
  'label',
  'unit',
  'ladder',
  'arm',
  'what',
  'value',
  'reason',
  'note',
  'summary',
  'caution',
  'says',
  'plural',
  'singular',
  'gain',
  'loss',
]);

/** Shaders, regular expressions, addresses. */
const CODE = /\n|[;{}]\w|\w=[\w({]|^https?:|\\p\{/;

/** Documents are English; the page shows what they are called. */
const DOCUMENTS = 'src/record/export/';
/** Words that no rule finds: they are put together at run time, or stand where names do. */
const WORDS = [
  ...[
    'months',
    'hours',
    'days',
    'weeks',
    'runs',
    'predictions',
    'rows',
    'labels',
    'batches',
    'items',
    'errors',
    'points',
    'seeds',
    'epochs',
  ],
  ...[
    'compute',
    'iteration',
    'talent',
    'sudden',
    'gradual',
    'incremental',
    'recurring',
    'seasonal',
    'blip',
    'feature-by-feature',
    'off',
    'on',
  ],
  ...[
    'everywhere',
    'first',
    'middle',
    'head',
    'towards the old head',
    'out-of-fold loss',
    'trials',
    'iterations',
    'schedule',
    'nothing',
    'everything',
  ],
];

/** A text from below: its template, and where it stands first. */
export interface TextBelow {
  readonly text: string;
  readonly file: string;
  /** What stands in its slots, as the code has it. */
  readonly slots: readonly string[];
}

/** Every template of the sources, each once, in the order of files and lines. */
export function textsBelow(root = process.cwd()): TextBelow[] {
  const files = globSync([`src/{${FOLDERS.join(',')}}/**/*.ts`, 'src/watched-worker.ts', 'datasets/**/*.ts'], {
    cwd: root,
    ignore: NOT_SHOWN,
  }).sort();
  const found = new Map<string, TextBelow>();
  for (const file of files) {
    const source = ts.createSourceFile(file, readFileSync(`${root}/${file}`, 'utf8'), ts.ScriptTarget.Latest, true);
    for (const { text, slots } of textsIn(source)) if (!found.has(text)) found.set(text, { text, file, slots });
  }
  const extra = (text: string, file: string) => void (found.has(text) || found.set(text, { text, file, slots: [] }));
  for (const arm of arms) extra(doing(arm), 'src/measure/doing.ts');
  for (const name of selfTestNames) extra(name, 'src/engine/self-test.ts');
  for (const word of WORDS) extra(word, 'build/texts-below.ts');
  return [...found.values()];
}

function textsIn(source: ts.SourceFile): Template[] {
  const texts: Template[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node)) return;
    const whole = outermost(node) ? templateOf(node as ts.Expression) : undefined;
    if (whole !== undefined && isText(whole.text, node)) texts.push({ ...whole, text: whole.text.trim() });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return texts;
}

/** A literal or a sum of strings that is no part of a larger one. */
function outermost(node: ts.Node): boolean {
  const composed = ts.isStringLiteralLike(node) || ts.isTemplateExpression(node) || isSum(node);
  return composed && !isSum(node.parent) && !ts.isTaggedTemplateExpression(node.parent);
}

const isSum = (node: ts.Node): node is ts.BinaryExpression =>
  ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken;

type Template = Pick<TextBelow, 'text' | 'slots'>;

/** With `{n}` for what is put in; undefined where nothing of it is literal. */
function templateOf(node: ts.Expression): Template | undefined {
  const slots: string[] = [];
  let literal = false;
  const write = (part: ts.Expression): string => {
    if (ts.isParenthesizedExpression(part) && isSum(part.expression)) return write(part.expression);
    if (ts.isStringLiteralLike(part)) {
      literal = true;
      return part.text;
    }
    if (isSum(part)) return write(part.left) + write(part.right);
    if (!ts.isTemplateExpression(part)) return `{${slots.push(part.getText()) - 1}}`;
    literal = true;
    return part.head.text + part.templateSpans.map(({ expression, literal: { text } }) => write(expression) + text).join('');
  };
  const text = write(node);
  return literal ? { text, slots } : undefined;
}

function isText(template: string, node: ts.Node): boolean {
  const literal = template.replace(/\{\d+\}/g, ' ');
  if (!/\p{L}{2}/u.test(literal) || CODE.test(literal)) return false;
  if (!shown(node)) return false;
  if (/\p{L}[\p{L}’,.:;)%]* +[(\p{L}]/u.test(literal.trim())) return true;
  if (/\{\d+\}/.test(template) && /(^| )\p{L}{2,}[,.:;]?( |$)/u.test(literal)) return true;
  return inText(node) || SHOWN.has(property(node) ?? '');
}

/** Names, comparisons, keys and works that are cited are no texts. */
function shown(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isPropertyAssignment(parent) && parent.name === node) return false;
  if (ts.isElementAccessExpression(parent) || ts.isCaseClause(parent) || ts.isEnumMember(parent)) return false;
  if (ts.isBinaryExpression(parent) && /^[=!]==?$/.test(parent.operatorToken.getText())) return false;
  const { fileName } = node.getSourceFile();
  const named = property(node) ?? '';
  if (fileName.startsWith(DOCUMENTS)) return named === 'title';
  return !NO_PROSE.has(named) || (/^sources?$/.test(named) && !/\d{4}/.test(node.getText()));
}

/** The property that an expression is the value of, or an element or a branch of. */
function property(node: ts.Node): string | undefined {
  let at: ts.Node = node;
  while (ts.isArrayLiteralExpression(at.parent) || isChoice(at.parent, at) || ts.isAsExpression(at.parent)) at = at.parent;
  if (ts.isArrowFunction(at.parent) && at.parent.body === at) at = at.parent;
  return ts.isPropertyAssignment(at.parent) && at.parent.initializer === at ? at.parent.name.getText() : undefined;
}

/** A branch, not the question. */
function isChoice(parent: ts.Node, child: ts.Node): boolean {
  if (ts.isParenthesizedExpression(parent)) return true;
  if (ts.isConditionalExpression(parent)) return parent.condition !== child;
  return ts.isBinaryExpression(parent) && /^(\?\?|\|\||&&)$/.test(parent.operatorToken.getText());
}

/** A word that is put into a larger text, by a choice or by itself. */
function inText(node: ts.Node): boolean {
  let at: ts.Node = node;
  while (isChoice(at.parent, at)) at = at.parent;
  return ts.isTemplateSpan(at.parent) || isSum(at.parent);
}
