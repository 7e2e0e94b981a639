import { describe, expect, test } from 'vitest';
import {
  type CanonicalRows,
  canonicalRows,
  differenceBetween,
} from '../support/simulation/canonical-rows.ts';
import type { SimulatedHouse } from '../support/simulation/simulated-house.ts';
import { type Effecting, judgeBy, type Verdict } from '../support/simulation/wire.ts';

/** A house with something going on in it, that can be gone back to. */
interface Tale<Self> {
  readonly house: SimulatedHouse;
  keep(): () => Self;
}

/** One thing that happens: what was before it is undisturbed, what is done in it is cut off at every point. */
export interface Workflow<Told> {
  readonly name: string;
  readonly given: (tale: Told) => Promise<unknown>;
  readonly happens: (tale: Told) => Promise<unknown>;
}

/** What a matrix is about. */
interface Subject<Told, One> {
  /** An empty house for a workflow. */
  readonly open: (workflow: One) => Promise<Told>;
  /** Whether what runs there is part of the product that is cut off; the world outside does not break down with us. */
  readonly isOurs: (operation: Effecting) => boolean;
  /** Lets time pass until whoever asks again, because no answer came, has asked. */
  readonly rest: (tale: Told) => Promise<unknown>;
  /** Tables that say what is owed and owned: no old news moves them, even where it is news again. */
  readonly books: readonly string[];
  /** What else is so at the end, beside the rows. */
  readonly said?: (tale: Told) => readonly string[];
}

/** Where the power goes: at the so-many-th thing that the product changes outside itself, before it or after it. */
interface Cut {
  readonly at: number;
  readonly verdict: Exclude<Verdict, 'pass'>;
}

interface State {
  readonly rows: CanonicalRows;
  /** What is not in the rows: messages that nobody took, and where the machines stand. */
  readonly rest: readonly string[];
}

interface Ending extends State {
  /** What was changed outside a function, and by which run of it. */
  readonly changes: readonly string[];
  readonly invocations: readonly unknown[];
}

/**
 * Before its change a run has done nothing since its change before: being cut off there is being cut off after that one, and is
 * tried only where a run begins.
 */
const verdictsAt = ({ invocations }: Ending, at: number): readonly Cut['verdict'][] =>
  at > 0 && invocations[at] === invocations[at - 1] ? ['lost after'] : ['lost before', 'lost after'];

/** Numbers that look random and are the same each time. */
const numbersFrom = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 8;
  };
};

const expectSame = (undisturbed: State, ending: State, place: string): void => {
  expect(differenceBetween(undisturbed.rows, ending.rows), place).toEqual([]);
  expect(ending.rest, place).toEqual(undisturbed.rest);
};

const seeds = Array.from({ length: 6 }, (_, index) => index + 1);

// A matrix is hundreds of runs of one workflow.
const timeoutMs = 240_000;

/** How workflows of a kind are played and cut off. */
export const matrixOf = <Told extends Tale<Told>, One extends Workflow<Told>>(
  subject: Subject<Told, One>,
) => {
  const endingOf = async (tale: Told): Promise<State> => {
    const { house } = tale;
    house.copies = 1;
    house.choose = () => 0;
    await subject.rest(tale);
    const waiting = house.queue.map(({ context, envelope }) => `${context} waits with ${envelope.type}`);
    const dead = house.deadLetters.map(({ context, envelope }) => `${context} gave up ${envelope.type}`);
    const legs = Object.entries(house.executions.states()).map(
      ([name, state]) => `${name.split('-')[0]} is ${state}`,
    );
    return {
      rows: canonicalRows(house.database),
      rest: [...waiting, ...dead, ...legs, ...(subject.said?.(tale) ?? [])],
    };
  };

  /** Plays a workflow, cut off where asked, to where nothing moves any more. */
  const play = async (tale: Told, { happens }: One, cut?: Cut): Promise<Ending> => {
    const changes: string[] = [];
    const invocations: unknown[] = [];
    judgeBy((operation) => {
      if (!subject.isOurs(operation)) return 'pass';
      changes.push(`${operation.invocation.name}: ${operation.what}`);
      invocations.push(operation.invocation);
      return changes.length - 1 === cut?.at ? cut.verdict : 'pass';
    });
    try {
      await happens(tale);
      return { ...(await endingOf(tale)), changes, invocations };
    } finally {
      judgeBy(() => 'pass');
    }
  };

  /** A workflow that can be played again and again from the same moment. */
  const given = async (workflow: One) => {
    const tale = await subject.open(workflow);
    await workflow.given(tale);
    const again = tale.keep();
    return { again, undisturbed: await play(again(), workflow) };
  };

  /** Tests that each workflow ends with the same books, whatever happens on the way. */
  const describeMatrix = (workflows: readonly One[]): void => {
    describe.each(workflows)('$name: the books are the same', { timeout: timeoutMs }, (workflow) => {
      test('wherever it is cut off', async () => {
        const { again, undisturbed } = await given(workflow);
        expect(undisturbed.changes.length).toBeGreaterThan(1);
        for (const [at, change] of undisturbed.changes.entries()) {
          for (const verdict of verdictsAt(undisturbed, at)) {
            const ending = await play(again(), workflow, { at, verdict });
            expectSame(undisturbed, ending, `${verdict} ${at}: ${change}`);
          }
        }
      });

      test('when every message comes three times', async () => {
        const { again, undisturbed } = await given(workflow);
        const tale = again();
        tale.house.copies = 3;
        expectSame(undisturbed, await play(tale, workflow), 'three times');
      });

      test.each(seeds)('in disorder, with repeats and one cut, seed %i', async (seed) => {
        const { again, undisturbed } = await given(workflow);
        const next = numbersFrom(seed);
        const tale = again();
        tale.house.copies = 2;
        tale.house.choose = next;
        const at = next() % undisturbed.changes.length;
        const ending = await play(tale, workflow, {
          at,
          verdict: next() % 2 === 0 ? 'lost before' : 'lost after',
        });
        expectSame(undisturbed, ending, `seed ${seed}`);
      });

      test('when all that was ever said is said again, even to contexts that have forgotten it', async () => {
        const { again, undisturbed } = await given(workflow);
        const tale = again();
        await play(tale, workflow);
        tale.house.replay();
        expectSame(undisturbed, await endingOf(tale), 'said again');
        // Without their inboxes contexts may note old news anew, but no money moves.
        const before = canonicalRows(tale.house.database, subject.books);
        tale.house.forgetInboxes();
        tale.house.replay();
        await endingOf(tale);
        expect(differenceBetween(before, canonicalRows(tale.house.database, subject.books))).toEqual([]);
      });
    });
  };

  return { given, play, describeMatrix };
};
