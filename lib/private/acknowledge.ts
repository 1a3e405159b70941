import { Validations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/**
 * Acknowledges checker findings on the construct that causes them, for one reason a reviewer can judge.
 *
 * The short form of the ids: it silences the rule packs however they are called, as plugins of the app or directly in a test.
 */
export function acknowledge(construct: IConstruct, reason: string, ...ids: string[]): void {
  // aws-cdk-lib records where each acknowledgement was made. Ours say why, and finding out where takes a tenth of a synthesis.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    Validations.of(construct).acknowledge(...ids.map((id) => ({ id, reason })));
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}
