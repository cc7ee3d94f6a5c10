import 'server-only';

export { callerBody, readCallerRequest } from './caller-body';
export { openResultPicture } from './open-result-picture';
export { startForCaller } from './start';
export { takePlace, waitForEnd } from './wait-for-end';
