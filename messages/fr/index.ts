export { default as common } from './common.json';
export { default as errorPage } from './error-page.json';
export { default as shares } from './shares.json';
