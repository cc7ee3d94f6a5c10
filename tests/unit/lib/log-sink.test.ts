import { spawnSync } from 'node:child_process';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { batchedSink } from '@/lib/log';

describe('batchedSink', () => {
  it('writes the lines of one turn together, in order', async () => {
    const written: string[] = [];
    const sink = batchedSink((lines) => written.push(lines));
    sink.write('one\n');
    await Promise.resolve();
    sink.write('two\n');
    expect(written).toEqual([]);
    await setImmediate();
    sink.write('three\n');
    await setImmediate();
    expect(written).toEqual(['one\ntwo\n', 'three\n']);
  });

  it('reports the first failed write only, and keeps trying', async () => {
    const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const tried: string[] = [];
    const sink = batchedSink((lines) => {
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

  it('writes pending lines when the process exits in the same turn', () => {
    const script = `
      import { batchedSink } from '@/lib/log';
      import { writeSync } from 'node:fs';
      batchedSink((lines) => writeSync(1, lines)).write('the last line');
      process.exit(0);`;
    const hooks = ['--conditions=react-server', '--import', './tests/setup/resolve-ts.mjs'];
    const args = [...hooks, '--input-type=module-typescript', '--eval', script];
    expect(spawnSync(process.execPath, args, { encoding: 'utf8' }).stdout).toBe('the last line');
  });
});
