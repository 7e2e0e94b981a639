import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Engine } from './engine.ts';
import type { ExtraRoute } from './http-api.ts';
import { objectOf, parseJson, textOf } from './json.ts';
import { messageOf } from './refusal.ts';
import { answerJson, readBody } from './wire.ts';

const BODY_BYTES_MAX = 10_000;

const ROUTES = [
  'GET /sandbox/health',
  'GET /sandbox/clock',
  'POST /sandbox/clock/advance',
  'GET /sandbox/bill',
  'GET /sandbox/executions',
  'GET /sandbox/dead-letters',
  'POST /sandbox/redrive',
];

/** Routes under /sandbox that exist on the laptop only. */
export function sandboxRoutes(engine: () => Engine): ExtraRoute {
  return async (request, response, url) => {
    const route = `${request.method} ${url.pathname}`;
    // Anything else under /sandbox belongs to the template: the twins of the outside parties live there.
    if (!ROUTES.includes(route)) return false;
    try {
      await serve(engine(), request, response, route);
    } catch (error) {
      answerJson(response, 400, { message: messageOf(error) });
    }
    return true;
  };
}

async function serve(
  engine: Engine,
  request: IncomingMessage,
  response: ServerResponse,
  route: string,
): Promise<void> {
  switch (route) {
    case 'GET /sandbox/health':
      return answerJson(response, 200, { status: 'ok' });
    case 'GET /sandbox/clock':
      return answerJson(response, 200, clockOf(engine));
    case 'POST /sandbox/clock/advance': {
      const { seconds, strideSeconds } = await advanceOf(engine, request);
      await engine.advance(seconds, strideSeconds);
      return answerJson(response, 200, clockOf(engine));
    }
    case 'GET /sandbox/bill':
      return answerJson(response, 200, engine.bill());
    case 'GET /sandbox/executions':
      return answerJson(response, 200, { executions: engine.executions() });
    case 'GET /sandbox/dead-letters':
      return answerJson(response, 200, { queues: engine.deadLetters() });
    case 'POST /sandbox/redrive': {
      const { queue } = await bodyOf(request);
      return answerJson(response, 200, { redriven: await engine.redrive(textOf(queue)) });
    }
  }
}

function clockOf(engine: Engine): { now: string; offsetSeconds: number } {
  return {
    now: new Date(engine.now()).toISOString(),
    offsetSeconds: Math.round((engine.now() - Date.now()) / 1000),
  };
}

/** Longest advance of one call: each half day costs a round of every schedule, so a slip of the hand must not take hours. */
const ADVANCE_DAYS_MAX = 400;
const STRIDE_SECONDS_MIN = 60;

/** Seconds to advance, from `{ seconds }` or `{ to }` (an ISO instant), and the stride when `{ strideSeconds }` gives one. */
async function advanceOf(
  engine: Engine,
  request: IncomingMessage,
): Promise<{ seconds: number; strideSeconds: number | undefined }> {
  const body = await bodyOf(request);
  const to = textOf(body.to);
  const seconds = to === undefined ? Number(body.seconds) : (Date.parse(to) - engine.now()) / 1000;
  if (!Number.isFinite(seconds))
    throw new Error('Give the number of `seconds`, or the instant `to` in ISO 8601.');
  if (seconds < 0) throw new Error('Sandbox time only moves forward.');
  if (seconds > ADVANCE_DAYS_MAX * 86_400)
    throw new Error(
      `One call advances ${ADVANCE_DAYS_MAX} days at most (${ADVANCE_DAYS_MAX * 86_400} seconds); call again for more.`,
    );
  const strideSeconds = body.strideSeconds === undefined ? undefined : Number(body.strideSeconds);
  if (strideSeconds !== undefined && !(strideSeconds >= STRIDE_SECONDS_MIN))
    throw new Error(`A stride has ${STRIDE_SECONDS_MIN} seconds or more.`);
  return { seconds, strideSeconds };
}

async function bodyOf(request: IncomingMessage) {
  const body = await readBody(request, BODY_BYTES_MAX);
  return objectOf(parseJson(body === undefined || body.length === 0 ? '{}' : body.toString('utf8')));
}
