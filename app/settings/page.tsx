import { redirect } from 'next/navigation';

/** /settings redirects to the account. */
export default function SettingsPage() {
  redirect('/settings/account');
}
