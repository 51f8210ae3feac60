import { expect } from 'chai';
import { CliError } from '../../../src/cli/cli-error.ts';
import { gridFrom, leaseMs } from '../../../src/cli/grid/places.ts';
import { servingFrom } from '../../../src/cli/grid/serve.ts';
import { sessionFlags } from '../../../src/cli/grid/session.ts';

const given = (values: Record<string, string>) => ({ positionals: [], lists: {}, switches: new Set<string>(), values });

describe('a Grid on the command line', () => {
  it('is asked for by --grid alone', () => {
    expect(gridFrom(given({}))).to.equal(undefined);
    expect(gridFrom(given({ grid: 'http://hub:4444', 'app-url': 'https://lab.example/' }))).to.be.a('function');
  });

  const refused: readonly (readonly [values: Record<string, string>, message: RegExp])[] = [
    [{ 'app-url': 'http://lab/' }, /--app-url.*give --grid too/],
    [{ 'serve-host': 'lab' }, /--serve-host.*give --grid too/],
    [{ grid: 'http://hub:4444', 'app-url': 'lab' }, /--app-url: "lab" is no address/],
    [{ grid: 'http://hub:4444', 'app-url': 'http://lab/', 'serve-host': 'lab' }, /either --app-url or --serve-host/],
    [{ grid: 'http://hub:4444', 'serve-host': 'http://lab/' }, /--serve-host: .* is no address/],
    [{ grid: 'http://hub:4444', 'serve-host': 'lab:99999' }, /--serve-host: .* is no address/],
  ];
  for (const [values, message] of refused)
    it(`is refused: ${JSON.stringify(values)}`, () => expect(() => gridFrom(given(values))).to.throw(CliError, message));
});

describe('the app for nodes', () => {
  it('is served to this computer alone under its own name, and on every interface under a name that is not this machine’s', () => {
    expect(servingFrom('localhost:8080')).to.deep.equal({ name: 'localhost', listen: '127.0.0.1', port: 8080 });
    expect(servingFrom('127.0.0.1')).to.deep.equal({ name: '127.0.0.1', listen: '127.0.0.1' });
    expect(servingFrom('[::1]:8080')).to.deep.equal({ name: '::1', listen: '::1', port: 8080 });
    expect(servingFrom('router.example')).to.deep.equal({ name: 'router.example', listen: '0.0.0.0' });
  });

  it('is trusted by the browser as if it were encrypted, and nothing else is; at localhost it is so anyway', () => {
    const trusted = (url: string) => sessionFlags(url).filter((flag) => flag.includes('insecure'));
    expect(trusted('http://10.0.0.5:4173/lab/')).to.deep.equal(['--unsafely-treat-insecure-origin-as-secure=http://10.0.0.5:4173']);
    expect(trusted('http://localhost.example/')).to.have.length(1);
    for (const url of ['http://localhost:4173/', 'http://127.0.0.1:4173/', 'http://[::1]:4173/', 'https://lab.example/'])
      expect(trusted(url)).to.deep.equal([]);
  });
});

describe('the lease of a node', () => {
  it('is generous: half an hour before anything has finished, then ten times the slowest, ten minutes at least', () => {
    expect([undefined, 1_000, 60_000, 600_000].map(leaseMs)).to.deep.equal([1_800_000, 600_000, 600_000, 6_000_000]);
  });
});
