import { createServer } from 'node:http';
import { Webhook } from 'standardwebhooks';

/** One request as it came. */
export interface Received {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A webhook receiver on a loopback port that answers each path as told. */
export const startReceiver = async () => {
  const received: Received[] = [];
  const answers = new Map<string, (nth: number) => number | 'never' | 'redirect'>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const path = request.url ?? '/';
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      );
      received.push({ path, headers, body: Buffer.concat(chunks).toString('utf8') });
      const nth = received.filter((one) => one.path === path).length;
      const answer = answers.get(path)?.(nth) ?? 204;
      if (answer === 'never') return;
      if (answer === 'redirect') response.writeHead(302, { location: '/elsewhere' }).end();
      else response.writeHead(answer).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: (path: string) => `http://127.0.0.1:${port}${path}`,
    answer: (path: string, by: (nth: number) => number | 'never' | 'redirect') => answers.set(path, by),
    at: (path: string): readonly Received[] => received.filter((one) => one.path === path),
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

/** The independent reference library's opinion of a signature. */
export const isSignedWith = (secret: string, { headers, body }: Received): boolean => {
  const webhook = new Webhook(secret);
  const sentAt = new Date(Number(headers['webhook-timestamp']) * 1000);
  // Its own check of the age looks at the machine's clock, and the sandbox has another.
  const expected = webhook.sign(headers['webhook-id'] ?? '', sentAt, body);
  return (headers['webhook-signature'] ?? '').split(' ').includes(expected);
};
