import * as namedInV1 from '@/app/v1/[name]/route';
import * as upstreamJob from '@/app/v1/job/[id]/route';
import * as confirmAddress from './account/address/confirm/route';
import * as address from './account/address/route';
import * as authenticatorConfirm from './account/authenticator/confirm/route';
import * as authenticator from './account/authenticator/route';
import * as confirmPasskey from './account/confirm/passkey/route';
import * as confirm from './account/confirm/route';
import * as ownDeletion from './account/deletion/route';
import * as ownData from './account/export/route';
import * as forgottenPassword from './account/forgotten-password/route';
import * as issuer from './account/issuers/[id]/route';
import * as issuers from './account/issuers/route';
import * as passkey from './account/passkeys/[id]/route';
import * as passkeyOptions from './account/passkeys/options/route';
import * as passkeys from './account/passkeys/route';
import * as password from './account/password/route';
import * as recoveryCodes from './account/recovery-codes/route';
import * as resetPassword from './account/reset-password/route';
import * as account from './account/route';
import * as session from './account/sessions/[id]/route';
import * as sessions from './account/sessions/route';
import * as studioLogo from './account/studio-logo/route';
import * as cataloguePicture from './catalogue/[list]/picture/route';
import * as health from './health/route';
import * as gepettoHook from './hooks/gepetto/[secret]/route';
import * as invitationLink from './invitations/[id]/link/route';
import * as invitation from './invitations/[id]/route';
import * as invitations from './invitations/route';
import * as check from './jobs/[id]/check/route';
import * as picture from './jobs/[id]/picture/route';
import * as result from './jobs/[id]/result/route';
import * as job from './jobs/[id]/route';
import * as share from './jobs/[id]/shares/[shareId]/route';
import * as shares from './jobs/[id]/shares/route';
import * as exports from './jobs/export/route';
import * as live from './jobs/live/route';
import * as jobs from './jobs/route';
import * as deletion from './people/[id]/deletion/route';
import * as resetLink from './people/[id]/reset-link/route';
import * as person from './people/[id]/route';
import * as personSecondFactor from './people/[id]/second-factor/route';
import * as personSessions from './people/[id]/sessions/route';
import * as people from './people/route';
import * as photoAddress from './photos/[id]/address/route';
import * as photoMask from './photos/[id]/masks/[maskId]/route';
import * as photoMasks from './photos/[id]/masks/route';
import * as photoPicture from './photos/[id]/picture/route';
import * as photo from './photos/[id]/route';
import * as photoImport from './photos/import/route';
import * as photos from './photos/route';
import * as ready from './ready/route';
import * as cancelRun from './recipe-runs/[id]/cancel/route';
import * as resumeRun from './recipe-runs/[id]/resume/route';
import * as recipeRun from './recipe-runs/[id]/route';
import * as recipeRuns from './recipe-runs/route';
import * as recipe from './recipes/[id]/route';
import * as runsOfRecipe from './recipes/[id]/runs/route';
import * as recipes from './recipes/route';
import * as samples from './samples/route';
import * as securityExport from './security-log/export/route';
import * as securityLog from './security-log/route';
import * as sending from './sending/route';
import * as cancelAny from './sending/submissions/[id]/cancel/route';
import * as openSubmissions from './sending/submissions/route';
import * as shareAddress from './shares/[id]/address/route';
import * as shareSaid from './shares/[id]/feedback/[feedbackId]/route';
import * as shareFeedback from './shares/[id]/feedback/route';
import * as shareLink from './shares/[id]/route';
import * as revokeLinks from './shares/revoke/route';
import * as shareLinks from './shares/route';
import * as signInPasskey from './sign-in/passkey/route';
import * as secondFactor from './sign-in/second-factor/route';
import * as signUp from './sign-up/route';
import * as cancelSubmission from './submissions/[id]/cancel/route';
import * as checkSubmission from './submissions/[id]/check/route';
import * as closeSubmission from './submissions/[id]/close/route';
import * as resendSubmission from './submissions/[id]/resend/route';
import * as submission from './submissions/[id]/route';
import * as quotes from './submissions/quote/route';
import * as submissions from './submissions/route';
import * as token from './tokens/[id]/route';
import * as tokens from './tokens/route';
import * as redeliver from './webhooks/[id]/deliveries/[deliveryId]/redeliver/route';
import * as deliveries from './webhooks/[id]/deliveries/route';
import * as webhook from './webhooks/[id]/route';
import * as secret from './webhooks/[id]/secret/route';
import * as test from './webhooks/[id]/test/route';
import * as webhooks from './webhooks/route';

