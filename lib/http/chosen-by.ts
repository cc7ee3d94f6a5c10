import type { Handler, Method } from './endpoint-types';

type Route = Record<Method | 'OPTIONS', Handler>;
/** The handlers of two routes; a method keeps the description of the one that serves it. */
type Both<First extends Route, Second extends Route> = {
  [Name in Method | 'OPTIONS']: 'description' extends keyof First[Name]
    ? First[Name]
    : Second[Name];
};

/**
 * Two routes at one path: Next allows a single name for a parameter at one place.
 * @param isFirst whether the parameters are those of the first route. Those that cannot be decoded go to the second
 */
export function chosenBy<First extends Route, Second extends Route>(
  isFirst: (params: { [name: string]: unknown }) => boolean,
  first: First,
  second: Second,
): Both<First, Second> {
  const choose = (name: Method | 'OPTIONS') => {
    const handler: Handler = async (request, segment) => {
      const chosen = await segment.params.then(
        (params) => isFirst(params as { [name: string]: unknown }),
        () => false,
      );
      return (chosen ? first : second)[name](request, segment);
    };
    const { description } = { ...second[name], ...first[name] } as { description?: object };
    return description ? Object.assign(handler, { description }) : handler;
  };
  const names = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;
  return Object.fromEntries(names.map((name) => [name, choose(name)])) as Both<First, Second>;
}
