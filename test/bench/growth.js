/** Makes so many accounts of four regions each in one app, and prints what came of it: `node growth.js LIBRARY ACCOUNTS`. */
const { App, CfnResource, Stack } = require('aws-cdk-lib');

const [library, accounts] = process.argv.slice(2);
const { AccountBaseline } = require(library);

const app = new App();
const start = performance.now();
for (let index = 0; index < Number(accounts); index++) {
  new AccountBaseline(app, `Account${index}`, {
    account: String(111100000000 + index),
    homeRegion: 'eu-central-1',
    additionalRegions: ['us-east-1', 'eu-west-1', 'ap-southeast-2'],
    securityContact: 'security@example.com',
  });
}
const constructed = performance.now();
app.synth();
const synthesized = performance.now();
const constructs = app.node.findAll();
process.stdout.write(JSON.stringify({
  construct: constructed - start,
  synth: synthesized - constructed,
  stacks: constructs.filter(Stack.isStack).length,
  resources: constructs.filter(CfnResource.isCfnResource).length,
}));
