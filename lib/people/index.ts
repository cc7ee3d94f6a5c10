import 'server-only';

export { deletePerson, deleteUser, type JobsOfDeleted, maintainPeople } from './delete';
export { createResetLink, removePersonsSecondFactors, signOutPerson } from './help';
export { getPerson, listPeople } from './list';
export {
  deletionBody,
  type PersonView,
  parsePeopleQuery,
  peopleQuery,
  personChange,
  personParams,
  personView,
} from './schemas';
export { updatePerson } from './update';
