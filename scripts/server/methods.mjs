/** The methods that the app may see. Next answers TRACE with a bare 500. */
export const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
