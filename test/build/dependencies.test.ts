/** What is installed is what was looked at: exact versions with their checksums, from one registry. */
import { readFileSync } from 'node:fs';
import { expect } from 'chai';

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
}

const read = <T>(name: string): T => JSON.parse(readFileSync(name, 'utf8')) as T;
const { dependencies } = read<{ dependencies: Record<string, string> }>('package.json');
const { packages } = read<{ packages: Record<string, Locked> }>('package-lock.json');

describe('packages', () => {
  it('that the published package installs are named by exact version: whoever installs it has no lock file of ours', () => {
    const loose = Object.entries(dependencies).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version));
    expect(loose).to.deep.equal([]);
    for (const [name, version] of Object.entries(dependencies)) expect(packages[`node_modules/${name}`]?.version, name).to.equal(version);
  });

  it('are locked by SHA-512, all of them, development ones too; none comes from elsewhere than the registry', () => {
    const all = Object.entries(packages).filter(([path, { link }]) => path.startsWith('node_modules/') && !link);
    expect(all.length).to.be.greaterThan(300);
    const odd = all.filter(
      ([, { resolved, integrity }]) =>
        (resolved !== undefined && !resolved.startsWith('https://registry.npmjs.org/')) || !integrity?.startsWith('sha512-'),
    );
    expect(odd.map(([path]) => path)).to.deep.equal([]);
  });
});
