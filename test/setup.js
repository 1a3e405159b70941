// AWS CloudFormation validation costs a second for each test file: one suite validates every example, the others go without.
process.env.CDK_VALIDATION = 'false';
// Where each resource was made nobody reads here, and to find out takes longer than to make it.
process.env.CDK_CONTEXT_JSON = JSON.stringify({ 'aws:cdk:disable-creation-stack-traces': true });
