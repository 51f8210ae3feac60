/** `lab mcp`: the lab for programs that speak the Model Context Protocol, over standard input and output. */
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import {
  CallToolRequestSchema,
  ErrorCode,
  ListToolsRequestSchema,
  McpError,
  type CallToolResult,
} from '@modelcontextprotocol/sdk/types.js';
import { version } from '../../../package.json';
import { CliError } from '../cli-error.ts';
import { at, type Desk } from '../desk.ts';
import { listenForInterrupt } from '../interrupt.ts';
import type { Arguments } from './command-tool.ts';
import { tools, type Tool } from './tools.ts';

/** What a call says while it goes on. */
interface Caller {
  readonly signal: AbortSignal;
  progress(done: number, total: number, message: string): void;
  say(text: string): void;
}

/** Serves until standard input ends or Ctrl-C is pressed, and has stopped whatever still runs by then. */
export async function serve(): Promise<void> {
  const ended = new AbortController();
  const calls = new Set<Promise<CallToolResult>>();
  const server = new Server({ name: 'drift-lab', version }, { capabilities: { tools: {}, logging: {} } });
  server.setRequestHandler(ListToolsRequestSchema, () => ({
    tools: tools.map(({ name, description, inputSchema }) => ({ name, description, inputSchema })),
  }));
  server.setRequestHandler(CallToolRequestSchema, ({ params: { name, arguments: given = {}, _meta } }, extra) => {
    const tool = tools.find((each) => each.name === name);
    if (!tool)
      throw new McpError(ErrorCode.InvalidParams, `There is no tool "${name}"; it is one of ${tools.map((each) => each.name).join(', ')}.`);
    const token = _meta?.progressToken;
    const quietly = (sending: Promise<void>) => void sending.catch(() => undefined);
    const call = answer(tool, given, {
      signal: AbortSignal.any([extra.signal, ended.signal]),
      progress(progress, total, message) {
        if (token === undefined) return;
        quietly(extra.sendNotification({ method: 'notifications/progress', params: { progressToken: token, progress, total, message } }));
      },
      say: (data) =>
        quietly(extra.sendNotification({ method: 'notifications/message', params: { level: 'info', logger: tool.name, data } })),
    });
    calls.add(call);
    return call.finally(() => calls.delete(call));
  });
  const interruption = listenForInterrupt(() => ended.abort());
  const closed = new Promise<void>((resolve) => {
    process.stdin.once('end', resolve).once('close', resolve);
    ended.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  await server.connect(new StdioServerTransport());
  await closed;
  ended.abort();
  await Promise.allSettled(calls);
  await server.close();
  interruption.dispose();
}

let turn: Promise<unknown> = Promise.resolve();

/** What the tool answers; what it refuses is an answer, too. */
async function answer(tool: Tool, given: Arguments, caller: Caller): Promise<CallToolResult> {
  const work = () => answerAtDesk(tool, given, caller);
  try {
    const { text, data } = (await (tool.alone ? (turn = turn.then(work, work)) : work())) as Awaited<ReturnType<typeof work>>;
    return { content: [{ type: 'text', text }], structuredContent: data };
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    const text =
      error instanceof CliError
        ? what
        : `Something went wrong inside the lab: ${what.split('\n')[0]}. Ask again; if it happens twice, report it.`;
    return { content: [{ type: 'text', text }], isError: true };
  }
}

/** What was noted on the way comes with the answer. */
async function answerAtDesk(tool: Tool, given: Arguments, { signal, progress, say }: Caller) {
  const [printed, notes]: [string[], string[]] = [[], []];
  // Progress that does not grow is no progress to the protocol.
  let most = -1;
  const note = (text: string) => {
    notes.push(text);
    say(text);
  };
  const desk: Desk = {
    print: (text) => void printed.push(text),
    note,
    progress: () => ({
      update(text, share) {
        if (!share) return say(text);
        if (share.done > most) progress((most = share.done), share.total, text);
      },
      note,
      clear: () => undefined,
    }),
    interruption(onFirst) {
      const stop = () => onFirst();
      signal.addEventListener('abort', stop, { once: true });
      return { signal, dispose: () => signal.removeEventListener('abort', stop) };
    },
  };
  if (signal.aborted) throw new CliError('Stopped before it began.');
  const { text, data } = await at(desk, () => tool.answer(given, () => printed.join('\n')));
  return { text, data: notes.length ? { ...data, notes } : data };
}
