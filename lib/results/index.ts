import 'server-only';

export { type ResultView, resultView, type StoredPicture } from './schemas';
export { RESULT_COLUMN, toResultView } from './view';
