/** Nothing that the page says is said in one language only. What is not in step is written by `npm run words`, then translated. */
import { readFileSync } from 'node:fs';
import { generateMsgId } from '@lit/localize/internal/id-generation.js';
import { expect } from 'chai';
import { globSync } from 'tinyglobby';
import ts from 'typescript';
import { textsBelow } from '../../build/texts-below.ts';
import below from '../../src/words/de/below.json' with { type: 'json' };
import { templates } from '../../src/words/de/de.ts';

const slotsOf = (text: string): string[] => [...text.matchAll(/\{\d+\}/g)].map(([slot]) => slot).sort();

/** Ids of all messages of the sources, as @lit/localize makes them: of a text’s literal parts. */
function messages(): Map<string, string> {
  const ids = new Map<string, string>();
  for (const file of globSync('src/{ui,state,embed}/**/*.ts')) {
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) && node.expression.getText() === 'msg') {
        const [said] = node.arguments;
        const [template, html] =
          said && ts.isTaggedTemplateExpression(said) ? [said.template, said.tag.getText() === 'html'] : [said, false];
        if (template && ts.isStringLiteralLike(template))
          ids.set(generateMsgId(html ? [template.text] : template.text, html), `${file}: ${template.text}`);
        else if (template && ts.isTemplateExpression(template))
          ids.set(
            generateMsgId([template.head.text, ...template.templateSpans.map(({ literal }) => literal.text)], html),
            `${file}: ${template.getText()}`,
          );
        else expect.fail(`${file}: msg(${said?.getText()}) is no text that can be read from the sources`);
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return ids;
}

describe('German', () => {
  it('has every message of the page', () => {
    const asked = messages();
    expect(asked.size).to.be.greaterThan(1500);
    expect([...asked].filter(([id]) => !(id in templates)).map(([, where]) => where)).to.deep.equal([]);
    expect(Object.keys(templates).filter((id) => !asked.has(id))).to.deep.equal([]);
  });

  it('says marks of HTML as they are where a text is none', () => {
    const plain = Object.values(templates).map((said) => (typeof said === 'string' ? said : 'strTag' in said ? said.strings.join('') : ''));
    expect(plain.filter((text) => /&\w+;/.test(text))).to.deep.equal([]);
    expect(plain.some((text) => text.includes('Nadeau & Bengio'))).to.equal(true);
  });

  it('has a translation of each in the file that translators write', () => {
    const units = readFileSync('src/words/de/de.xlf', 'utf8').split('<trans-unit ').slice(1);
    expect(units.length).to.be.greaterThan(1500);
    const open = units.filter((unit) => !/<target>[^]+<\/target>/.test(unit));
    expect(open).to.deep.equal([]);
    const placed = (text: string | undefined) => [...(text ?? '').matchAll(/<x id="(\d+)"/g)].map(([, id]) => id).sort();
    for (const unit of units)
      expect(placed(/<target>([^]*)<\/target>/.exec(unit)?.[1]), unit).to.deep.equal(placed(/<source>([^]*)<\/source>/.exec(unit)?.[1]));
  });

  it('has every text from below the page', () => {
    const said = below as Record<string, string>;
    const texts = textsBelow();
    expect(texts.length).to.be.greaterThan(3000);
    expect(texts.filter(({ text }) => !said[text]).map(({ text, file }) => `${file}: ${text}`)).to.deep.equal([]);
    expect(Object.keys(said).filter((english) => !texts.some(({ text }) => text === english))).to.deep.equal([]);
    for (const [english, german] of Object.entries(said)) expect(slotsOf(german), english).to.deep.equal(slotsOf(english));
  });
});
