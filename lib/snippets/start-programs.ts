import type { Language } from './languages';

/** Programs that start a job. They wait until it has started, not until it has ended, and print its status and id. */
const PROGRAMS: Record<Language['id'], (url: string, body: string) => string> = {
  curl: (url, body) => `curl --fail-with-body --silent --show-error \\
  --header "Authorization: Bearer $BOTTEGA_TOKEN" \\
  --header 'Content-Type: application/json' \\
  --header 'Prefer: respond-async' \\
  --data ${body} \\
  ${url}
`,

  javascript: (url, body) => `// node start.mjs
const url = ${url};
const body = ${body};

const response = await fetch(url, {
  method: 'POST',
  headers: {
    Authorization: \`Bearer \${process.env.BOTTEGA_TOKEN}\`,
    'Content-Type': 'application/json',
    Prefer: 'respond-async',
  },
  body: JSON.stringify(body),
});
if (!response.ok) {
  throw new Error(\`HTTP \${response.status}: \${await response.text()}\`);
}
const job = await response.json();
console.log(job.status);
console.log(job.id);
`,

  python: (url, body) => `# pip install requests
import os
import sys

import requests

url = ${url}
token = os.environ["BOTTEGA_TOKEN"]
body = ${body}

headers = {"Authorization": f"Bearer {token}", "Prefer": "respond-async"}
response = requests.post(url, headers=headers, json=body, timeout=90)
if not response.ok:
    sys.exit(f"HTTP {response.status_code}: {response.text}")

job = response.json()
print(job["status"])
print(job["id"])
`,

  php: (url, body) => `<?php
// composer require guzzlehttp/guzzle
require 'vendor/autoload.php';

$url = ${url};
$body = ${body};

$client = new GuzzleHttp\\Client(['http_errors' => false, 'timeout' => 90]);
$response = $client->post($url, [
    'headers' => [
        'Authorization' => 'Bearer ' . getenv('BOTTEGA_TOKEN'),
        'Prefer' => 'respond-async',
    ],
    'json' => $body,
]);
if ($response->getStatusCode() >= 300) {
    fwrite(STDERR, "HTTP {$response->getStatusCode()}: {$response->getBody()}\\n");
    exit(1);
}

$job = json_decode($response->getBody(), true);
echo $job['status'], "\\n";
echo $job['id'], "\\n";
`,

  go: (url, body) => `// go run start.go
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"strings"
	"time"
)

const url = ${url}

const body = ${body}

func main() {
	request, err := http.NewRequest("POST", url, strings.NewReader(body))
	if err != nil {
		log.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+os.Getenv("BOTTEGA_TOKEN"))
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Prefer", "respond-async")

	client := http.Client{Timeout: 90 * time.Second}
	response, err := client.Do(request)
	if err != nil {
		log.Fatal(err)
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err != nil {
		log.Fatal(err)
	}
	if response.StatusCode >= 300 {
		log.Fatalf("HTTP %d: %s", response.StatusCode, answer)
	}

	var job struct{ Status, Id string }
	if err := json.Unmarshal(answer, &job); err != nil {
		log.Fatal(err)
	}
	fmt.Println(job.Status)
	fmt.Println(job.Id)
}
`,

  ruby: (url, body) => `# ruby start.rb
require "json"
require "net/http"

url = URI(${url})
token = ENV.fetch("BOTTEGA_TOKEN")
body = ${body}

response = Net::HTTP.post(
  url,
  JSON.generate(body),
  "Authorization" => "Bearer #{token}",
  "Content-Type" => "application/json",
  "Prefer" => "respond-async"
)
unless response.is_a?(Net::HTTPSuccess)
  abort "HTTP #{response.code}: #{response.body}"
end

job = JSON.parse(response.body)
puts job["status"]
puts job["id"]
`,
};

/** The program of a language. `url` and `body` are code. */
export function startProgram({ id }: Language, url: string, body: string): string {
  return PROGRAMS[id](url, body);
}
