import { catalogue } from '../_catalogue';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = catalogue('rooms');
