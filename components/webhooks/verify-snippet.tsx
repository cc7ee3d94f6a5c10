import { useTranslations } from 'next-intl';
import { CodeBlock } from '@/components/ui/code-block';

const CODE = `// npm install standardwebhooks
import { createServer } from 'node:http';
import { env } from 'node:process';
import { Webhook } from 'standardwebhooks';

const webhook = new Webhook(env.WEBHOOK_SECRET);

createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += chunk;
  try {
    // The raw body: parsing and serializing it again would invalidate the signature.
    const { type, data } = webhook.verify(body, request.headers);
    response.writeHead(204).end();
    console.log(type, data.id, data.state, data.url);
  } catch {
    response.writeHead(401).end();
  }
}).listen(8080);`;

/** A complete receiver that accepts only messages signed by Bottega. */
export function VerifySnippet() {
  const t = useTranslations('webhooks.verify');
  return <CodeBlock name={t('name')} text={CODE} />;
}
