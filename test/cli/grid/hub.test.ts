import { expect } from 'chai';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CliError } from '../../../src/cli/cli-error.ts';
import { command, hubFrom, nodesOf } from '../../../src/cli/grid/hub.ts';

const slot = (browserName: string, sessionId?: string) => ({ stereotype: { browserName }, session: sessionId ? { sessionId } : null });
const node = (uri: string, slots: readonly object[], more: object = {}) => ({
  uri,
  availability: 'UP',
  maxSessions: slots.length,
  slots,
  ...more,
});

describe('a hub', () => {
  let server: Server;
  let answer: { status?: number; text: string };
  let asked: IncomingMessage | undefined;
  let url: string;

  before(async () => {
    server = createServer((request, response) => {
      asked = request;
      response.writeHead(answer.status ?? 200).end(answer.text);
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => void server.close());

  const nodesSaid = (nodes: readonly object[]) => {
    answer = { text: JSON.stringify({ value: { ready: true, nodes } }) };
    return nodesOf(hubFrom(url));
  };
  const refusal = (work: Promise<unknown>): Promise<CliError> =>
    work.then(
      () => expect.fail('was not refused'),
      (error: unknown) => (expect(error).to.be.instanceOf(CliError), error as CliError),
    );

  it('has slots where a Chromium fits, on nodes that are up, no more of a node than sessions it takes', async () => {
    const nodes = await nodesSaid([
      node('http://a:5555', [slot('chrome', 'one'), slot('chrome'), slot('firefox')], { maxSessions: 1 }),
      node('http://b:5555', [slot('chrome'), slot('chrome')]),
      node('http://c:5555', [slot('firefox')]),
      node('http://d:5555', [slot('chrome')], { availability: 'DOWN' }),
    ]);
    expect(nodes).to.deep.equal([
      { uri: 'http://a:5555', slots: 1, sessions: ['one'] },
      { uri: 'http://b:5555', slots: 2, sessions: [] },
    ]);
  });

  it('is refused with what is missing: nodes, nodes that are up, slots that fit', async () => {
    expect((await refusal(nodesSaid([]))).message).to.match(/has no node that is up\. docs\/sweeps\.md/);
    expect((await refusal(nodesSaid([node('http://d:5', [slot('chrome')], { availability: 'DOWN' })]))).message).to.match(
      /http:\/\/d:5 is DOWN/,
    );
    expect((await refusal(nodesSaid([node('http://c:5', [slot('firefox')])]))).message).to.match(
      /no slot.*they offer firefox, and the lab needs chrome/,
    );
  });

  it('is refused where nobody answers, where something else does, and where it wants a password', async () => {
    // Port 9 (discard) is served by nothing here.
    expect((await refusal(nodesOf(hubFrom('http://127.0.0.1:9')))).message).to.match(/no hub answers at http:\/\/127\.0\.0\.1:9\/ \(\w+/);
    answer = { text: '<html>' };
    expect((await refusal(nodesOf(hubFrom(url)))).message).to.match(/is no hub of a Selenium Grid 4/);
    answer = { status: 401, text: '' };
    expect((await refusal(nodesOf(hubFrom(url)))).message).to.match(/user and a password/);
  });

  it('is told user and password in a header, and neither is in what is said of it', async () => {
    answer = { text: '{"value":{"nodes":[]}}' };
    const hub = hubFrom(url.replace('://', '://me:s%20ecret@'));
    const { message } = await refusal(nodesOf(hub));
    expect(asked!.headers.authorization).to.equal(`Basic ${Buffer.from('me:s ecret').toString('base64')}`);
    expect(message).not.to.match(/s.?ecret/);
  });

  it('refuses a command in its own words, the first line', async () => {
    answer = { status: 500, text: JSON.stringify({ value: { error: 'session not created', message: 'no chrome here\nBuild info: …' } }) };
    const { message } = await refusal(command(hubFrom(url), 'POST', 'session', { signal: new AbortController().signal, body: {} }));
    expect(message).to.equal('The hub refused (500): no chrome here.');
  });

  it('has the address that was given, with or without the ending of old clients', () => {
    for (const text of ['http://hub:4444', 'http://hub:4444/', 'http://hub:4444/wd/hub', 'http://hub:4444/wd/hub/'])
      expect(hubFrom(text).url.href).to.equal('http://hub:4444/');
    expect(hubFrom('https://lab.example/grid').url.href).to.equal('https://lab.example/grid/');
    for (const text of ['hub', 'ftp://hub', '']) expect(() => hubFrom(text)).to.throw(CliError, /^--grid: .*http:\/\/hub:4444/);
  });
});
