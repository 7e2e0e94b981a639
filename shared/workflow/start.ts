import { ExecutionAlreadyExists, type SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';

/** Starts one leg under a name made from the subject's id, so that a repeated start is a no-op. */
export const startLeg = async (
  sfn: SFNClient,
  leg: {
    readonly stateMachineArn: string;
    readonly name: string;
    readonly subject: string;
    readonly correlationId: string;
  },
): Promise<void> => {
  try {
    await sfn.send(
      new StartExecutionCommand({
        stateMachineArn: leg.stateMachineArn,
        name: leg.name,
        input: JSON.stringify({ subject: leg.subject, correlationId: leg.correlationId }),
      }),
    );
  } catch (error) {
    if (!(error instanceof ExecutionAlreadyExists)) throw error;
  }
};
