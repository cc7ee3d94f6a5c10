import { doubleQuoted, type Language } from './language';

/** Go with its standard library. */
export const go: Language = {
  id: 'go',
  name: 'Go',
  grammar: 'go',
  quote: doubleQuoted,
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
