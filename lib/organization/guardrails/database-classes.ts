import { checkList } from './guardrail-checks';
import { denyActions, EVERYBODY, EXEMPT_ROLES, GuardrailEntry } from './guardrail-entry';

export const DATABASE_CLASSES = (classes: string[]): GuardrailEntry => ({
  id: 'database-classes',
  what: `No databases of Amazon RDS and Amazon Aurora of other classes than ${classes.join(', ')}.`,
  why: 'The largest class costs two hundred times the smallest, and runs all night.',
  binds: EVERYBODY,
  exceptions: EXEMPT_ROLES,
  link: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/security_iam_id-based-policy-examples.html',
  statements: denyActions('DatabaseClasses', ['rds:CreateDBInstance', 'rds:ModifyDBInstance'], {
    // A change of something else says nothing of a class.
    on: 'arn:*:rds:*:*:db:*', when: { StringNotLike: { 'rds:DatabaseClass': classes }, Null: { 'rds:DatabaseClass': 'false' } },
  }),
  problems: (prop) => checkList(`${prop}.classes`, classes, /^db\.([a-z0-9-]+\.([a-z0-9-]+|\*)|serverless)$/,
    'a class of databases, or a family', 'write it like db.t4g.medium or db.t4g.*'),
});
