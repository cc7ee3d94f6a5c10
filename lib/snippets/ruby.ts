import { doubleQuoted, type Language } from './language';

/** Ruby 3.0 or newer with its standard library. */
export const ruby: Language = {
  id: 'ruby',
  name: 'Ruby',
  grammar: 'ruby',
  // Ruby also interpolates `#{...}`, `#@name` and `#$name`.
  quote: (text) => doubleQuoted(text).replaceAll('#', '\\#'),
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
