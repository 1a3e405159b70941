import { Aws } from 'aws-cdk-lib';

/**
 * What an instance of Amazon Linux 2023 does at its first boot to become NAT. It tells AWS CloudFormation whether that worked. Where it did not, it
 * turns itself off, which is how Amazon EC2 Auto Scaling learns to start another one.
 *
 * Packages are asked for again and again: network ACL, routes and gateway endpoint of the network may come after the instance.
 *
 * @param group - logical id of the Auto Scaling group
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/work-with-nat-instances.html
 */
export function natInstanceScript(group: string): string {
  return `#!/bin/bash
set -Eeuo pipefail
word() { /opt/aws/bin/cfn-signal --success "$1" --stack ${Aws.STACK_NAME} --resource ${group} --region ${Aws.REGION} || true; }
trap 'word false; shutdown -h now' ERR

# The package manager wants more memory than the instance has.
dd if=/dev/zero of=/swap bs=1M count=512
chmod 600 /swap
mkswap /swap
swapon /swap
echo '/swap none swap defaults 0 0' >> /etc/fstab

for attempt in {1..30}; do
  dnf --assumeyes install nftables aws-cfn-bootstrap && break
  sleep 10
done

cat > /etc/sysctl.d/90-nat.conf <<'END'
net.ipv4.ip_forward = 1
net.ipv4.conf.all.send_redirects = 0
net.ipv4.conf.default.send_redirects = 0
END
sysctl --system

cat > /etc/sysconfig/nftables.conf <<'END'
table ip nat {
  chain postrouting {
    type nat hook postrouting priority srcnat; policy accept;
    masquerade
  }
}
END
systemctl enable --now nftables
nft list chain ip nat postrouting
test "$(sysctl -n net.ipv4.ip_forward)" = 1
word true
`;
}
