import 'server-only';

export { convertPicture } from './convert';
export { copyResult } from './copy';
export { deleteUnreferenced } from './delete-unreferenced';
export { expireResults } from './expire';
export { extensionOf, FILE_COLUMNS, type FileRow, type StoredFiles, toStoredFiles } from './files';
export { maintainResults } from './maintenance';
export { openResult, sizeOfResult } from './open';
export { type CopyProgress, copyProgress } from './progress';
export { requeueResult } from './requeue';
export { type ResultView, resultView } from './schemas';
export { storageUsed, storageUsedBy } from './storage-used';
export { factsOf, filesOf } from './store';
export { whenResultStored } from './stored';
export { makeThumbnails, type Thumbnails } from './thumbnails';
export { RESULT_COLUMN, toResultView } from './view';
export { writeFolder } from './written-folder';
