/** A number or a word with its name, in a `dl`. */
export function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div className="flex flex-col gap-1">
      <dt className="text-muted text-sm">{name}</dt>
      <dd className="font-medium text-lg tabular-nums">{value}</dd>
    </div>
  );
}
