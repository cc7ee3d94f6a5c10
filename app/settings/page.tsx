import { redirect } from 'next/navigation';

/** /settings opens the tokens. */
export default function SettingsPage() {
  redirect('/settings/tokens');
}
