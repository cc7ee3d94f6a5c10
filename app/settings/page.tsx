import { redirect } from 'next/navigation';

/** /settings redirects to the tokens. */
export default function SettingsPage() {
  redirect('/settings/tokens');
}
