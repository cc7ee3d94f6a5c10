import { chosenBy } from '@/lib/http/chosen-by';
import { otherMethods } from '@/lib/http/endpoint';
import { isModeName } from '@/lib/submissions/modes';
import { getList } from './lists';
import { startJob } from './modes';

/** Never prerendered. If it is declared, Next does not have to detect it for each request. */
export const dynamic = 'force-dynamic';

/** Without a webhook a request waits for its job. */
export const maxDuration = 300;

const lists = { GET: getList, ...otherMethods({ GET: getList }) };
const modes = { POST: startJob, ...otherMethods({ POST: startJob }) };

/** The drop-in for upstream's lists, and for the POSTs of its modes. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = chosenBy(
  ({ name }) => isModeName(String(name)),
  modes,
  lists,
);
