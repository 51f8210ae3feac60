/** What the package exports has a page in the reference that says what it is. */
import { expect } from 'chai';
import { join } from 'node:path';
import { Application, LogLevel, ReflectionKind, TSConfigReader, TypeDocReader } from 'typedoc';

const root = join(import.meta.dirname, '../..');

describe('the reference of the package', () => {
  it('has every entry that package.json names, and a sentence for every function, list and class of theirs', async () => {
    const options = { options: join(root, 'typedoc.json'), logLevel: LogLevel.None };
    const app = await Application.bootstrap(options, [new TypeDocReader(), new TSConfigReader()]);
    const project = await app.convert();
    const { default: description } = await import('../../package.json', { with: { type: 'json' } });
    const entries = Object.keys(description.exports).filter((path) => path !== './package.json');
    expect(project!.children!.map(({ name }) => name)).to.have.members(entries.map((path) => path.replace('.', 'drift-lab')));

    const kinds = ReflectionKind.Variable | ReflectionKind.Function | ReflectionKind.Class;
    const exported = project!.getReflectionsByKind(kinds).filter(({ parent }) => parent?.kindOf(ReflectionKind.Module));
    const said = exported.filter((each) => each.hasComment() || ('signatures' in each && hasComments(each.signatures)));
    expect(exported.length).to.be.above(80);
    expect(exported.filter((each) => !said.includes(each)).map((each) => each.getFriendlyFullName())).to.deep.equal([]);
  });
});

const hasComments = (signatures: unknown): boolean => (signatures as { hasComment(): boolean }[]).every((each) => each.hasComment());
