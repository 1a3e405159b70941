// AWS CloudFormation validation costs a second for each test file: one suite validates every example, the others go without.
process.env.CDK_VALIDATION = 'false';
