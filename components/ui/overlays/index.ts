/** What `use-overlays` loads in one request. Import these through their wrappers in components/ui. */
export { AlertDialog, Dialog } from './dialog';
export { Menu, MenuItem, MenuLink } from './menu';
export { Tooltip } from './tooltip';
