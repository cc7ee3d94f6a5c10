import 'server-only';

export { getCatalogue } from './get';
export { getItemPicture, getList, type List } from './lists';
