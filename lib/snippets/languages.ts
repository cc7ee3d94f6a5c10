import { type LanguageId, QUOTE } from './model';

/** A programming language with a snippet. */
export type Language = {
  id: LanguageId;
  /** Display name. */
  name: string;
  /** Its grammar in highlight.js. */
  grammar: string;
  /** Quotes any text as a literal in which nothing is executed or interpolated. */
  quote: (text: string) => string;
  /** The program that requests `url`, which is a quoted literal. */
  write: (url: string) => string;
};

/** A POSIX shell with curl 7.76 or newer (`--fail-with-body`). Prints the whole response. */
export const curl: Language = {
  id: 'curl',
  name: 'curl',
  grammar: 'bash',
  quote: QUOTE.curl,
  write: (url) => `curl --fail-with-body --silent --show-error \\
  --header "Authorization: Bearer $BOTTEGA_TOKEN" \\
  ${url}
`,
};

/** An ES module with `fetch`, for Node 18 and newer, Deno and Bun. */
export const javascript: Language = {
  id: 'javascript',
  name: 'JavaScript',
  grammar: 'javascript',
  quote: QUOTE.javascript,
  write: (url) => `// node job.mjs
const url = ${url};

const response = await fetch(url, {
  headers: { Authorization: \`Bearer \${process.env.BOTTEGA_TOKEN}\` },
});
if (!response.ok) {
  throw new Error(\`HTTP \${response.status}: \${await response.text()}\`);
}
const job = await response.json();
console.log(job.status);
if (job.output) console.log(job.output);
`,
};

/** Python 3 with the package requests. */
export const python: Language = {
  id: 'python',
  name: 'Python',
  grammar: 'python',
  quote: QUOTE.python,
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

/** PHP 7.2 or newer with Guzzle 7, installed by composer. */
export const php: Language = {
  id: 'php',
  name: 'PHP',
  grammar: 'php',
  quote: QUOTE.php,
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

/** Go with its standard library. */
export const go: Language = {
  id: 'go',
  name: 'Go',
  grammar: 'go',
  quote: QUOTE.go,
  write: (url) => `// go run job.go
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"time"
)

const url = ${url}

func main() {
	request, err := http.NewRequest("GET", url, nil)
	if err != nil {
		log.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+os.Getenv("BOTTEGA_TOKEN"))

	client := http.Client{Timeout: 30 * time.Second}
	response, err := client.Do(request)
	if err != nil {
		log.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		log.Fatal(err)
	}
	if response.StatusCode != http.StatusOK {
		log.Fatalf("HTTP %d: %s", response.StatusCode, body)
	}

	var job struct{ Status, Output string }
	if err := json.Unmarshal(body, &job); err != nil {
		log.Fatal(err)
	}
	fmt.Println(job.Status)
	if job.Output != "" {
		fmt.Println(job.Output)
	}
}
`,
};

/** Ruby 3.0 or newer with its standard library. */
export const ruby: Language = {
  id: 'ruby',
  name: 'Ruby',
  grammar: 'ruby',
  quote: QUOTE.ruby,
  write: (url) => `# ruby job.rb
require "json"
require "net/http"

url = URI(${url})
token = ENV.fetch("BOTTEGA_TOKEN")

response = Net::HTTP.get_response(url, "Authorization" => "Bearer #{token}")
unless response.is_a?(Net::HTTPSuccess)
  abort "HTTP #{response.code}: #{response.body}"
end

job = JSON.parse(response.body)
puts job["status"]
puts job["output"] if job["output"]
`,
};

/** In the order of the tabs. */
export const LANGUAGES: Language[] = [curl, javascript, python, php, go, ruby];
