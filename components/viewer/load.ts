/** The viewer and its library, which no page loads until somebody is about to open a picture. */
export const loadViewer = () => import('./viewer');
