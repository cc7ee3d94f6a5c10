'use client';

export { Failure as default } from '../_ui/failure';
