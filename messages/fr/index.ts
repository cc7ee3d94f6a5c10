export { default as account } from './account.json';
export { default as auth } from './auth.json';
export { default as common } from './common.json';
export { default as confirmation } from './confirmation.json';
export { default as docs } from './docs.json';
export { default as errorPage } from './error-page.json';
export { default as errors } from './errors.json';
export { default as jobs } from './jobs.json';
export { default as landing } from './landing.json';
export { default as mail } from './mail.json';
export { default as myData } from './my-data.json';
export { default as operator } from './operator.json';
export { default as passkeys } from './passkeys.json';
export { default as people } from './people.json';
export { default as results } from './results.json';
export { default as secondFactor } from './second-factor.json';
export { default as security } from './security.json';
export { default as securityLog } from './security-log.json';
export { default as settings } from './settings.json';
export { default as shares } from './shares.json';
export { default as storage } from './storage.json';
export { default as tokens } from './tokens.json';
<<<<<<< HEAD
export { default as wall } from './wall.json';
=======
export { default as viewer } from './viewer.json';
>>>>>>> 2a3ab08 (View pictures full screen)
export { default as webhooks } from './webhooks.json';
