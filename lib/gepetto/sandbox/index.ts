export { handleSandboxRequest, type SandboxOptions } from './handle.ts';
export { isSandboxPicture } from './pictures.ts';
export { type SampleRequest, sampleId, sampleRequests } from './samples.ts';
export { type SandboxServer, type ServerOptions, startSandbox } from './server.ts';
