import 'server-only';

export { addPhoto } from './add';
export { addPhotoFromResult, addPhotoFromUrl } from './add-from';
export { addMask } from './add-mask';
export { addressesForUpstream, openAddress, openMask } from './addresses';
export { deletePhoto, renamePhoto } from './change';
export { throwPhotoFault } from './faults';
export { type MadeOf, madeOf } from './made-of';
export { PHOTO_COLUMN, PHOTO_FILE_COLUMNS, toPhotoOfJob } from './of-job';
export { findPhoto, getPhoto, listPhotos, photoFiles } from './read';
export {
  maskParams,
  type PhotoView,
  parsePhotosPage,
  photoName,
  photoParams,
  photosPage,
  photosQuery,
  photoView,
} from './schemas';
export { photosUsed } from './storage-used';
export { beginUpload } from './upload-places';
