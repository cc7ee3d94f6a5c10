import 'server-only';

export { deleteUser, type JobsOfDeleted, maintainPeople } from './delete';
