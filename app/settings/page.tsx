import { redirect } from 'next/navigation';

/** The settings begin with the tokens. */
export default function SettingsPage() {
  redirect('/settings/tokens');
}
