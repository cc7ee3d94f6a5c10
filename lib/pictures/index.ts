import 'server-only';

export { openPicture, type Picture } from './open-picture';
