import CoreModel

/// Reads `aws ec2 get-security-groups-for-vpc`: `SecurityGroupForVpcs[]`, the groups that interfaces of a VPC may carry, without rules.
///
/// Source: https://docs.aws.amazon.com/cli/latest/reference/ec2/get-security-groups-for-vpc.html#output
enum AwsGroupsForVpc {
    static func read(
        _ groups: JSONElements, isCut: Bool, from origin: Origin, into collector: inout Collector
    ) throws(JSONFault) {
        for value in groups {
            var group = Group(id: collector.intern(try value.requiredText("GroupId")))
            group.name = collector.intern(try value.text("GroupName"))
            group.description = collector.intern(try value.text("Description"))
            group.vpc = collector.intern(try value.text("PrimaryVpcId"))
            group.owner = collector.intern(try value.text("OwnerId"))
            if group.owner.isNone { group.owner = collector.account(of: origin) }
            group.region = collector.region(of: origin)
            group.tags = try collector.tags(try value.member("Tags"))
            collector.builder.describe(group)
            collector.namedGroups.append((group, origin.listing(.ruleResources)))
        }
        if isCut { collector.noteCut("security groups", in: origin) }
        if !groups.isEmpty {
            collector.builder.note(
                "\(origin.file) tells no rules: what its groups let through needs aws ec2 describe-security-groups beside it")
        }
    }
}

/// Reads `aws ec2 describe-security-group-vpc-associations`: the VPCs beside its own whose interfaces may carry a group.
///
/// What an interface carries is told by the interface; a verdict never takes a group's VPC for that of its members. So an association
/// decides nothing but which groups an interface can be given.
///
/// Source: https://docs.aws.amazon.com/vpc/latest/userguide/security-group-assoc.html
enum AwsGroupAssociations {
    static func read(_ associations: JSONElements, from origin: Origin, into collector: inout Collector) throws(JSONFault) {
        for value in associations {
            var group = Group(id: collector.intern(try value.requiredText("GroupId")))
            group.owner = collector.intern(try value.text("GroupOwnerId"))
            // One that failed or is gone has left nothing behind.
            let state = try value.text("State")?.string
            if state == "associated" || state == "associating" {
                var vpc = Vpc(id: collector.intern(try value.requiredText("VpcId")))
                vpc.owner = collector.intern(try value.text("VpcOwnerId"))
                collector.builder.add(vpc)
                group.associatedVpcs = [vpc.id]
            }
            collector.builder.describe(group)
        }
    }
}
