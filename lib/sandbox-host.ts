import 'server-only';
import type { Context } from '@/lib/context';
import { type SandboxHost, setSandboxHost } from '@/lib/gepetto';
import { openAddress } from '@/lib/photos';
import { findByHook, receiveHook } from '@/lib/submissions';

const PHOTO = /^\/p\/([A-Za-z0-9_-]+)$/;
const HOOK = /^\/api\/hooks\/gepetto\/([A-Za-z0-9_-]+)$/;

async function readAll(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  return new Uint8Array(
    await new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).arrayBuffer(),
  );
}

/** The app as the sandbox inside it sees it: each path is served as its route serves it, whatever the host is. */
function sandboxHost(context: () => Promise<Context>): SandboxHost {
  return {
    async readPicture({ pathname }) {
      const address = PHOTO.exec(pathname)?.[1];
      if (address === undefined) return null;
      const ctx = await context();
      const file = await openAddress(ctx, address);
      const stream = file && (await (await ctx.storage()).get(file.key));
      return stream ? readAll(stream) : 'gone';
    },
    async receiveHook({ pathname }, body) {
      const secret = HOOK.exec(pathname)?.[1];
      if (secret === undefined) return;
      const ctx = await context();
      const submission = await findByHook(ctx, secret);
      if (submission) await receiveHook(ctx, submission, body);
    },
  };
}

/** Connects the sandbox inside the app with the app. Costs nothing if a key is set. */
export function connectSandbox(context: () => Promise<Context>): void {
  setSandboxHost(sandboxHost(context));
}
