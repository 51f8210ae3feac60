/** `lab mcp`: the lab as a server of tools, for agents and editors. */
import { exitCode } from '../cli-error.ts';
import type { Command } from '../command.ts';

export const mcp: Command = {
  name: 'mcp',
  summary:
    'Serves the Model Context Protocol over standard input and output: list, inspect, run, detect, compare, advice and verify, for agents.',
  positionals: [],
  options: [],
  examples: ['mcp'],
  async run() {
    const { serve } = await import('../mcp/server.ts');
    await serve();
    return exitCode.done;
  },
};
