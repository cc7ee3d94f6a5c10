import { spawnSync } from 'node:child_process';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { inTurns } from '@/lib/log-sink';

describe('lines of a log', () => {
  it('that come in one turn are written together, in their order', async () => {
    const written: string[] = [];
    const sink = inTurns((lines) => written.push(lines));
    sink.write('one\n');
    await Promise.resolve();
    sink.write('two\n');
    expect(written).toEqual([]);
    await setImmediate();
    sink.write('three\n');
    await setImmediate();
    expect(written).toEqual(['one\ntwo\n', 'three\n']);
  });

  it('that cannot be written are said so once, and those after them are tried', async () => {
    const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const tried: string[] = [];
    const sink = inTurns((lines) => {
      tried.push(lines);
      throw new Error('ENOSPC');
    });
    for (const line of ['one\n', 'two\n']) {
      sink.write(line);
      await setImmediate();
    }
    expect(tried).toEqual(['one\n', 'two\n']);
    expect(said).toHaveBeenCalledTimes(1);
    said.mockRestore();
  });

  it('are written still when the process ends by itself in the same turn', () => {
    const script = `
      import { inTurns } from '@/lib/log-sink';
      import { writeSync } from 'node:fs';
      inTurns((lines) => writeSync(1, lines)).write('the last line');
      process.exit(0);`;
    const hooks = ['--conditions=react-server', '--import', './tests/setup/resolve-ts.mjs'];
    const args = [...hooks, '--input-type=module-typescript', '--eval', script];
    expect(spawnSync(process.execPath, args, { encoding: 'utf8' }).stdout).toBe('the last line');
  });
});
