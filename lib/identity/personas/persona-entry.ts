import { PolicyStatement } from 'aws-cdk-lib/aws-iam';

/** A persona as the catalogue holds it. */
export interface PersonaEntry {
  /** In lower-case kebab case. */
  readonly name: string;
  /** What the persona does, in a sentence. */
  readonly what: string;
  /** Why its limits are where they are. */
  readonly why: string;
  /** Fresh statements, since CDK policies take theirs over. */
  statements(): PolicyStatement[];
}
