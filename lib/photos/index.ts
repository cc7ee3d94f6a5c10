import 'server-only';

export { addPhoto } from './add';
export { addPhotoFromResult, addPhotoFromUrl } from './add-from';
export { addMask } from './add-mask';
export { addressesForUpstream, openAddress, openMask } from './addresses';
export { deletePhoto, renamePhoto } from './change';
export { getPhoto, listPhotos, photoFiles } from './read';
export {
  maskParams,
  type PhotosPage,
  type PhotoView,
  photoName,
  photoParams,
  photosPage,
  photosQuery,
  photoView,
} from './schemas';
export { beginUpload } from './upload-places';
