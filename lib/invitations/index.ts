import 'server-only';

export { createInvitation, renewInvitation, revokeInvitation } from './create';
export { listInvitations } from './list';
export {
  type InvitationView,
  invitationParams,
  invitationQuery,
  invitationView,
  madeInvitation,
  newInvitation,
} from './schemas';
export {
  type Applicant,
  admittingInvitation,
  claimInvitation,
  findInvitation,
  useInvitation,
} from './use';
