/** Tells users on every page that no API key is set and the sandbox is in use. */
export function SandboxBanner() {
  return (
    <aside
      aria-label="Sandbox"
      className="border-line border-b bg-sunken px-4 py-2 text-center text-muted text-xs sm:px-6"
    >
      This is the sandbox: jobs and pictures are made here, nothing is sent to Gepetto and nothing
      is billed. Set <code className="font-mono">GEPETTO_API_KEY</code> to use the real one.
    </aside>
  );
}
