import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { downloads } from '../../datasets/downloads/registry.ts';
import { contentSecurityPolicy } from '../../build/content-security-policy.ts';

const rules = contentSecurityPolicy.split('; ');
const rule = (name: string): string => rules.find((each) => each.startsWith(`${name} `)) ?? '';

describe('the content security policy', () => {
  it('stands in index.html word for word, less frame-ancestors, which only a header can set (CSP 3, section 3.3)', () => {
    const page = readFileSync('index.html', 'utf8');
    const inPage = /<meta\s+http-equiv="Content-Security-Policy"\s+content="([^"]*)"\s*\/>/.exec(page)?.[1];
    expect(inPage).to.equal(rules.filter((each) => !each.startsWith('frame-ancestors ')).join('; '));
    expect(rules).to.have.length(inPage!.split('; ').length + 1);
  });

  it('lets the page connect to itself and to the hosts of the known downloads, and to nothing else', () => {
    const origins = downloads.flatMap(({ files }) => files.flatMap(({ urls }) => urls.map((url) => new URL(url).origin)));
    expect(rule('connect-src').split(' ').slice(1)).to.have.members(["'self'", ...new Set(origins)]);
  });

  it('allows no inline code, no eval and nothing by default', () => {
    expect(rule('default-src')).to.equal("default-src 'none'");
    expect(contentSecurityPolicy).not.to.match(/unsafe-inline|'unsafe-eval'|\*/);
    expect(rule('require-trusted-types-for')).to.equal("require-trusted-types-for 'script'");
  });
});
