const CARDS = ['a', 'b', 'c', 'd', 'e', 'f'];

/** The shape of the history while it is being read. */
export default function HistoryLoading() {
  return (
    <div role="status" className="flex animate-breathe flex-col gap-10">
      <span className="sr-only">Your jobs are being loaded.</span>
      <div className="h-9 w-32 rounded-control bg-sunken" />
      <div className="h-10 max-w-2xl rounded-control bg-sunken" />
      <div className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,18rem),1fr))] gap-x-8 gap-y-12">
        {CARDS.map((card) => (
          <div key={card} className="flex flex-col gap-3">
            <div className="aspect-3/2 rounded-print bg-sunken" />
            <div className="h-5 w-2/3 rounded-control bg-sunken" />
            <div className="h-4 w-1/2 rounded-control bg-sunken" />
          </div>
        ))}
      </div>
    </div>
  );
}
