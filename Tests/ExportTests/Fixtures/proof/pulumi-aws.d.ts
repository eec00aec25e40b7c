declare module "@pulumi/aws" {
  export type Output<T> = { readonly __output: T };
  export type Input<T> = T | Output<T>;
  export interface ResourceOptions { import?: string; protect?: boolean; }
  export namespace ec2 {
    interface SecurityGroupArgs {
      name?: Input<string>; description?: Input<string>; vpcId?: Input<string>; tags?: Input<{ [key: string]: Input<string> }>;
    }
    class SecurityGroup {
      constructor(name: string, args?: SecurityGroupArgs, opts?: ResourceOptions);
      readonly id: Output<string>;
    }
  }
  export namespace vpc {
    interface RuleArgs {
      securityGroupId: Input<string>; ipProtocol: Input<string>; fromPort?: Input<number>; toPort?: Input<number>;
      cidrIpv4?: Input<string>; cidrIpv6?: Input<string>; prefixListId?: Input<string>; referencedSecurityGroupId?: Input<string>;
      description?: Input<string>; tags?: Input<{ [key: string]: Input<string> }>;
    }
    class SecurityGroupIngressRule { constructor(name: string, args: RuleArgs, opts?: ResourceOptions); readonly id: Output<string>; }
    class SecurityGroupEgressRule { constructor(name: string, args: RuleArgs, opts?: ResourceOptions); readonly id: Output<string>; }
  }
}
