'use client';

export { ErrorPage as default } from '../_ui/failure';
