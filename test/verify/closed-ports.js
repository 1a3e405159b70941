/** The script of remedies that close ports, run with the real AWS SDK for Python: what everybody can reach on the ports goes, and nothing else. */
const { spawn } = require('child_process');
const { check } = require('./checks');
const { allowedBy } = require('./emulated-account');

const EVERYBODY = '0.0.0.0/0';
const tcp = (FromPort, ToPort, more) => ({ IpProtocol: 'tcp', FromPort, ToPort, ...more });
const from = (CidrIp) => ({ IpRanges: [{ CidrIp }] });

/** Rules by what they are, each with the remedies that take it away. */
const RULES = {
  ssh: [tcp(22, 22, from(EVERYBODY)), 'Ssh'],
  range: [tcp(20, 30, { Ipv6Ranges: [{ CidrIpv6: '::/0' }] }), 'Ssh'],
  everything: [{ IpProtocol: '-1', ...from(EVERYBODY) }, 'Ssh', 'Ports'],
  desktop: [tcp(3389, 3389, from(EVERYBODY)), 'Ports'],
  database: [tcp(5000, 6000, { Ipv6Ranges: [{ CidrIpv6: '::/0' }] }), 'Ports'],
  office: [tcp(22, 22, from('198.51.100.0/24'))],
  https: [tcp(443, 443, from(EVERYBODY))],
  udp: [{ IpProtocol: 'udp', FromPort: 22, ToPort: 22, ...from(EVERYBODY) }],
};

/** Runs a script as AWS Systems Manager does. */
async function automation(python, script, input) {
  const program = `import json, sys\n${script}\nprint(json.dumps(handler(json.loads(sys.argv[1]), None)))`;
  const running = spawn(python, ['-c', program, JSON.stringify(input)], { env: { ...process.env, AWS_DEFAULT_REGION: process.env.AWS_REGION } });
  const said = { stdout: '', stderr: '' };
  Object.keys(said).forEach((stream) => running[stream].on('data', (part) => {
    said[stream] += part;
  }));
  const status = await new Promise((done) => running.on('close', done));
  if (status !== 0) {
    throw new Error(`the script ended with ${status}: ${said.stderr.slice(-1000)}`);
  }
  return JSON.parse(said.stdout);
}

async function closedPorts(account, template, python) {
  const ec2 = (command, input) => account.call('ec2', 'EC2Client', command, input);
  const resources = Object.values(template.Resources);
  for (const { Type, Properties: { Parameters: given, TargetId } } of resources) {
    if (Type !== 'AWS::Config::RemediationConfiguration') {
      continue;
    }
    const { Name: name, Content: { mainSteps: steps } } = template.Resources[TargetId.Ref].Properties;
    const [{ inputs: { Script: script } }] = steps;
    const Ports = given.Ports.StaticValue.Values[0];
    const allowed = allowedBy(template, given.AutomationAssumeRole.StaticValue.Values[0]['Fn::GetAtt'][0]);
    const remedy = Ports === '22' ? 'Ssh' : 'Ports';

    await account.reset();
    const { Vpc: { VpcId } } = await ec2('CreateVpc', { CidrBlock: '10.0.0.0/16' });
    const { GroupId } = await ec2('CreateSecurityGroup', { GroupName: 'web', Description: 'web', VpcId });
    const { GroupId: Other } = await ec2('CreateSecurityGroup', { GroupName: 'other', Description: 'other', VpcId });
    const ids = {};
    for (const [rule, [permission]] of Object.entries(RULES)) {
      const { SecurityGroupRules: [{ SecurityGroupRuleId }] } = await ec2('AuthorizeSecurityGroupIngress', { GroupId, IpPermissions: [permission] });
      ids[SecurityGroupRuleId] = rule;
    }
    await ec2('AuthorizeSecurityGroupEgress', { GroupId, IpPermissions: [tcp(22, 22, from(EVERYBODY))] });
    await ec2('AuthorizeSecurityGroupIngress', { GroupId, IpPermissions: [tcp(22, 22, { UserIdGroupPairs: [{ GroupId: Other }] })] });
    await ec2('AuthorizeSecurityGroupIngress', { GroupId: Other, IpPermissions: [tcp(22, 22, from(EVERYBODY)), tcp(3389, 3389, from(EVERYBODY))] });
    const rules = async () => (await ec2('DescribeSecurityGroupRules')).SecurityGroupRules.map(({ SecurityGroupRuleId: id }) => id).sort();
    const before = await rules();
    const taken = Object.keys(ids).filter((id) => RULES[ids[id]].includes(remedy));

    const run = () => automation(python, script, { GroupId, Ports });
    account.forget();
    const actions = account.actions.length;
    check(`${name}: tells what it took away`, (await run()).Revoked.map((id) => ids[id] ?? id).sort(), taken.map((id) => ids[id]).sort());
    check(`${name}: takes it away in one call`, account.changes, ['RevokeSecurityGroupIngress']);
    check(`${name}: permissions that it asks for and has not`, account.actions.slice(actions).filter((action) => !allowed.includes(action)), []);
    check(`${name}: leaves the rest`, await rules(), before.filter((id) => !taken.includes(id)));
    account.forget();
    check(`${name}: finds nothing the second time`, await run(), { Revoked: [] });
    check(`${name}: changes nothing the second time`, account.changes, []);
  }
}

module.exports = { closedPorts };
