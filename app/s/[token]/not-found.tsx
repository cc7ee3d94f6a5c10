/** For unknown, revoked and expired links alike. */
export default function ShareNotFound() {
  return (
    <div className="mx-auto flex max-w-md flex-col gap-3 text-center">
      <title>This link opens nothing · Bottega</title>
      <h1 className="font-medium text-title">This link opens nothing</h1>
      <p className="text-muted">
        It may have been revoked, or a part of it is missing. Ask the person who sent it for a new
        one.
      </p>
    </div>
  );
}
