/**
 * A page that nobody tends: Playwright tells each of its pages that it has the focus and is in sight, so that none of them is ever hidden or frozen.
 * This one is opened beside it, over the browser's own protocol.
 */
import type { Browser, CDPSession } from 'playwright-core';
import { encodeLink } from '../../spec/link.ts';
import type { Spec } from '../../spec/schema.ts';
import type { Place } from '../place.ts';
import { PATIENCE_MS } from './stage.ts';

export interface Untended {
  /** Carries out a command of the protocol. */
  send(method: string, params?: object): Promise<unknown>;
  /** Of the run, as `expression` says from `run`; undefined before there is one. */
  ofRun(expression: string): Promise<unknown>;
  /** Resolves when that is so of `run`. */
  until(expression: string): Promise<void>;
  /** Another tab in front of it, in the same window. */
  cover(): Promise<void>;
  close(): Promise<void>;
}

interface Answer {
  readonly id: number;
  readonly result?: { readonly result?: { readonly value?: unknown } };
}

/** Opens the experiment and presses Run. */
export async function openUntended({ browser, url }: Place, spec: Spec): Promise<Untended> {
  const session: CDPSession = await (browser as Browser).newBrowserCDPSession();
  const { browserContextId } = await session.send('Target.createBrowserContext');
  const { targetId } = await session.send('Target.createTarget', { url: `${url}#${encodeLink(spec)}`, browserContextId });
  const { sessionId } = await session.send('Target.attachToTarget', { targetId });
  const waiting = new Map<number, (answer: Answer) => void>();
  session.on('Target.receivedMessageFromTarget', ({ message }) => {
    const answer = JSON.parse(message) as Answer;
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  let count = 0;
  const send = (method: string, params: object = {}) =>
    new Promise<Answer>((resolve, reject) => {
      const id = ++count;
      waiting.set(id, resolve);
      session.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method, params }) }).catch(reject);
    });
  const evaluate = async (expression: string): Promise<unknown> =>
    (await send('Runtime.evaluate', { expression, returnByValue: true })).result?.result?.value;
  const ofRun = (expression: string) =>
    evaluate(`(() => { const run = document.querySelector('drift-lab')?.store?.run; return run && (${expression}); })()`);
  const until = async (expression: string) => {
    for (const end = performance.now() + PATIENCE_MS; !(await ofRun(expression));) {
      if (performance.now() > end) throw new Error(`the page did not come to ${expression}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  await until(`!!document.querySelector('drift-lab').shadowRoot?.querySelector('lab-page')`);
  await evaluate(`void document.querySelector('drift-lab').store.start()`);
  return {
    ...{ send, ofRun, until },
    async cover() {
      await session.send('Target.createTarget', { url: 'about:blank', browserContextId });
      await until('document.hidden');
    },
    async close() {
      await session.send('Target.disposeBrowserContext', { browserContextId });
      await session.detach();
    },
  };
}
