import type { Language } from './language';

/** PHP 7.2 or newer with Guzzle 7, installed by composer. */
export const php: Language = {
  id: 'php',
  name: 'PHP',
  grammar: 'php',
  quote: (text) => `'${text.replace(/[\\']/g, '\\$&')}'`,
  write: (url) => `<?php
// composer require guzzlehttp/guzzle
require 'vendor/autoload.php';

$url = ${url};

$client = new GuzzleHttp\\Client(['http_errors' => false, 'timeout' => 30]);
$response = $client->get($url, [
    'headers' => ['Authorization' => 'Bearer ' . getenv('BOTTEGA_TOKEN')],
]);
if ($response->getStatusCode() !== 200) {
    fwrite(STDERR, "HTTP {$response->getStatusCode()}: {$response->getBody()}\\n");
    exit(1);
}

$job = json_decode($response->getBody(), true);
echo $job['status'], "\\n";
if (!empty($job['output'])) {
    echo $job['output'], "\\n";
}
`,
};
