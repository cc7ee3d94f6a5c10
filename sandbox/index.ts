export { handleSandboxRequest } from './handle.ts';
export { isSandboxPicture } from './pictures.ts';
export { sampleId, sampleRequests } from './samples.ts';
export { type Sandbox, startSandbox } from './server.ts';