/**
 * Every endpoint with a description, by path. The OpenAPI document is made from it, and the API client
 * (`components/api-client.ts`) infers its types from it.
 */
export const routes = {
  '/v1/job/{id}': upstreamJob,
  '/v1/{name}': namedInV1,
  '/api/account/export': ownData,
  '/api/account/deletion': ownDeletion,
  '/api/jobs': jobs,
  '/api/jobs/live': live,
  '/api/jobs/export': exports,
  '/api/jobs/{id}': job,
  '/api/jobs/{id}/check': check,
  '/api/jobs/{id}/picture': picture,
  '/api/jobs/{id}/result': result,
  '/api/jobs/{id}/shares': shares,
  '/api/jobs/{id}/shares/{shareId}': share,
  '/api/shares': shareLinks,
  '/api/shares/{id}': shareLink,
  '/api/shares/{id}/address': shareAddress,
  '/api/shares/{id}/feedback': shareFeedback,
  '/api/shares/{id}/feedback/{feedbackId}': shareSaid,
  '/api/shares/revoke': revokeLinks,
  '/api/photos': photos,
  '/api/photos/import': photoImport,
  '/api/photos/{id}': photo,
  '/api/photos/{id}/address': photoAddress,
  '/api/photos/{id}/picture': photoPicture,
  '/api/photos/{id}/masks': photoMasks,
  '/api/photos/{id}/masks/{maskId}': photoMask,

  '/api/submissions': submissions,
  '/api/submissions/quote': quotes,
  '/api/submissions/{id}': submission,
  '/api/submissions/{id}/cancel': cancelSubmission,
  '/api/submissions/{id}/check': checkSubmission,
  '/api/submissions/{id}/resend': resendSubmission,
  '/api/submissions/{id}/close': closeSubmission,
  '/api/hooks/gepetto/{secret}': gepettoHook,
  '/api/sending': sending,
  '/api/sending/submissions': openSubmissions,
  '/api/sending/submissions/{id}/cancel': cancelAny,
  '/api/recipes': recipes,
  '/api/recipes/{id}': recipe,
  '/api/recipes/{id}/runs': runsOfRecipe,
  '/api/recipe-runs': recipeRuns,
  '/api/recipe-runs/{id}': recipeRun,
  '/api/recipe-runs/{id}/resume': resumeRun,
  '/api/recipe-runs/{id}/cancel': cancelRun,
  '/api/tokens': tokens,
  '/api/tokens/{id}': token,
  '/api/webhooks': webhooks,
  '/api/webhooks/{id}': webhook,
  '/api/webhooks/{id}/secret': secret,
  '/api/webhooks/{id}/test': test,
  '/api/webhooks/{id}/deliveries': deliveries,
  '/api/webhooks/{id}/deliveries/{deliveryId}/redeliver': redeliver,
  '/api/account/studio-logo': studioLogo,
  '/api/account/confirm': confirm,
  '/api/account/confirm/passkey': confirmPasskey,
  '/api/account/authenticator': authenticator,
  '/api/account/authenticator/confirm': authenticatorConfirm,
  '/api/account/recovery-codes': recoveryCodes,
  '/api/account/passkeys': passkeys,
  '/api/account/passkeys/options': passkeyOptions,
  '/api/account/passkeys/{id}': passkey,
  '/api/sign-in/passkey': signInPasskey,
  '/api/sign-in/second-factor': secondFactor,
  '/api/people': people,
  '/api/people/{id}': person,
  '/api/people/{id}/deletion': deletion,
  '/api/people/{id}/sessions': personSessions,
  '/api/people/{id}/second-factor': personSecondFactor,
  '/api/people/{id}/reset-link': resetLink,
  '/api/invitations': invitations,
  '/api/invitations/{id}': invitation,
  '/api/invitations/{id}/link': invitationLink,
  '/api/security-log': securityLog,
  '/api/security-log/export': securityExport,
  '/api/account/password': password,
  '/api/account/forgotten-password': forgottenPassword,
  '/api/account/reset-password': resetPassword,
  '/api/account/sessions': sessions,
  '/api/account/sessions/{id}': session,
  '/api/catalogue/{list}/picture': cataloguePicture,
  '/api/samples': samples,
  '/api/account': account,
  '/api/account/address': address,
  '/api/account/address/confirm': confirmAddress,
  '/api/account/issuers': issuers,
  '/api/account/issuers/{id}': issuer,
  '/api/sign-up': signUp,
  '/api/health': health,
  '/api/ready': ready,
};

export type Routes = typeof routes;
