import { doubleQuoted, type Language } from './language';

/** Python 3 with the package requests. */
export const python: Language = {
  id: 'python',
  name: 'Python',
  grammar: 'python',
  quote: doubleQuoted,
  write: (url) => `# pip install requests
import os
import sys

import requests

url = ${url}
token = os.environ["BOTTEGA_TOKEN"]

response = requests.get(url, headers={"Authorization": f"Bearer {token}"}, timeout=30)
if not response.ok:
    sys.exit(f"HTTP {response.status_code}: {response.text}")

job = response.json()
print(job["status"])
if job.get("output"):
    print(job["output"])
`,
};
